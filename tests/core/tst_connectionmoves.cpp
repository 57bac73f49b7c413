// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "scriptedconnection.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using enum ConnectionState;

/// How a connection moves from one server to another, what it does without a network, and what it tells of it.
class TestConnectionMoves : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// The new connection stands before the old one is left, and both are heard meanwhile.
    void makeBeforeBreak()
    {
        ScriptedConnection client;
        auto *old = client.becomeLive();
        client.clock.advance(1min);
        old->deliver(ScriptedConnection::drain(1000));
        QCOMPARE(client.connection.state(), Draining);
        QCOMPARE(client.alive().size(), 1);
        client.ring(); // half a second later
        QCOMPARE(client.alive().size(), 2);
        auto *next = client.alive().last();
        next->succeed();
        QVERIFY(next->hasSent("control.hello"));
        QVERIFY(client.connection.isUsable());
        client.connection.send("to the old one");
        QVERIFY(old->hasSent("to the old one"));
        QSignalSpy caughtUp(&client.connection, &Connection::caughtUp);
        old->deliver(ScriptedConnection::caughtUp());
        QCOMPARE(caughtUp.size(), 1);
        const Channel::Turn turn{1000, 5ms};
        client.connection.setTurn(turn); // while the new one is being opened
        QSignalSpy welcomed(&client.connection, &Connection::welcomed);
        next->deliver(ScriptedConnection::welcome());
        QCOMPARE(welcomed.size(), 1);
        QCOMPARE(client.connection.state(), Recovering);
        QCOMPARE(client.alive(), QList{next});
        QCOMPARE(old->closedWith, 1000);
        QVERIFY(next->turnNow() == turn);
        client.connection.send("to the new one");
        QVERIFY(next->hasSent("to the new one"));
        client.settle();
        QCOMPARE(client.states, (QList{Connecting, Authenticating, Recovering, Live, Draining, Recovering, Live}));
        QCOMPARE(client.connection.attempt(), 1);
    }

    /// Until the new one is live, it was live for as long as the old one was heard.
    void lastLiveByTheOldOne()
    {
        ScriptedConnection client;
        auto *old = client.becomeLive();
        client.clock.advance(5s);
        old->deliver(ScriptedConnection::pong());
        const auto heard = client.clock.wallTime();
        client.connection.move();
        client.ring();
        auto *next = client.alive().last();
        next->succeed();
        client.clock.advance(3s);
        next->deliver(ScriptedConnection::welcome());
        QCOMPARE(client.connection.state(), Recovering);
        QVERIFY(client.clock.wallTime() - heard >= 3s);
        QVERIFY(client.connection.lastLive() == heard);
    }

    /// What fails beside it does the old one no harm; it is tried again, for good reasons only.
    void theOldOneIsKept()
    {
        ScriptedConnection client;
        auto *old = client.becomeLive();
        client.clock.advance(1min);
        client.connection.move();
        QSignalSpy failed(&client.connection, &Connection::moveFailed);
        client.ring();
        client.alive().last()->end({ChannelError::UpgradeRefused, 0, u"HTTP 503"_s, 7s});
        QCOMPARE(failed.size(), 1);
        QCOMPARE(client.connection.state(), Draining);
        QCOMPARE(client.alive(), QList{old});
        const auto before = client.clock.instant();
        for (int i = 0; i < 5 && client.alive().size() < 2; ++i) {
            old->deliver(ScriptedConnection::pong());
            client.ring();
        }
        QVERIFY(client.clock.instant() - before >= 7s);
        QCOMPARE(client.alive().size(), 2);
        client.alive().last()->end({ChannelError::Forbidden, 4403, {}, {}});
        for (int i = 0; i < 8 && client.connection.state() == Draining; ++i) {
            QCOMPARE(client.alive(), QList{old});
            old->deliver(ScriptedConnection::pong());
            client.ring();
        }
        QCOMPARE(client.connection.state(), Draining);
        // A person may have mended it.
        client.connection.setToken("another");
        client.ring();
        QCOMPARE(client.alive().size(), 2);
        client.alive().last()->end({ChannelError::Forbidden, 4403, {}, {}});
        old->end({ChannelError::ServerRestarting, 1012, {}, {}});
        QCOMPARE(client.connection.state(), Waiting);
    }

    /// The old one ends while the new one is being opened: that goes on.
    void theNewOneTakesOver_data()
    {
        QTest::addColumn<bool>("open");
        QTest::addRow("opening") << false;
        QTest::addRow("open") << true;
    }
    void theNewOneTakesOver()
    {
        QFETCH(bool, open);
        ScriptedConnection client;
        auto *old = client.becomeLive();
        client.connection.move();
        client.ring();
        auto *next = client.alive().last();
        if (open)
            next->succeed();
        old->end({ChannelError::NetworkLost, 0, {}, {}});
        QCOMPARE(client.connection.state(), open ? Authenticating : Connecting);
        QCOMPARE(client.alive(), QList{next});
        QCOMPARE(client.timers().size(), 1);
        if (!open)
            next->succeed();
        next->deliver(ScriptedConnection::welcome());
        client.settle();
        QCOMPARE(client.connection.state(), Live);
        QCOMPARE(std::count_if(next->sent.cbegin(), next->sent.cend(),
                               [](const auto &message) { return message.contains("control.hello"); }),
                 1);
    }

    /// The old one ends before the move: the moment that was drawn stands.
    void theDrawnMomentStands()
    {
        ScriptedConnection client;
        auto *old = client.becomeLive();
        client.clock.advance(1min);
        old->deliver(ScriptedConnection::pong());
        old->deliver(ScriptedConnection::drain(30'000));
        client.clock.advance(5s);
        old->end({ChannelError::ServerRestarting, 1012, {}, {}});
        QCOMPARE(client.connection.state(), Waiting);
        QVERIFY(*client.connection.nextTry() - client.clock.wallTime() == 10s);
    }

    void silenceWhileDraining()
    {
        ScriptedConnection client;
        auto *old = client.becomeLive();
        client.clock.advance(1min);
        old->deliver(ScriptedConnection::pong());
        old->deliver(ScriptedConnection::drain(3'600'000)); // half an hour
        client.ring();
        QVERIFY(old->hasSent("control.ping"));
        QCOMPARE(client.connection.state(), Draining);
        old->deliver(ScriptedConnection::pong());
        client.ring();
        QCOMPARE(client.connection.state(), Draining);
        for (int i = 0; i < 3 && client.connection.state() == Draining; ++i)
            client.ring();
        QCOMPARE(client.connection.state(), Waiting);
        QCOMPARE(client.connection.history().last().error, ChannelError::ServerRestarting);
    }

    void withoutANetwork()
    {
        ScriptedConnection client;
        client.connection.setNetworkAvailable(false);
        client.connection.start();
        QCOMPARE(client.connection.state(), Offline);
        QVERIFY(client.timers().isEmpty() && client.channels->isEmpty());
        client.connection.setNetworkAvailable(true);
        QCOMPARE(client.connection.state(), Waiting);
        QVERIFY(*client.connection.nextTry() - client.clock.wallTime() == 250ms);
        client.ring();
        client.alive().last()->succeed();
        client.alive().last()->deliver(ScriptedConnection::welcome());
        client.settle();
        QCOMPARE(client.connection.state(), Live);
        // The system may be wrong: who answers is there.
        client.connection.setNetworkAvailable(false);
        QCOMPARE(client.connection.state(), Suspect);
        client.alive().last()->deliver(ScriptedConnection::pong());
        client.settle();
        QCOMPARE(client.connection.state(), Live);
        client.alive().last()->end({ChannelError::NetworkLost, 0, {}, {}});
        QCOMPARE(client.connection.state(), Offline);
        QVERIFY(client.timers().isEmpty());
        client.connection.retryNow(); // a person may know better
        QCOMPARE(client.connection.state(), Connecting);
    }

    /// What is on this computer needs no network.
    void onThisComputer()
    {
        ScriptedConnection client([] { return 0.5; }, u"127.0.0.1"_s);
        client.connection.setNetworkAvailable(false);
        client.becomeLive();
        QCOMPARE(client.connection.state(), Live);
    }

    /// A server's wish outlasts a loss of the network.
    void wishOutlastsTheNetwork()
    {
        ScriptedConnection client;
        client.connection.start();
        client.alive().last()->end({ChannelError::UpgradeRefused, 0, u"HTTP 429"_s, 10min});
        client.clock.advance(1min);
        client.connection.setNetworkAvailable(false);
        client.connection.setNetworkAvailable(true);
        QCOMPARE(client.connection.state(), Waiting);
        QVERIFY(*client.connection.nextTry() - client.clock.wallTime() >= 9min);
    }

    void history()
    {
        ScriptedConnection client;
        client.becomeLive()->end({ChannelError::Forbidden, 4403, QString(1000, u'x'), {}});
        const auto kept = client.connection.history();
        QCOMPARE(kept.size(), 5);
        const auto &last = kept.last();
        QCOMPARE(last.from, Live);
        QCOMPARE(last.to, Rejected);
        QVERIFY(last.event == ConnectionEvent::FailedForGood);
        QCOMPARE(last.error, ChannelError::Forbidden);
        QCOMPARE(last.closeCode, 4403);
        QCOMPARE(last.detail.size(), 300);
        QVERIFY(last.at == client.clock.wallTime());
        QCOMPARE(kept.first().error, ChannelError::None);
        for (int i = 0; i < 100; ++i) {
            client.connection.stop();
            client.connection.start();
        }
        QCOMPARE(client.connection.history().size(), ConnectionHistory::capacity);
        QCOMPARE(kept.size(), 5); // what was taken before stays as it was
    }
};

QTEST_GUILESS_MAIN(TestConnectionMoves)
#include "tst_connectionmoves.moc"
