// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/connectionmachine.h"

#include <QtGlobal>

namespace Bellboard {

using enum ConnectionState;

namespace {

/// What a lost channel leads to, from any state that has one.
ConnectionState afterFailure(ConnectionEvent event)
{
    switch (event) {
    case ConnectionEvent::FailedForSignIn:
        return SignInRequired;
    case ConnectionEvent::FailedForGood:
        return Rejected;
    case ConnectionEvent::FailedOffline:
        return Offline;
    default:
        return Waiting;
    }
}

bool endsChannel(ConnectionEvent event)
{
    return isFailure(event) && event != ConnectionEvent::SuccessorFailed && event != ConnectionEvent::ClimbFailed
        && event != ConnectionEvent::OldChannelLost;
}

} // namespace

bool isFailure(ConnectionEvent event)
{
    switch (event) {
    case ConnectionEvent::SuccessorFailed:
    case ConnectionEvent::ClimbFailed:
    case ConnectionEvent::OldChannelLost:
    case ConnectionEvent::FailedForNow:
    case ConnectionEvent::FailedOffline:
    case ConnectionEvent::FailedForSignIn:
    case ConnectionEvent::FailedForGood:
        return true;
    default:
        return false;
    }
}

const char *nameOf(ConnectionState state)
{
    switch (state) {
    case Stopped:
        return "Stopped";
    case Offline:
        return "Offline";
    case Connecting:
        return "Connecting";
    case Authenticating:
        return "Authenticating";
    case Recovering:
        return "Recovering";
    case Live:
        return "Live";
    case Suspect:
        return "Suspect";
    case Draining:
        return "Draining";
    case Waiting:
        return "Waiting";
    case SignInRequired:
        return "SignInRequired";
    case Rejected:
        return "Rejected";
    }
    Q_UNREACHABLE();
}

const char *nameOf(ConnectionEvent event)
{
    switch (event) {
    case ConnectionEvent::StartAsked:
        return "StartAsked";
    case ConnectionEvent::StartAskedOffline:
        return "StartAskedOffline";
    case ConnectionEvent::StopAsked:
        return "StopAsked";
    case ConnectionEvent::RetryDue:
        return "RetryDue";
    case ConnectionEvent::ChannelOpened:
        return "ChannelOpened";
    case ConnectionEvent::Welcomed:
        return "Welcomed";
    case ConnectionEvent::CaughtUp:
        return "CaughtUp";
    case ConnectionEvent::HoleNoticed:
        return "HoleNoticed";
    case ConnectionEvent::SilenceNoticed:
        return "SilenceNoticed";
    case ConnectionEvent::PeerHeard:
        return "PeerHeard";
    case ConnectionEvent::TroubleHinted:
        return "TroubleHinted";
    case ConnectionEvent::DrainAsked:
        return "DrainAsked";
    case ConnectionEvent::SuccessorFailed:
        return "SuccessorFailed";
    case ConnectionEvent::ClimbFailed:
        return "ClimbFailed";
    case ConnectionEvent::OldChannelLost:
        return "OldChannelLost";
    case ConnectionEvent::NetworkGone:
        return "NetworkGone";
    case ConnectionEvent::NetworkBack:
        return "NetworkBack";
    case ConnectionEvent::FailedForNow:
        return "FailedForNow";
    case ConnectionEvent::FailedOffline:
        return "FailedOffline";
    case ConnectionEvent::FailedForSignIn:
        return "FailedForSignIn";
    case ConnectionEvent::FailedForGood:
        return "FailedForGood";
    }
    Q_UNREACHABLE();
}

bool hasChannel(ConnectionState state)
{
    switch (state) {
    case Connecting:
    case Authenticating:
    case Recovering:
    case Live:
    case Suspect:
    case Draining:
        return true;
    case Stopped:
    case Offline:
    case Waiting:
    case SignInRequired:
    case Rejected:
        return false;
    }
    Q_UNREACHABLE();
}

bool isUsable(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Recovering:
    case ConnectionState::Live:
    case ConnectionState::Suspect:
    case ConnectionState::Draining:
        return true;
    default:
        return false;
    }
}

ConnectionState stateAfter(ConnectionState state, ConnectionEvent event)
{
    if (event == ConnectionEvent::StopAsked)
        return Stopped;
    if (hasChannel(state) && endsChannel(event))
        return afterFailure(event);

    switch (state) {
    case Stopped:
        if (event == ConnectionEvent::StartAskedOffline)
            return Offline;
        return event == ConnectionEvent::StartAsked ? Connecting : state;
    case Offline:
        // Not at once: everybody on this network comes back at this moment. A hint is reason to try, for the system that says
        // that there is no network may be wrong.
        if (event == ConnectionEvent::NetworkBack || event == ConnectionEvent::TroubleHinted)
            return Waiting;
        return event == ConnectionEvent::RetryDue ? Connecting : state;
    case Waiting:
        if (event == ConnectionEvent::NetworkGone)
            return Offline;
        return event == ConnectionEvent::RetryDue ? Connecting : state;
    case SignInRequired:
    case Rejected:
        return event == ConnectionEvent::RetryDue ? Connecting : state;
    case Connecting:
        if (event == ConnectionEvent::NetworkGone)
            return Offline;
        return event == ConnectionEvent::ChannelOpened ? Authenticating : state;
    case Authenticating:
        if (event == ConnectionEvent::NetworkGone)
            return Offline;
        return event == ConnectionEvent::Welcomed ? Recovering : state;
    case Recovering:
    case Live:
        switch (event) {
        case ConnectionEvent::CaughtUp:
            return Live;
        case ConnectionEvent::HoleNoticed:
            return Recovering;
        case ConnectionEvent::SilenceNoticed:
        case ConnectionEvent::TroubleHinted:
        case ConnectionEvent::NetworkGone: // the system may be wrong: whoever answers is there
            return Suspect;
        case ConnectionEvent::DrainAsked:
            return Draining;
        default:
            return state;
        }
    case Suspect:
        // Recovering rather than Live: whoever was catching up still is, and Live follows at once where nothing is missing.
        return event == ConnectionEvent::PeerHeard ? Recovering : state;
    case Draining:
        if (event == ConnectionEvent::OldChannelLost)
            return Connecting;
        if (event == ConnectionEvent::ClimbFailed)
            return Live; // it was, and nothing of it has changed
        return event == ConnectionEvent::Welcomed ? Recovering : state;
    }
    Q_UNREACHABLE();
}

} // namespace Bellboard
