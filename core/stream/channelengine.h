// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>

namespace Bellboard {

class Channel;

/// Which WebSocket implementation a channel uses; "engine" in feeds.toml.
enum class ChannelEngine {
    Wire, ///< our own
    Qt, ///< QWebSocket
};

std::unique_ptr<Channel> makeChannel(ChannelEngine engine);

} // namespace Bellboard
