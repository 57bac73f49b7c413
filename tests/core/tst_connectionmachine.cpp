// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/connectionmachine.h"

#include "stream/channelerror.h"
#include "stricttest.h"

#include <random>
#include <set>

using namespace Bellboard;
using enum ConnectionState;

namespace {

constexpr auto states = {Stopped, Offline,  Connecting, Authenticating, Recovering, Live,
                         Suspect, Draining, Waiting,    SignInRequired, Rejected};
constexpr auto events = {
    ConnectionEvent::StartAsked,    ConnectionEvent::StartAskedOffline, ConnectionEvent::StopAsked,
    ConnectionEvent::RetryDue,      ConnectionEvent::ChannelOpened,     ConnectionEvent::Welcomed,
    ConnectionEvent::CaughtUp,      ConnectionEvent::SilenceNoticed,    ConnectionEvent::PeerHeard,
    ConnectionEvent::DrainAsked,    ConnectionEvent::SuccessorFailed,   ConnectionEvent::OldChannelLost,
    ConnectionEvent::NetworkGone,   ConnectionEvent::NetworkBack,       ConnectionEvent::FailedForNow,
    ConnectionEvent::FailedOffline, ConnectionEvent::FailedForSignIn,   ConnectionEvent::FailedForGood,
    ConnectionEvent::TroubleHinted, ConnectionEvent::HoleNoticed,       ConnectionEvent::ClimbFailed};

std::set<ConnectionState> reachableFrom(ConnectionState start)
{
    std::set<ConnectionState> seen{start};
    std::vector<ConnectionState> open{start};
    while (!open.empty()) {
        const auto state = open.back();
        open.pop_back();
        for (const auto event : events) {
            if (const auto next = stateAfter(state, event); seen.insert(next).second)
                open.push_back(next);
        }
    }
    return seen;
}

} // namespace

class TestConnectionMachine : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyStateAnswersEveryEvent()
    {
        for (const auto state : states) {
            QVERIFY(qstrlen(nameOf(state)) > 0);
            for (const auto event : events) {
                QVERIFY(qstrlen(nameOf(event)) > 0);
                QVERIFY(std::ranges::find(states, stateAfter(state, event)) != states.end());
            }
        }
    }

    void stoppingIsAlwaysPossible()
    {
        for (const auto state : states)
            QVERIFY(stateAfter(state, ConnectionEvent::StopAsked) == Stopped);
    }

    void onlyStartingLeavesStopped()
    {
        for (const auto event : events)
            QVERIFY((stateAfter(Stopped, event) != Stopped)
                    == (event == ConnectionEvent::StartAsked || event == ConnectionEvent::StartAskedOffline));
    }

    void noStateIsATrap()
    {
        for (const auto state : states) {
            const auto reachable = reachableFrom(state);
            QVERIFY2(reachable.contains(Live), nameOf(state));
            QVERIFY2(reachable.contains(Stopped), nameOf(state));
        }
    }

    void statesAreReachable()
    {
        const auto reachable = reachableFrom(Stopped);
        for (const auto state : states)
            QVERIFY2(reachable.contains(state), nameOf(state));
    }

    void failuresEndEveryChannel()
    {
        for (const auto state : states) {
            const bool channel = hasChannel(state);
            QVERIFY(stateAfter(state, ConnectionEvent::FailedForNow) == (channel ? Waiting : state));
            QVERIFY(stateAfter(state, ConnectionEvent::FailedForSignIn) == (channel ? SignInRequired : state));
            QVERIFY(stateAfter(state, ConnectionEvent::FailedForGood) == (channel ? Rejected : state));
            QVERIFY(stateAfter(state, ConnectionEvent::FailedOffline) == (channel ? Offline : state));
            QVERIFY(stateAfter(state, ConnectionEvent::SuccessorFailed) == state);
            QVERIFY(stateAfter(state, ConnectionEvent::ClimbFailed) == (state == Draining ? Live : state));
        }
    }

    void connecting()
    {
        QVERIFY(stateAfter(Connecting, ConnectionEvent::ChannelOpened) == Authenticating);
        QVERIFY(stateAfter(Authenticating, ConnectionEvent::Welcomed) == Recovering);
        QVERIFY(stateAfter(Recovering, ConnectionEvent::CaughtUp) == Live);
        QVERIFY(stateAfter(Live, ConnectionEvent::HoleNoticed) == Recovering);
        QVERIFY(stateAfter(Suspect, ConnectionEvent::HoleNoticed) == Suspect);
        QVERIFY(stateAfter(Connecting, ConnectionEvent::Welcomed) == Connecting);
        QVERIFY(stateAfter(Authenticating, ConnectionEvent::CaughtUp) == Authenticating);
    }

    void silence()
    {
        QVERIFY(stateAfter(Live, ConnectionEvent::SilenceNoticed) == Suspect);
        QVERIFY(stateAfter(Recovering, ConnectionEvent::SilenceNoticed) == Suspect);
        QVERIFY(stateAfter(Suspect, ConnectionEvent::PeerHeard) == Recovering);
        QVERIFY(stateAfter(Suspect, ConnectionEvent::CaughtUp) == Suspect);
    }

    /// Who is connected is asked; who has given up for want of a network tries; others have nothing to ask, or are at it.
    void hints()
    {
        for (const auto state : {Recovering, Live, Suspect})
            QVERIFY2(stateAfter(state, ConnectionEvent::TroubleHinted) == Suspect, nameOf(state));
        QVERIFY(stateAfter(Offline, ConnectionEvent::TroubleHinted) == Waiting);
        for (const auto state : {Stopped, Connecting, Authenticating, Draining, Waiting, SignInRequired, Rejected})
            QVERIFY2(stateAfter(state, ConnectionEvent::TroubleHinted) == state, nameOf(state));
    }

    void retrying()
    {
        for (const auto state : {Waiting, SignInRequired, Rejected, Offline})
            QVERIFY2(stateAfter(state, ConnectionEvent::RetryDue) == Connecting, nameOf(state));
        for (const auto state : {Connecting, Authenticating, Recovering, Live, Suspect, Draining})
            QVERIFY2(stateAfter(state, ConnectionEvent::RetryDue) == state, nameOf(state));
    }

    void moving()
    {
        for (const auto state : states) {
            const bool movable = state == Live || state == Recovering || state == Draining;
            QVERIFY2((stateAfter(state, ConnectionEvent::DrainAsked) == Draining) == movable, nameOf(state));
        }
        QVERIFY(stateAfter(Draining, ConnectionEvent::Welcomed) == Recovering);
        QVERIFY(stateAfter(Draining, ConnectionEvent::OldChannelLost) == Connecting);
        QVERIFY(stateAfter(Draining, ConnectionEvent::CaughtUp) == Draining);
        QVERIFY(stateAfter(Draining, ConnectionEvent::SilenceNoticed) == Draining);
    }

    /// Whoever is connected is asked; whoever is not waits for the network, and then not all at once.
    void network()
    {
        for (const auto state : {Connecting, Authenticating, Waiting, Offline})
            QVERIFY2(stateAfter(state, ConnectionEvent::NetworkGone) == Offline, nameOf(state));
        for (const auto state : {Recovering, Live, Suspect})
            QVERIFY2(stateAfter(state, ConnectionEvent::NetworkGone) == Suspect, nameOf(state));
        for (const auto state : {Stopped, SignInRequired, Rejected, Draining})
            QVERIFY2(stateAfter(state, ConnectionEvent::NetworkGone) == state, nameOf(state));
        for (const auto state : states)
            QVERIFY2(stateAfter(state, ConnectionEvent::NetworkBack) == (state == Offline ? Waiting : state),
                     nameOf(state));
    }

    /// Whatever happens in whatever order: no event without an answer, and no state from which there is no way to Live and to
    /// Stopped; and none changes but by a step of the table that the state's meaning allows.
    void aMillionRandomSequences()
    {
        const bool given = qEnvironmentVariableIsSet("BELLBOARD_TEST_SEED");
        const int seed = given ? qEnvironmentVariableIntValue("BELLBOARD_TEST_SEED") : 20'260'301;
        qInfo("BELLBOARD_TEST_SEED=%d", seed);
        std::set<ConnectionState> escapable;
        for (const auto state : states) {
            if (const auto reachable = reachableFrom(state); reachable.contains(Live) && reachable.contains(Stopped))
                escapable.insert(state);
        }
        std::minstd_rand engine(static_cast<std::minstd_rand::result_type>(seed));
        std::set<ConnectionState> visited;
        for (int sequence = 0; sequence < 1'000'000; ++sequence) {
            auto state = Stopped;
            for (int step = 0; step < 24; ++step) {
                const auto event = events.begin()[engine() % events.size()];
                const auto next = stateAfter(state, event);
                const bool known = static_cast<int>(next) >= 0 && static_cast<int>(next) <= static_cast<int>(Rejected);
                // A channel comes into being by Connecting only, and a second one by Draining only.
                const bool lawful = !hasChannel(next) || hasChannel(state) || next == Connecting;
                const bool drains = next != Draining || state == Draining || event == ConnectionEvent::DrainAsked;
                if (!known || !lawful || !drains || !escapable.contains(next))
                    QFAIL(qPrintable(QStringLiteral("sequence %1, step %2: %3 on %4 leads to %5")
                                         .arg(sequence)
                                         .arg(step)
                                         .arg(QLatin1String(nameOf(state)), QLatin1String(nameOf(event)))
                                         .arg(static_cast<int>(next))));
                state = next;
            }
            visited.insert(state);
        }
        QCOMPARE(visited.size(), states.size());
    }

    void namedWindows()
    {
        QVERIFY(!windowNamedIn({}));
        QVERIFY(!windowNamedIn(QStringLiteral("a deploy")));
        QVERIFY(windowNamedIn(QStringLiteral("within_ms=5000")) == std::chrono::seconds(5));
        QVERIFY(windowNamedIn(QStringLiteral("A deploy; within_ms=0.")) == std::chrono::seconds(0));
        for (const char *wrong : {"within_ms=", "within_ms=-5", "xwithin_ms=5", "within_ms=99999999999"})
            QVERIFY2(!windowNamedIn(QString::fromLatin1(wrong)), wrong);
    }

    void remedies()
    {
        using enum ChannelError;
        for (int i = 0; i <= static_cast<int>(KeychainFailed); ++i) {
            const auto error = static_cast<ChannelError>(i);
            QVERIFY((remedyFor(error) == Remedy::None) == (error == None));
            QVERIFY(qstrlen(nameOf(error)) > 0);
        }
        QVERIFY(remedyFor(SignInNeeded) == Remedy::SignIn);
        QVERIFY(remedyFor(ServerRestarting) == Remedy::Retry);
        for (const auto error : {Forbidden, PolicyViolation, InsecureToken, InvalidSettings, WrongSubprotocol})
            QVERIFY(remedyFor(error) == Remedy::FixSettings);
    }
};

QTEST_GUILESS_MAIN(TestConnectionMachine)
#include "tst_connectionmachine.moc"
