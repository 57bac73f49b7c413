// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/connectionmachine.h"

#include "stream/channelerror.h"
#include "stricttest.h"

#include <set>

using namespace Bellboard;
using enum ConnectionState;

namespace {

constexpr auto states = {Stopped, Offline,  Connecting, Authenticating, Recovering, Live,
                         Suspect, Draining, Waiting,    SignInRequired, Rejected};
constexpr auto events = {
    ConnectionEvent::StartAsked,     ConnectionEvent::StopAsked,       ConnectionEvent::RetryDue,
    ConnectionEvent::ChannelOpened,  ConnectionEvent::Welcomed,        ConnectionEvent::CaughtUp,
    ConnectionEvent::SilenceNoticed, ConnectionEvent::PeerHeard,       ConnectionEvent::DrainAsked,
    ConnectionEvent::FailedForNow,   ConnectionEvent::FailedForSignIn, ConnectionEvent::FailedForGood};

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
            QVERIFY((stateAfter(Stopped, event) == Connecting) == (event == ConnectionEvent::StartAsked));
    }

    void noStateIsATrap()
    {
        for (const auto state : states) {
            const auto reachable = reachableFrom(state);
            QVERIFY2(reachable.contains(Live), nameOf(state));
            QVERIFY2(reachable.contains(Stopped), nameOf(state));
        }
    }

    /// Every state but Offline, which needs to know of the network, can be come by.
    void statesAreReachable()
    {
        const auto reachable = reachableFrom(Stopped);
        for (const auto state : states)
            QVERIFY2(state == Offline || reachable.contains(state), nameOf(state));
    }

    void failuresEndEveryChannel()
    {
        for (const auto state : states) {
            const bool channel = hasChannel(state);
            QVERIFY(stateAfter(state, ConnectionEvent::FailedForNow) == (channel ? Waiting : state));
            QVERIFY(stateAfter(state, ConnectionEvent::FailedForSignIn) == (channel ? SignInRequired : state));
            QVERIFY(stateAfter(state, ConnectionEvent::FailedForGood) == (channel ? Rejected : state));
        }
    }

    void connecting()
    {
        QVERIFY(stateAfter(Connecting, ConnectionEvent::ChannelOpened) == Authenticating);
        QVERIFY(stateAfter(Authenticating, ConnectionEvent::Welcomed) == Recovering);
        QVERIFY(stateAfter(Recovering, ConnectionEvent::CaughtUp) == Live);
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

    void retrying()
    {
        for (const auto state : {Waiting, SignInRequired, Rejected, Offline, Draining})
            QVERIFY2(stateAfter(state, ConnectionEvent::RetryDue) == Connecting, nameOf(state));
        for (const auto state : {Connecting, Authenticating, Recovering, Live, Suspect})
            QVERIFY2(stateAfter(state, ConnectionEvent::RetryDue) == state, nameOf(state));
    }

    void remedies()
    {
        using enum ChannelError;
        for (int i = 0; i <= static_cast<int>(KeychainFailed); ++i) {
            const auto error = static_cast<ChannelError>(i);
            QVERIFY((remedyFor(error) == Remedy::None) == (error == None));
        }
        QVERIFY(remedyFor(SignInNeeded) == Remedy::SignIn);
        QVERIFY(remedyFor(ServerRestarting) == Remedy::Retry);
        for (const auto error : {Forbidden, PolicyViolation, InsecureToken, InvalidSettings, WrongSubprotocol})
            QVERIFY(remedyFor(error) == Remedy::FixSettings);
    }
};

QTEST_GUILESS_MAIN(TestConnectionMachine)
#include "tst_connectionmachine.moc"
