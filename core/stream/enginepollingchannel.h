// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/socketio/enginepacket.h"
#include "stream/channel.h"

#include <QTimer>

#include <deque>
#include <memory>

namespace Bellboard {

class HttpClient;
class HttpExchange;

/// The packets of Engine.IO v4 over HTTP long polling: each is a message. What comes is asked for by one GET after the other, what is
/// said goes out by POSTs, one at a time.
///
/// It reads the handshake on its way, as it needs the session's name, and is open once that came.
class EnginePollingChannel final : public Channel
{
    Q_OBJECT

public:
    explicit EnginePollingChannel(QObject *parent = nullptr);
    ~EnginePollingChannel() override;

    void open(const ChannelRequest &request, MessageSink *sink) override;
    using Channel::send;
    bool send(const QByteArray &message, PayloadKind kind) override;
    qint64 unsent() const override;
    /// Says nothing in a POST of its own, whose answer is the pong.
    bool ping(const QByteArray &payload) override;
    /// At once: the poll that breaks off ends the session.
    void close(int code, const QString &reason) override;
    void abort() override;
    ChannelFailure overdue() const override;

    /// Says what is left to be said, asks for nothing more, and tells so by paused(); messages may come until then.
    void pause();
    /// Goes on all the same.
    void resume();
    /// What "Cookie" should say where the session is to be found by another transport; empty without one.
    QByteArray cookies() const;

Q_SIGNALS:
    void paused();

private:
    void poll();
    void takePayload();
    void deliver();
    bool deliverPart(const PayloadPart &part);
    bool takeHandshake(std::string_view packet);
    void post();
    void takePosted();
    void noticePause();
    std::unique_ptr<HttpExchange> makeExchange();
    void fail(const ChannelFailure &failure);
    void fail(ChannelError error, const QString &detail);
    static ChannelFailure failureOf(HttpExchange &exchange, const ChannelFailure &failure);

    ChannelRequest m_request;
    MessageSink *m_sink = nullptr;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<HttpExchange> m_poll;
    std::unique_ptr<HttpExchange> m_post;
    EngineHandshake m_handshake; ///< without a session before it came
    std::vector<PayloadPart> m_parts; ///< of the payload that is being delivered, whose text m_poll holds
    std::size_t m_next = 0; ///< of m_parts
    std::deque<QByteArray> m_waiting; ///< packets that are to be posted
    qint64 m_waitingBytes = 0;
    qint64 m_postedBytes = 0; ///< under way
    QByteArrayList m_pings; ///< that wait, or are under way
    qsizetype m_postedPings = 0;
    QTimer m_rest; ///< nothing is delivered meanwhile
    bool m_pausing = false;
    bool m_over = false;
};

} // namespace Bellboard
