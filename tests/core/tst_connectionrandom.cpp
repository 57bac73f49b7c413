// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "scriptedconnection.h"
#include "stricttest.h"

#include <random>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using enum ConnectionState;

namespace {

constexpr int sequences = 1'000'000;
/// Of each state, in all of them together.
constexpr int leastVisits = 1'000;

/// Most sequences are short, so that they can be many; some are long, so that they lead far.
int stepsOf(int sequence)
{
    return sequence % 50 == 0 ? 40 : 4;
}

/// Does something at random to a connection, as a server, a network, a clock or a person might.
class Chaos
{
public:
    explicit Chaos(std::uint64_t seed)
        : m_engine(seed)
        , client(ScriptedConnection::settings(), [this] { return draw(); }, seed % 2 == 1)
    { }

    void step()
    {
        switch (pick(18)) {
        case 0:
            return client.connection.start();
        case 1:
            return pick(4) == 0 ? client.connection.stop() : client.connection.retryNow();
        case 2:
            return client.connection.setNetworkAvailable(pick(3) != 0);
        case 3:
            return client.connection.move();
        case 4:
            return pick(2) ? client.connection.forgetToken() : client.connection.setToken("t");
        case 5:
            return client.connection.failToken({ChannelError::KeychainFailed, 0, {}, 1min});
        case 6:
            return client.clock.advance(std::chrono::milliseconds(pick(60'000)));
        case 7:
        case 8:
            client.ring();
            return;
        case 9:
            return end();
        case 10:
            return client.connection.takeHint(static_cast<TroubleHint>(pick(4)));
        case 11:
            if (auto *channel = anyChannel())
                channel->murmur();
            return;
        default:
            return talk();
        }
    }

    int pick(int below) { return static_cast<int>(m_engine() % static_cast<std::uint64_t>(below)); }

private:
    double draw() { return static_cast<double>(m_engine() >> 11) * 0x1p-53; }

    ScriptedChannel *anyChannel()
    {
        const auto alive = client.alive();
        return alive.isEmpty() ? nullptr : alive[pick(static_cast<int>(alive.size()))];
    }

    void end()
    {
        auto *channel = anyChannel();
        if (!channel)
            return;
        ChannelFailure failure;
        failure.error = static_cast<ChannelError>(pick(static_cast<int>(ChannelError::KeychainFailed) + 1));
        if (pick(4) == 0)
            failure.retryAfter = std::chrono::seconds(pick(100'000));
        channel->end(failure);
    }

    void talk()
    {
        auto *channel = anyChannel();
        if (!channel)
            return;
        if (channel->state == ScriptedChannel::State::Opening)
            return channel->succeed();
        switch (pick(6)) {
        case 0:
            return channel->deliver(ScriptedConnection::welcome());
        case 1:
            return channel->deliver(ScriptedConnection::welcomeWithStream());
        case 4:
            return channel->deliver(ScriptedConnection::caughtUp());
        case 2:
            return channel->deliver(ScriptedConnection::drain(pick(60'000)));
        case 3:
            return channel->deliver(ScriptedConnection::control("ping"));
        default:
            return channel->deliver(ScriptedConnection::pong());
        }
    }

    std::mt19937_64 m_engine;

public:
    ScriptedConnection client;
};

/// What is wrong with the timers and sockets of a connection in its state; null when nothing is.
const char *fault(const ScriptedConnection &client)
{
    const auto timers = client.timers().size();
    const auto sockets = client.alive().size();
    if (timers > 1)
        return "more than one timer";
    switch (client.connection.state()) {
    case Stopped:
    case Offline:
    case SignInRequired:
    case Rejected:
        return timers + sockets > 0 ? "a timer or a socket where nothing is to be done" : nullptr;
    case Waiting:
        if (!client.connection.nextTry())
            return "no next try";
        return timers != 1 || sockets != 0 ? "not just a timer while waiting" : nullptr;
    case Connecting:
        // Before its token came an attempt has nothing, and somebody has been asked.
        return sockets != timers || sockets > 1 ? "not one socket under one deadline" : nullptr;
    case Authenticating:
        return timers != 1 || sockets != 1 ? "not one timer and one socket" : nullptr;
    case Recovering:
    case Live:
    case Suspect:
        // What was polled before is polled to its end: behind the subscription of what took its place.
        if (sockets == 2 && client.connection.hasPredecessor() && !client.alive().first()->takesMessages())
            return timers != 1 || !client.alive().last()->takesMessages() ? "not one timer and one WebSocket" : nullptr;
        return timers != 1 || sockets != 1 ? "not one timer and one socket" : nullptr;
    case Draining:
        return timers != 1 || sockets < 1 || sockets > 2 + client.connection.hasPredecessor()
            ? "not one timer and one or two sockets"
            : nullptr;
    }
    return "a state without a name";
}

/// Brings a connection to Live by what is always possible; false when there is no way.
bool comesAlive(Chaos &chaos)
{
    auto &client = chaos.client;
    client.connection.setNetworkAvailable(true);
    client.connection.start();
    client.connection.setToken("t");
    // A server may have wished for an hour, in which a silent one is probed again and again.
    for (int i = 0; i < 1000 && client.connection.state() != Live; ++i) {
        if (const auto alive = client.alive(); alive.isEmpty()) {
            if (!client.ring())
                client.connection.retryNow();
        } else if (alive.last()->state == ScriptedChannel::State::Opening) {
            alive.last()->succeed();
        } else {
            alive.last()->deliver(ScriptedConnection::welcome());
            alive.last()->deliver(ScriptedConnection::caughtUp());
            if (client.connection.state() == Draining && alive.size() == 1 + client.connection.hasPredecessor()) {
                client.connection.retryNow();
                client.ring(); // the move begins
            }
        }
        client.settle();
    }
    return client.connection.state() == Live;
}

} // namespace

class TestConnectionRandom : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void whateverHappens()
    {
        const bool given = qEnvironmentVariableIsSet("BELLBOARD_TEST_SEED");
        const int seed = given ? qEnvironmentVariableIntValue("BELLBOARD_TEST_SEED") : 20'260'301;
        qInfo("BELLBOARD_TEST_SEED=%d", seed);
        QHash<ConnectionState, int> visits;
        int pairs = 0;
        int moves = 0;
        for (int sequence = 0; sequence < sequences; ++sequence) {
            Chaos chaos(static_cast<std::uint64_t>(seed) + static_cast<std::uint64_t>(sequence));
            for (int step = 0; step < stepsOf(sequence); ++step) {
                chaos.step();
                chaos.client.settle();
                const auto state = chaos.client.connection.state();
                ++visits[state];
                pairs += chaos.client.alive().size() == 2;
                moves += chaos.client.connection.hasPredecessor();
                if (const char *problem = fault(chaos.client))
                    QFAIL(qPrintable(u"seed %1, step %2, %3: %4"_s.arg(seed + sequence)
                                         .arg(step)
                                         .arg(QLatin1String(nameOf(state)), QLatin1String(problem))));
            }
            const auto state = chaos.client.connection.state();
            if (!comesAlive(chaos))
                QFAIL(qPrintable(
                    u"seed %1: no way from %2 to Live"_s.arg(seed + sequence).arg(QLatin1String(nameOf(state)))));
            QVERIFY(chaos.client.connection.history().size() <= ConnectionHistory::capacity);
            ScriptedConnection::sweep();
            if (sequence % 1000 == 999)
                QCoreApplication::processEvents(); // or what is done stays in its queue, and is looked through again
        }
        for (int state = 0; state <= static_cast<int>(Rejected); ++state)
            QVERIFY2(visits.value(static_cast<ConnectionState>(state)) > leastVisits,
                     nameOf(static_cast<ConnectionState>(state)));
        // Two at once were seen, so that their rules were tried.
        QVERIFY(pairs > leastVisits);
        QVERIFY(moves > leastVisits / 10);
    }
};

QTEST_GUILESS_MAIN(TestConnectionRandom)
#include "tst_connectionrandom.moc"
