// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/successor.h"

#include <utility>

namespace Bellboard {

void Successor::plan(Instant at)
{
    giveUp();
    m_moment = at;
}

void Successor::giveUp()
{
    m_channel.reset();
    m_moment.reset();
    m_open = false;
}

void Successor::take(ChannelHandle channel, Instant deadline)
{
    giveUp();
    m_channel = std::move(channel);
    m_moment = deadline;
    connect(m_channel.get(), &Channel::opened, this, [this] {
        m_open = true;
        Q_EMIT opened();
    });
    connect(m_channel.get(), &Channel::ponged, this, &Successor::ponged);
    connect(m_channel.get(), &Channel::closed, this, [this](const ChannelFailure &failure) {
        giveUp();
        Q_EMIT failed(failure);
    });
}

ChannelHandle Successor::release()
{
    if (m_channel)
        m_channel->disconnect(this);
    auto channel = std::move(m_channel);
    giveUp();
    return channel;
}

void Successor::send(const QByteArray &message)
{
    if (m_channel)
        m_channel->send(message);
}

} // namespace Bellboard
