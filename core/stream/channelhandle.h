// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"

#include <memory>

namespace Bellboard {

/// Ends a channel: it is silent from now on, and goes later, as we may be in one of its signals.
struct ChannelDropper
{
    void operator()(Channel *channel) const
    {
        channel->disconnect();
        channel->abort();
        channel->deleteLater();
    }
};

/// Owns a channel; to let go of it drops its connection at once.
using ChannelHandle = std::unique_ptr<Channel, ChannelDropper>;

/// Passes the messages of one channel on to the sink of all, and says meanwhile whose they are. Belongs to its channel.
class MessageRelay final : public QObject, public MessageSink
{
public:
    /// `speaker` is set to the channel while one of its messages is being passed on.
    MessageRelay(Channel *channel, MessageSink &sink, Channel *&speaker)
        : QObject(channel)
        , m_channel(channel)
        , m_sink(sink)
        , m_speaker(speaker)
    { }

    char *messageSpace(std::size_t capacity) override { return m_sink.messageSpace(capacity); }
    void messageReceived(std::size_t size, PayloadKind kind) override
    {
        m_speaker = m_channel;
        m_sink.messageReceived(size, kind);
        m_speaker = nullptr;
    }
    void messageGathered(TextBuffer &message, PayloadKind kind) override
    {
        m_speaker = m_channel;
        m_sink.messageGathered(message, kind);
        m_speaker = nullptr;
    }
    void pageGathered(TextBuffer &page) override
    {
        m_speaker = m_channel;
        m_sink.pageGathered(page);
        m_speaker = nullptr;
    }
    void messageRefused(std::string_view raw, std::string_view why) override { m_sink.messageRefused(raw, why); }

private:
    Channel *const m_channel;
    MessageSink &m_sink;
    Channel *&m_speaker;
};

} // namespace Bellboard
