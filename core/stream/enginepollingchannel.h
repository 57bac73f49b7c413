// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/socketio/enginepacket.h"
#include "stream/channel.h"
#include "stream/pollpace.h"
#include "util/clock.h"

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
    /// Never: there is no packet that each server answers, or even bears, and the server's own pings tell enough.
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
    std::string_view m_payload; ///< what is left to be delivered of it, whose text m_poll holds
    std::deque<QByteArray> m_waiting; ///< packets that are to be posted
    qint64 m_waitingBytes = 0;
    qint64 m_postedBytes = 0; ///< under way
    QTimer m_rest; ///< nothing is delivered meanwhile
    SystemClock m_clock;
    Instant m_asked; ///< the last poll
    PollPace m_pace;
    std::chrono::nanoseconds m_held{0}; ///< the answer, by the server
    bool m_brought = false; ///< the last answer brought something
    QTimer m_pause; ///< nothing is asked for meanwhile
    bool m_pausing = false;
    bool m_over = false;
};

} // namespace Bellboard
