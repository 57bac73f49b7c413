// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/channelengine.h"

#include "stream/qtwebsocketchannel.h"
#include "stream/socketiochannel.h"
#include "stream/wirechannel.h"

namespace Bellboard {

std::unique_ptr<Channel> makeChannel(ChannelEngine engine)
{
    if (engine == ChannelEngine::Qt)
        return std::make_unique<QtWebSocketChannel>();
    return std::make_unique<WireChannel>();
}

std::function<std::unique_ptr<Channel>()> socketIoChannels(const SocketIoPlan &plan)
{
    return
        [plan, memory = std::make_shared<SocketIoMemory>()] { return std::make_unique<SocketIoChannel>(plan, memory); };
}

} // namespace Bellboard
