// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "collectingsink.h"
#include "scriptedchannel.h"
#include "stillclock.h"
#include "stream/connection.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>
#include <QTimerEvent>

namespace Bellboard {

/// A connection with scripted channels whose timers run when the test says so.
class ScriptedConnection : public MessageSink
{
public:
    explicit ScriptedConnection(
        RandomSource random = [] { return 0.5; }, const QString &host = QStringLiteral("far.test"),
        Connection::PingKind ping = Connection::PingKind::Message)
        : ScriptedConnection(settings(host, ping), std::move(random))
    { }
    /// `canPoll`: with a second way, whose channels only ask.
    explicit ScriptedConnection(
        Connection::Settings settings, RandomSource random = [] { return 0.5; }, bool canPoll = false)
        : connection(
              canPoll ? withPolls(std::move(settings)) : std::move(settings),
              [this] { return std::make_unique<ScriptedChannel>(channels); }, *this, clock, std::move(random))
    {
        QObject::connect(&connection, &Connection::stateChanged, &connection,
                         [this](ConnectionState state) { states.append(state); });
    }

    QList<ScriptedChannel *> alive() const
    {
        QList<ScriptedChannel *> found;
        std::copy_if(channels->cbegin(), channels->cend(), std::back_inserter(found),
                     [](const auto *channel) { return channel->isAlive(); });
        return found;
    }
    QList<QTimer *> timers() const
    {
        QList<QTimer *> active;
        for (auto *timer : connection.findChildren<QTimer *>()) {
            if (timer->isActive())
                active.append(timer);
        }
        return active;
    }
    /// Lets the time pass that the timer waits for, and rings it; nothing without one.
    bool ring()
    {
        const auto active = timers();
        if (active.isEmpty())
            return false;
        clock.advance(active.first()->intervalAsDuration());
        return ringNow();
    }
    /// Rings the timer without letting time pass.
    bool ringNow()
    {
        const auto active = timers();
        if (active.isEmpty())
            return false;
        QTimerEvent event(active.first()->timerId());
        QCoreApplication::sendEvent(active.first(), &event);
        settle();
        return true;
    }
    /// Runs what was queued, but no timer.
    void settle() { QCoreApplication::sendPostedEvents(&connection, QEvent::MetaCall); }
    /// Deletes what was let go of.
    static void sweep() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    static QByteArray control(const QByteArray &kind, const QByteArray &data = "{}")
    {
        return R"({"specversion":"1.0","id":"c","source":"/t","type":"org.bellboard.control.)" + kind + R"(","data":)"
            + data + '}';
    }
    static QByteArray welcome()
    {
        return control("welcome", R"({"heartbeat_ms":0,"server_time":"2026-03-01T09:00:00Z"})");
    }
    static QByteArray welcomeWithStream(int heartbeat = 0)
    {
        return control("welcome",
                       R"({"heartbeat_ms":)" + QByteArray::number(heartbeat)
                           + R"(,"server_time":"2026-03-01T09:00:00Z","streams":[)"
                             R"({"stream":"s","epoch":"e","first":1,"last":5}]})");
    }
    static QByteArray caughtUp()
    {
        return control("caughtup", R"({"stream":"s","epoch":"e","offset":5,"recovered":true})");
    }
    static QByteArray drain(int within = 1000)
    {
        return control("drain", R"({"within_ms":)" + QByteArray::number(within) + '}');
    }
    /// The answer to the newest ping of a channel.
    static QByteArray pongTo(const ScriptedChannel &channel)
    {
        for (auto i = channel.sent.size(); i-- > 0;) {
            const auto message = QJsonDocument::fromJson(channel.sent[i]).object();
            if (message.value(QLatin1String("type")).toString().endsWith(QLatin1String(".ping")))
                return control("pong",
                               R"({"ping":")" + message.value(QLatin1String("id")).toString().toLatin1() + R"("})");
        }
        return {};
    }
    static QByteArray pong() { return control("pong", R"({"ping":"x"})"); }

    /// Connects, is welcomed and live.
    ScriptedChannel *becomeLive()
    {
        connection.start();
        auto *channel = alive().constLast();
        channel->succeed();
        channel->deliver(welcome());
        settle();
        return channel;
    }

    static Connection::Settings settings(const QString &host = QStringLiteral("far.test"),
                                         Connection::PingKind ping = Connection::PingKind::Message)
    {
        Connection::Settings result;
        result.ping = ping;
        result.url = QUrl(QStringLiteral("wss://%1/x").arg(host));
        return result;
    }

    StillClock clock;
    const ScriptedChannel::List channels = std::make_shared<QList<ScriptedChannel *>>();
    QList<ConnectionState> states;
    Connection connection;

private:
    Connection::Settings withPolls(Connection::Settings settings)
    {
        settings.fallbacks.push_back(
            {Carrier::Polling, [this] { return std::make_unique<ScriptedChannel>(channels, true); }});
        return settings;
    }
    char *messageSpace(std::size_t capacity) override
    {
        m_space.resize(capacity + 64);
        return m_space.data();
    }
    void messageReceived(std::size_t size, PayloadKind /*kind*/) override
    {
        CollectingSink decoded;
        decoded.decode({m_space.data(), size});
        for (const auto &message : decoded.controls)
            connection.handle(message);
    }

    std::vector<char> m_space;
};

} // namespace Bellboard
