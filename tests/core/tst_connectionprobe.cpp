// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "scriptedconnection.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using enum ConnectionState;

namespace {

qsizetype pingsIn(const ScriptedChannel &channel)
{
    return std::count_if(channel.sent.cbegin(), channel.sent.cend(),
                         [](const auto &message) { return message.contains("control.ping"); });
}

const Connection::Settings defaults;

/// How long a connection that hears nothing more stays.
std::chrono::milliseconds patienceOf(ScriptedConnection &client)
{
    const auto before = client.clock.instant();
    for (int i = 0; i < 10 && client.connection.isUsable(); ++i)
        client.ring();
    return std::chrono::duration_cast<std::chrono::milliseconds>(client.clock.instant() - before);
}

} // namespace

/// How a connection notices that its server is gone, and what it does when something hints at it.
class TestConnectionProbe : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void silenceByDefault()
    {
        ScriptedConnection client;
        client.becomeLive();
        QCOMPARE(patienceOf(client), defaults.heartbeat + defaults.probeDeadline);
        QCOMPARE(client.connection.state(), Waiting);
        QCOMPARE(client.connection.failure().error, ChannelError::HeartbeatMissed);
    }

    void aHint_data()
    {
        QTest::addColumn<TroubleHint>("hint");
        for (const auto hint :
             {TroubleHint::Woke, TroubleHint::ClockJumped, TroubleHint::NetworkChanged, TroubleHint::FocusReturned})
            QTest::addRow("%s", nameOf(hint)) << hint;
    }
    void aHint()
    {
        QFETCH(TroubleHint, hint);
        ScriptedConnection client;
        auto *channel = client.becomeLive();
        client.clock.advance(1min);
        channel->murmur();
        const auto pings = pingsIn(*channel);
        client.connection.takeHint(hint);
        QCOMPARE(client.connection.state(), Suspect);
        QCOMPARE(pingsIn(*channel), pings + 1);
        const auto &reason = client.connection.history().last();
        QCOMPARE(reason.event, ConnectionEvent::TroubleHinted);
        QVERIFY(reason.hint == hint);
        QCOMPARE(patienceOf(client), defaults.hintDeadline);
        QCOMPARE(client.connection.state(), Waiting);
        QVERIFY(!client.connection.history().last().hint);
        // It had proven itself, so it is tried again at once.
        QVERIFY(*client.connection.nextTry() - client.clock.wallTime() <= 500ms);
    }

    /// Whatever is heard ends the doubt, be it part of a message.
    void anyByteEndsTheDoubt()
    {
        ScriptedConnection client;
        auto *channel = client.becomeLive();
        client.connection.takeHint(TroubleHint::Woke);
        QCOMPARE(client.connection.state(), Suspect);
        channel->murmur();
        client.settle();
        QCOMPARE(client.connection.state(), Live);
        QCOMPARE(patienceOf(client), defaults.heartbeat + defaults.probeDeadline);
    }

    void aHintWhileItIsSilentAlready()
    {
        ScriptedConnection client;
        auto *channel = client.becomeLive();
        client.ring();
        QCOMPARE(client.connection.state(), Suspect);
        client.clock.advance(1s);
        const auto pings = pingsIn(*channel);
        client.connection.takeHint(TroubleHint::FocusReturned);
        QCOMPARE(pingsIn(*channel), pings + 1);
        // More of them give it no more time.
        client.clock.advance(2s);
        client.connection.takeHint(TroubleHint::FocusReturned);
        QCOMPARE(pingsIn(*channel), pings + 1);
        client.clock.advance(1s);
        client.ringNow();
        QCOMPARE(client.connection.state(), Waiting);
    }

    /// A process that did not run has not read what came meanwhile.
    void aLateTimerIsGivenOneGrace()
    {
        ScriptedConnection client;
        client.becomeLive();
        client.ring();
        QCOMPARE(client.connection.state(), Suspect);
        client.clock.advance(1h);
        client.ring();
        QCOMPARE(client.connection.state(), Suspect);
        client.clock.advance(1h);
        client.ring();
        QCOMPARE(client.connection.state(), Waiting);
    }

    void aHintWhileItMoves()
    {
        ScriptedConnection client;
        auto *old = client.becomeLive();
        client.clock.advance(1min);
        old->deliver(ScriptedConnection::drain(600'000));
        QCOMPARE(client.connection.state(), Draining);
        const auto pings = pingsIn(*old);
        client.connection.takeHint(TroubleHint::Woke);
        QCOMPARE(pingsIn(*old), pings + 1);
        QCOMPARE(patienceOf(client), defaults.hintDeadline);
        QCOMPARE(client.connection.state(), Waiting);
    }

    /// A hint moves the next try up, but anywhere into the window of a first one: many computers may have the same reason.
    void whoWaitsTriesSoon_data()
    {
        QTest::addColumn<double>("chance");
        QTest::addColumn<std::chrono::milliseconds>("wait");
        QTest::addRow("soonest") << 0.0 << std::chrono::milliseconds(0);
        QTest::addRow("between") << 0.5 << std::chrono::milliseconds(250);
        QTest::addRow("latest") << 0.99 << std::chrono::milliseconds(495);
    }
    void whoWaitsTriesSoon()
    {
        QFETCH(double, chance);
        QFETCH(std::chrono::milliseconds, wait);
        double random = 0.9;
        ScriptedConnection client([&] { return random; });
        client.connection.start();
        for (int i = 0; i < 8; ++i) {
            client.alive().last()->end({ChannelError::ConnectionRefused, 0, {}, {}});
            if (i < 7)
                client.ring();
        }
        QVERIFY(*client.connection.nextTry() - client.clock.wallTime() > 10s);
        random = chance;
        QSignalSpy details(&client.connection, &Connection::detailsChanged);
        client.connection.takeHint(TroubleHint::NetworkChanged);
        QCOMPARE(client.connection.state(), Waiting);
        QCOMPARE(*client.connection.nextTry() - client.clock.wallTime(), wait);
        QCOMPARE(details.size(), 1);
        QVERIFY(client.connection.history().last().hint == TroubleHint::NetworkChanged);
        client.ring();
        QCOMPARE(client.connection.state(), Connecting);
        // The waits go on growing from where they were.
        random = 0.9;
        client.alive().last()->end({ChannelError::ConnectionRefused, 0, {}, {}});
        QVERIFY(*client.connection.nextTry() - client.clock.wallTime() > 10s);
    }

    /// A network that comes and goes, or a window that is looked at again and again, hammers nobody.
    void hintsDoNotHammer()
    {
        ScriptedConnection client([] { return 0.9; });
        client.connection.start();
        for (int i = 0; i < 8; ++i) {
            client.alive().last()->end({ChannelError::ConnectionRefused, 0, {}, {}});
            if (i < 7)
                client.ring();
        }
        const auto before = client.clock.instant();
        int attempts = 0;
        while (client.clock.instant() - before < 20s) {
            client.connection.takeHint(TroubleHint::NetworkChanged);
            if (*client.connection.nextTry() - client.clock.wallTime() > 100ms) {
                client.clock.advance(100ms);
                continue;
            }
            client.ring();
            ++attempts;
            client.alive().last()->end({ChannelError::ConnectionRefused, 0, {}, {}});
        }
        QVERIFY2(attempts >= 5 && attempts <= 11, qPrintable(QString::number(attempts)));
    }

    /// The same where the system says that there is none, and is asked all the same.
    void hintsDoNotHammerWithoutANetwork()
    {
        ScriptedConnection client([] { return 0.9; });
        client.connection.setNetworkAvailable(false);
        client.connection.start();
        QCOMPARE(client.connection.state(), Offline);
        const auto before = client.clock.instant();
        int attempts = 0;
        while (client.clock.instant() - before < 20s) {
            client.connection.takeHint(TroubleHint::NetworkChanged);
            if (!client.connection.nextTry() || *client.connection.nextTry() - client.clock.wallTime() > 100ms) {
                client.clock.advance(100ms);
                continue;
            }
            client.ring();
            ++attempts;
            client.alive().last()->end({ChannelError::ConnectionRefused, 0, {}, {}});
            QCOMPARE(client.connection.state(), Offline);
        }
        QVERIFY2(attempts >= 5 && attempts <= 11, qPrintable(QString::number(attempts)));
    }

    void theServersWishStandsWithoutANetwork()
    {
        ScriptedConnection client;
        auto *channel = client.becomeLive();
        client.clock.advance(1min);
        client.connection.setNetworkAvailable(false);
        channel->end({ChannelError::ServerUnavailable, 0, {}, 1min});
        QCOMPARE(client.connection.state(), Offline);
        client.connection.takeHint(TroubleHint::Woke);
        QCOMPARE(client.connection.state(), Waiting);
        QVERIFY(*client.connection.nextTry() - client.clock.wallTime() >= 1min);
    }

    /// The moment that was drawn for the server's sake stands.
    void theServersWishStands_data()
    {
        QTest::addColumn<ChannelFailure>("failure");
        QTest::addRow("Retry-After") << ChannelFailure{ChannelError::ServerUnavailable, 0, {}, 1min};
        QTest::addRow("window") << ChannelFailure{ChannelError::ServerRestarting, 1012, u"within_ms=60000"_s, {}};
    }
    void theServersWishStands()
    {
        QFETCH(ChannelFailure, failure);
        ScriptedConnection client;
        auto *channel = client.becomeLive();
        client.clock.advance(1min);
        channel->end(failure);
        const auto drawn = client.connection.nextTry();
        QVERIFY(*drawn - client.clock.wallTime() >= 30s);
        client.connection.takeHint(TroubleHint::Woke);
        QCOMPARE(client.connection.nextTry(), drawn);
        // A person may.
        client.connection.retryNow();
        QCOMPARE(client.connection.state(), Connecting);
    }

    /// The system that says that there is no network may be wrong.
    void withoutANetwork()
    {
        ScriptedConnection client;
        client.connection.setNetworkAvailable(false);
        client.connection.start();
        QCOMPARE(client.connection.state(), Offline);
        client.connection.takeHint(TroubleHint::Woke);
        QCOMPARE(client.connection.state(), Waiting);
        client.ring();
        client.alive().last()->end({ChannelError::NetworkUnreachable, 0, {}, {}});
        QCOMPARE(client.connection.state(), Offline);
    }

    /// Feeds on this computer do not care which network it is on.
    void onThisComputer()
    {
        ScriptedConnection client([] { return 0.5; }, u"localhost"_s);
        client.becomeLive();
        client.connection.takeHint(TroubleHint::NetworkChanged);
        QCOMPARE(client.connection.state(), Live);
        client.connection.takeHint(TroubleHint::Woke);
        QCOMPARE(client.connection.state(), Suspect);
    }

    void nothingToDoubt()
    {
        ScriptedConnection client;
        client.connection.takeHint(TroubleHint::Woke);
        QCOMPARE(client.connection.state(), Stopped);
        client.connection.start();
        client.connection.takeHint(TroubleHint::Woke);
        QCOMPARE(client.connection.state(), Connecting);
        QCOMPARE(client.alive().size(), 1);
        client.alive().last()->end({ChannelError::Forbidden, 4403, {}, {}});
        client.connection.takeHint(TroubleHint::Woke);
        QCOMPARE(client.connection.state(), Rejected);
    }

    void roundTrip_data()
    {
        QTest::addColumn<Connection::PingKind>("ping");
        QTest::addRow("message") << Connection::PingKind::Message;
        QTest::addRow("frame") << Connection::PingKind::Frame;
    }
    void roundTrip()
    {
        QFETCH(Connection::PingKind, ping);
        const bool framed = ping == Connection::PingKind::Frame;
        ScriptedConnection client([] { return 0.5; }, u"far.test"_s, ping);
        auto *channel = client.becomeLive();
        QVERIFY(!client.connection.roundTrip());
        QCOMPARE(pingsIn(*channel), framed ? 0 : 1);
        QCOMPARE(channel->pings.size(), framed ? 1 : 0);
        client.clock.advance(42ms);
        QSignalSpy details(&client.connection, &Connection::detailsChanged);
        if (framed)
            channel->answerPing(channel->pings.first());
        else
            channel->deliver(ScriptedConnection::pongTo(*channel));
        QVERIFY(client.connection.roundTrip() == 42ms);
        QCOMPARE(details.size(), 1);
        // What nobody asked for says nothing.
        if (framed)
            channel->answerPing("another");
        else
            channel->deliver(ScriptedConnection::pong());
        QCOMPARE(details.size(), 1);
        // Data flows, so that nothing is doubted; but it is measured once a minute.
        for (int i = 0; i < 7; ++i) {
            client.clock.advance(10s);
            channel->murmur();
            client.clock.advance(10s);
            client.ringNow();
        }
        QCOMPARE(framed ? channel->pings.size() : pingsIn(*channel), 3);
        QCOMPARE(client.connection.state(), Live);
        channel->end({ChannelError::NetworkLost, 0, {}, {}});
        QVERIFY(!client.connection.roundTrip());
    }

    /// Pings alone bring nobody nearer to Live.
    void whatWasMissedDoesNotCome()
    {
        ScriptedConnection client;
        client.connection.start();
        auto *channel = client.alive().constLast();
        channel->succeed();
        channel->deliver(ScriptedConnection::welcomeWithStream());
        client.settle();
        QCOMPARE(client.connection.state(), Recovering);
        for (int i = 0; i < 10; ++i) { // as long as parts of it come
            client.clock.advance(9s);
            channel->murmur();
            client.connection.noteEvent();
            client.ringNow();
            QCOMPARE(client.connection.state(), Recovering);
        }
        // A timer that is late says that we did not run, as while a disk that crawls is written.
        client.clock.advance(15s);
        client.ringNow();
        QCOMPARE(client.connection.state(), Recovering);
        client.clock.advance(9s);
        channel->murmur();
        client.ringNow();
        QCOMPARE(client.connection.state(), Recovering);
        client.clock.advance(1s);
        channel->murmur();
        client.ringNow();
        QCOMPARE(client.connection.state(), Waiting);
        QCOMPARE(client.connection.failure().error, ChannelError::Timeout);
    }

    /// Nor do pongs where silences are probed more often than that.
    void whatWasMissedDoesNotComeBetweenPongs()
    {
        ScriptedConnection client;
        client.connection.start();
        auto *channel = client.alive().constLast();
        channel->succeed();
        channel->deliver(ScriptedConnection::welcomeWithStream(5'000));
        client.settle();
        const auto begun = client.clock.instant();
        for (int i = 0; i < 20 && client.connection.isUsable(); ++i) {
            client.ring();
            if (client.connection.state() == Suspect)
                channel->deliver(ScriptedConnection::pongTo(*channel));
        }
        QCOMPARE(client.connection.state(), Waiting);
        QCOMPARE(client.connection.failure().error, ChannelError::Timeout);
        QVERIFY(client.clock.instant() - begun == defaults.openDeadline);
    }

    /// What is asked for again must have come, too.
    void aHoleIsNotLive()
    {
        ScriptedConnection client;
        auto *channel = client.becomeLive();
        client.connection.setMending(true);
        QCOMPARE(client.connection.state(), Recovering);
        QVERIFY(client.connection.isUsable());
        client.connection.takeHint(TroubleHint::Woke);
        channel->deliver(ScriptedConnection::pongTo(*channel));
        client.settle();
        QCOMPARE(client.connection.state(), Recovering);
        client.connection.subscribeAgain("s", {"again"});
        QCOMPARE(channel->sent.constLast(), QByteArray("again"));
        client.connection.setMending(false);
        client.settle();
        QCOMPARE(client.connection.state(), Recovering);
        channel->deliver(ScriptedConnection::caughtUp());
        client.settle();
        QCOMPARE(client.connection.state(), Live);
    }

    void lastLive()
    {
        ScriptedConnection client;
        QVERIFY(!client.connection.lastLive());
        auto *channel = client.becomeLive();
        const auto heard = client.clock.wallTime();
        channel->murmur();
        client.ring();
        QCOMPARE(client.connection.state(), Suspect);
        QVERIFY(client.connection.lastLive() == heard);
        client.ring();
        client.ring();
        QCOMPARE(client.connection.state(), Connecting);
        QVERIFY(client.connection.lastLive() == heard);
    }

    /// What was live when the computer fell asleep was not when it woke.
    void lastLiveBeforeSleep()
    {
        ScriptedConnection client;
        auto *channel = client.becomeLive();
        client.clock.advance(1min);
        channel->murmur();
        const auto heard = client.clock.wallTime();
        client.clock.sleep(8h);
        client.ring();
        QCOMPARE(client.connection.state(), Suspect);
        QVERIFY(client.connection.lastLive() == heard);
    }
};

QTEST_GUILESS_MAIN(TestConnectionProbe)
#include "tst_connectionprobe.moc"
