// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"
#include "stream/channelengine.h"

#include <QTimer>

#include <deque>
#include <memory>

namespace Bellboard {

/// A client on one channel that sends each message back as what it came, text or binary, until the peer closes.
class EchoClient : public QObject, private MessageSink
{
    Q_OBJECT

public:
    explicit EchoClient(ChannelEngine engine, QObject *parent = nullptr);

    void open(const QUrl &url);
    Channel &channel() { return *m_channel; }

Q_SIGNALS:
    void opened();
    /// This message came, and is sent back next.
    void received(const QByteArray &payload, Bellboard::PayloadKind kind);
    void closed(const Bellboard::ChannelFailure &failure);

private:
    struct Message
    {
        QByteArray payload;
        PayloadKind kind;
    };

    char *messageSpace(std::size_t capacity) override;
    void messageReceived(std::size_t size, PayloadKind kind) override;
    void sendWaiting();

    std::unique_ptr<Channel> m_channel;
    QByteArray m_space;
    std::deque<Message> m_waiting; ///< what the channel did not take yet, because the peer does not read
    QTimer m_retry;
};

} // namespace Bellboard
