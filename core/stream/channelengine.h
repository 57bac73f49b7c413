// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <memory>

namespace Bellboard {

class Channel;
struct SocketIoPlan;

/// Which WebSocket implementation a channel uses; "engine" in feeds.toml.
enum class ChannelEngine {
    Wire, ///< our own
    Qt, ///< QWebSocket
};

std::unique_ptr<Channel> makeChannel(ChannelEngine engine);

/// Makes channels to a Socket.IO server, one for each attempt; what one of them was told, the next goes on with.
std::function<std::unique_ptr<Channel>()> socketIoChannels(const SocketIoPlan &plan);

} // namespace Bellboard
