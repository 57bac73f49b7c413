// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a connection makes of its ladder: channels without sockets, and a clock that stands until it is moved.

#include "profile/profiledialect.h"
#include "scriptedconnection.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using enum ConnectionState;

namespace {

const auto half = [] { return 0.5; };

ChannelFailure failure(ChannelError error, std::optional<std::chrono::milliseconds> retryAfter = {})
{
    return {error, 0, {}, retryAfter};
}

/// Of a server that says nothing by itself.
Connection::Settings plain()
{
    auto settings = ScriptedConnection::settings(u"far.test"_s, Connection::PingKind::Frame);
    settings.dialect = std::make_shared<ProfileDialect>(std::make_shared<Profile>(), QString());
    return settings;
}

/// A connection with two rungs.
class Climber : public ScriptedConnection
{
public:
    explicit Climber(Connection::Settings settings = ScriptedConnection::settings())
        : ScriptedConnection(std::move(settings), half, true)
    { }
    ScriptedChannel *newest() const { return alive().isEmpty() ? nullptr : alive().constLast(); }
    /// Runs what is queued, and what that queues.
    void rest()
    {
        for (int i = 0; i < 3; ++i)
            settle();
    }
    bool polls() const { return newest() && !newest()->takesMessages(); }
    /// Lets the time pass until another channel is opened.
    std::chrono::milliseconds awaitChannel()
    {
        const auto before = clock.instant();
        const auto known = alive();
        for (int i = 0; i < 1000; ++i) {
            const auto now = alive();
            if (std::ranges::any_of(now, [&](auto *channel) { return !known.contains(channel); }))
                break;
            for (auto *channel : now) {
                if (channel->state == ScriptedChannel::State::Open)
                    channel->murmur(); // it lives
            }
            rest();
            ring();
        }
        return std::chrono::duration_cast<std::chrono::milliseconds>(clock.instant() - before);
    }
    /// Falls down to polling, which is live.
    ScriptedChannel *fall(const ChannelFailure &why)
    {
        connection.start();
        newest()->end(why);
        awaitChannel();
        newest()->succeed();
        rest();
        return newest();
    }
    /// Goes over to a WebSocket, beside which the polls go on.
    ScriptedChannel *goOver()
    {
        awaitChannel();
        auto *next = newest();
        next->succeed();
        rest();
        next->answerPing(next->pings.constLast());
        rest();
        return next;
    }
};

} // namespace

class TestConnectionLadder : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// As long as polls fail, too, the WebSocket is tried when its time has come.
    void climbsWhilePollsFail()
    {
        Climber client;
        client.connection.start();
        const auto begin = client.clock.instant();
        client.newest()->end(failure(ChannelError::Forbidden));
        QCOMPARE(client.connection.carrier(), Carrier::Polling);
        int polls = 0;
        for (client.awaitChannel(); client.polls() && polls < 1000; client.awaitChannel()) {
            ++polls;
            client.newest()->end(failure(ChannelError::ServerUnavailable));
            QCOMPARE(client.connection.state(), Waiting);
        }
        QVERIFY(polls > 1);
        QVERIFY(client.clock.instant() - begin >= 30s);
        QCOMPARE(client.connection.carrier(), Carrier::WebSocket);
        // Still blocked: the other way again, and this one later.
        const auto again = client.clock.instant();
        client.newest()->end(failure(ChannelError::Forbidden));
        for (client.awaitChannel(); client.polls(); client.awaitChannel())
            client.newest()->end(failure(ChannelError::ServerUnavailable));
        QVERIFY(client.clock.instant() - again >= 60s);
    }

    /// Where there is another way nobody waits long for the first one, which has all the time when it is tried beside that.
    void aSlowStart()
    {
        Climber client;
        client.connection.start();
        const auto begin = client.clock.instant();
        client.ring();
        QCOMPARE(client.connection.state(), Waiting);
        QCOMPARE(client.connection.carrier(), Carrier::Polling);
        QVERIFY(client.clock.instant() - begin == 4s);
        QVERIFY(client.awaitChannel() <= 500ms);
        client.newest()->succeed();
        client.rest();
        QCOMPARE(client.connection.state(), Live);
        client.awaitChannel();
        QCOMPARE(client.connection.state(), Draining);
        auto *slow = client.newest();
        QVERIFY(slow->takesMessages());
        client.clock.advance(9s);
        client.alive().constFirst()->murmur();
        client.ringNow();
        QVERIFY(slow->isAlive());
        slow->succeed();
        slow->deliver(ScriptedConnection::welcome());
        client.rest();
        QCOMPARE(client.connection.state(), Live);
        QCOMPARE(client.connection.carrier(), Carrier::WebSocket);
        // Alone it has more time.
        ScriptedConnection lonely;
        lonely.connection.start();
        lonely.ring();
        QVERIFY(lonely.clock.instant() - begin == 10s);
    }

    /// Nor where polls failed after it, when its time has come.
    void aSlowStartBehindPollsThatFail()
    {
        Climber client;
        auto *poll = client.fall(failure(ChannelError::Timeout));
        QVERIFY(!poll->takesMessages());
        for (int i = 0; i < 100 && client.polls(); ++i) {
            client.newest()->end(failure(ChannelError::ServerUnavailable));
            client.awaitChannel();
        }
        QVERIFY(client.newest() && client.newest()->takesMessages());
        QCOMPARE(client.connection.state(), Connecting);
        const auto begin = client.clock.instant();
        client.ring();
        QVERIFY(client.clock.instant() - begin == 10s);
    }

    void climbsAtOnceWhenAsked()
    {
        Climber client;
        auto *poll = client.fall(failure(ChannelError::Timeout));
        QCOMPARE(client.connection.state(), Live);
        client.connection.retryNow();
        QCOMPARE(client.connection.state(), Draining);
        QVERIFY(client.awaitChannel() == 0ms);
        QVERIFY(client.newest()->takesMessages() && poll->isAlive());
        // The same while nothing stands.
        client.newest()->end(failure(ChannelError::Timeout));
        poll->end(failure(ChannelError::ServerUnavailable));
        QCOMPARE(client.connection.state(), Waiting);
        client.connection.retryNow();
        QVERIFY(client.newest()->takesMessages());
    }

    void climbsSoonOnAnotherNetwork()
    {
        Climber client;
        auto *poll = client.fall(failure(ChannelError::Timeout));
        client.connection.takeHint(TroubleHint::NetworkChanged);
        QCOMPARE(client.connection.state(), Suspect);
        poll->answerPing(poll->pings.constLast());
        client.rest();
        QCOMPARE(client.connection.state(), Live);
        QVERIFY(client.awaitChannel() <= 500ms);
        QVERIFY(client.newest()->takesMessages());
        // And when there is one again.
        client.newest()->end(failure(ChannelError::Timeout));
        client.connection.setNetworkAvailable(false);
        poll->end(failure(ChannelError::NetworkUnreachable));
        QCOMPARE(client.connection.state(), Offline);
        client.connection.setNetworkAvailable(true);
        client.awaitChannel();
        QVERIFY(client.newest()->takesMessages());
    }

    /// A poll that is refused for good says nothing of the WebSocket.
    void refusedPollsEndNothing_data()
    {
        QTest::addColumn<ChannelError>("error");
        QTest::addColumn<bool>("wasLive");
        for (const auto error : {ChannelError::SignInNeeded, ChannelError::Forbidden}) {
            for (const bool wasLive : {false, true})
                QTest::addRow("%s, %s", nameOf(error), wasLive ? "live" : "opening") << error << wasLive;
        }
    }
    void refusedPollsEndNothing()
    {
        QFETCH(ChannelError, error);
        QFETCH(bool, wasLive);
        Climber client;
        if (wasLive) {
            client.fall(failure(ChannelError::Timeout))->murmur(); // it carries
        } else {
            client.connection.start();
            client.newest()->end(failure(ChannelError::Timeout));
            client.awaitChannel();
        }
        QVERIFY(client.polls());
        client.newest()->end({error, 0, u"HTTP 4xx"_s, {}});
        QCOMPARE(client.connection.state(), Waiting);
        QCOMPARE(client.connection.failure().error, error);
        QCOMPARE(client.connection.failure().detail, u"HTTP 4xx, to a poll; the WebSocket is tried again"_s);
        QVERIFY(client.awaitChannel() >= 250ms);
        if (error == ChannelError::SignInNeeded) {
            client.rest();
            client.connection.setToken("another"); // which was asked for
        }
        QVERIFY(client.newest()->takesMessages());
        client.newest()->end(failure(ChannelError::SignInNeeded));
        QCOMPARE(client.connection.state(), SignInRequired);
    }

    /// The same while the WebSocket is opened beside it.
    void refusedWhileClimbing()
    {
        Climber client;
        auto *poll = client.fall(failure(ChannelError::Timeout));
        client.connection.retryNow();
        client.awaitChannel();
        auto *next = client.newest();
        poll->end(failure(ChannelError::Forbidden));
        QCOMPARE(client.connection.state(), Connecting);
        QVERIFY(next->isAlive());
        next->succeed();
        next->deliver(ScriptedConnection::welcome());
        client.rest();
        QCOMPARE(client.connection.state(), Live);
        QCOMPARE(client.connection.carrier(), Carrier::WebSocket);
    }

    void takesTheServersTime()
    {
        Climber client;
        client.connection.start();
        client.newest()->end(failure(ChannelError::Forbidden, 100s));
        QVERIFY(client.awaitChannel() >= 100s);
        QVERIFY(client.polls());
    }

    /// What a poll was told counts for the WebSocket that was being opened beside it.
    void takesTheServersTimeWhileClimbing()
    {
        Climber client;
        auto *poll = client.fall(failure(ChannelError::Timeout));
        client.connection.retryNow();
        client.awaitChannel();
        auto *next = client.newest();
        poll->end(failure(ChannelError::TooManyRequests, 100s));
        next->end(failure(ChannelError::NetworkLost));
        QCOMPARE(client.connection.state(), Waiting);
        QVERIFY(client.awaitChannel() >= 100s);
    }

    /// Before its welcome it has not shown that it is free.
    void climbIsNoSuccessYet()
    {
        Climber client;
        auto *poll = client.fall(failure(ChannelError::Timeout));
        QVERIFY(client.awaitChannel() >= 30s);
        poll->end(failure(ChannelError::NetworkLost));
        const auto again = client.clock.instant();
        client.newest()->end(failure(ChannelError::Timeout));
        client.awaitChannel();
        client.newest()->succeed();
        client.rest();
        QCOMPARE(client.connection.state(), Live);
        client.awaitChannel();
        QVERIFY(client.newest()->takesMessages());
        QVERIFY(client.clock.instant() - again >= 60s);
    }

    /// A proxy that lets the upgrade through, and nothing else, is no way.
    void swallowedBehindTheUpgrade()
    {
        Climber client(plain());
        client.connection.start();
        client.newest()->succeed();
        client.rest();
        QCOMPARE(client.connection.state(), Authenticating);
        QCOMPARE(client.newest()->pings.size(), 1);
        QVERIFY(client.awaitChannel() <= 10'500ms);
        QVERIFY(client.polls());
        QCOMPARE(client.connection.fallbackReason().error, ChannelError::Timeout);
        auto *poll = client.newest();
        poll->succeed();
        client.rest();
        QCOMPARE(client.connection.state(), Live);

        std::chrono::milliseconds last{0};
        for (int vain = 0; vain < 3; ++vain) {
            const auto wait = client.awaitChannel();
            QVERIFY(wait > last);
            last = wait;
            auto *next = client.newest();
            next->succeed();
            client.rest();
            QCOMPARE(client.connection.state(), Draining);
            QCOMPARE(client.connection.carrier(), Carrier::Polling);
            while (next->isAlive()) {
                poll->murmur();
                client.ring();
            }
            QCOMPARE(client.connection.state(), Live);
            QCOMPARE(client.alive(), QList{poll});
        }
    }

    /// What happens before the new channel has subscribed, the old one brings: it asks once more when that was read.
    void asksOnceMore()
    {
        Climber client(plain());
        auto *poll = client.fall(failure(ChannelError::Timeout));
        client.awaitChannel();
        auto *next = client.newest();
        next->succeed();
        client.rest();
        QCOMPARE(client.connection.state(), Draining);
        next->answerPing(next->pings.constLast());
        client.rest();
        QCOMPARE(client.connection.state(), Live);
        QCOMPARE(client.connection.carrier(), Carrier::WebSocket);
        QVERIFY(poll->isAlive());
        QCOMPARE(poll->closedWith, 0);
        QCOMPARE(next->pings.size(), 2);
        next->answerPing(next->pings.constLast());
        QCOMPARE(poll->closedWith, 1000);
        ScriptedConnection::sweep();
        QCOMPARE(client.alive(), QList{next});
        // And if that never comes, it goes with the other.
        next->end(failure(ChannelError::NetworkLost));
        QCOMPARE(client.connection.state(), Waiting);
        QVERIFY(client.alive().isEmpty());
    }

    /// Polls that fail before they could bring the rest leave something unknown, from when the last of them was heard.
    void theLastPollFails()
    {
        Climber client(plain());
        auto *poll = client.fall(failure(ChannelError::Timeout));
        QSignalSpy lost(&client.connection, &Connection::predecessorLost);
        auto *next = client.goOver();
        const auto moved = client.clock.wallTime();
        QCOMPARE(client.connection.state(), Live);
        // An answer to a question from before the subscription proves nothing.
        next->answerPing(next->pings.constFirst());
        QCOMPARE(poll->closedWith, 0);
        client.clock.advance(20s);
        poll->end(failure(ChannelError::ServerUnavailable));
        QCOMPARE(lost.size(), 1);
        QVERIFY(lost.first().first().value<Timestamp>() <= moved);
        QCOMPARE(client.connection.state(), Live);
    }

    /// Some servers do not say which ping they answer.
    void anAnswerWithoutAName()
    {
        Climber client(plain());
        auto *poll = client.fall(failure(ChannelError::Timeout));
        auto *next = client.goOver();
        QCOMPARE(client.connection.state(), Live);
        QCOMPARE(poll->closedWith, 0);
        next->answerPing({});
        QCOMPARE(poll->closedWith, 1000);
    }

    /// What makes one doubt what is read from is remembered while another connection is being opened, and no longer than it is of use.
    void doubtsWhileClimbing()
    {
        Climber client(plain());
        auto *poll = client.fall(failure(ChannelError::Timeout));
        client.awaitChannel();
        QCOMPARE(client.connection.state(), Draining);
        client.connection.takeHint(TroubleHint::Woke);
        client.connection.takeHint(TroubleHint::FocusReturned);
        QCOMPARE(client.connection.doubt(), TroubleHint::Woke);
        Q_EMIT poll->replaced();
        QCOMPARE(client.connection.doubt(), std::nullopt);
    }

    /// Until it carried for 30 s, the next climb is later than the last one.
    void onlyLifeProves_data()
    {
        QTest::addColumn<bool>("lives");
        QTest::newRow("it carried") << true;
        QTest::newRow("it was silent") << false;
    }
    void onlyLifeProves()
    {
        QFETCH(bool, lives);
        Climber client(plain());
        client.fall(failure(ChannelError::Timeout));
        client.awaitChannel();
        auto *next = client.newest();
        next->succeed();
        next->answerPing(next->pings.constLast());
        client.rest();
        QCOMPARE(client.connection.state(), Live);
        for (int i = 0; i < 60 && client.newest() == next; ++i) {
            if (lives)
                next->murmur();
            client.clock.advance(1s);
        }
        // Then it is cut, and the next one, if it is tried at all, is blocked.
        auto fell = client.clock.instant();
        next->end(failure(ChannelError::NetworkLost));
        client.awaitChannel();
        QCOMPARE(client.polls(), !lives);
        if (lives) {
            fell = client.clock.instant();
            client.newest()->end(failure(ChannelError::Timeout));
            client.awaitChannel();
        }
        QVERIFY(client.polls());
        client.newest()->succeed();
        client.rest();
        client.awaitChannel();
        const auto wait = client.clock.instant() - fell;
        QVERIFY(wait >= (lives ? 30s : 60s) && wait < (lives ? 60s : 90s));
    }

    void takesTokensToPolls()
    {
        Climber client;
        auto *poll = client.fall(failure(ChannelError::Timeout));
        client.connection.setToken("new");
        QCOMPARE(poll->tokens, QList<QByteArray>{"new"});
        QCOMPARE(client.connection.state(), Live);
    }

    /// A token that was replaced while it was on its way is refused for nothing; the one in its place is not.
    void triesTheNewerToken()
    {
        Climber client;
        client.connection.start();
        client.connection.setToken("new");
        client.newest()->end(failure(ChannelError::SignInNeeded));
        QCOMPARE(client.connection.state(), Waiting);
        client.awaitChannel();
        client.newest()->end(failure(ChannelError::SignInNeeded));
        QCOMPARE(client.connection.state(), SignInRequired);
    }

    /// Who may not connect for a while has not tried in vain.
    void ownLimitIsNoBlock()
    {
        auto settings = ScriptedConnection::settings();
        settings.attempts = {2, 100s};
        Climber client(settings);
        const auto begin = client.clock.instant();
        client.fall(failure(ChannelError::Timeout));
        client.connection.retryNow();
        client.awaitChannel();
        client.newest()->end(failure(ChannelError::Timeout));
        QVERIFY(client.polls());
        client.awaitChannel();
        QVERIFY(client.newest()->takesMessages());
        QVERIFY(client.clock.instant() - begin >= 100s && client.clock.instant() - begin < 110s);
        QVERIFY(std::ranges::none_of(client.connection.history(), [](const auto &transition) {
            return transition.error == ChannelError::TooManyRequests;
        }));
    }
};

QTEST_GUILESS_MAIN(TestConnectionLadder)
#include "tst_connectionladder.moc"
