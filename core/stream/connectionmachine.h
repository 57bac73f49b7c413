// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/connectionstate.h"

namespace Bellboard {

/// What can happen to a connection. A timeout is an event like any other.
enum class ConnectionEvent {
    StartAsked, ///< the feed is wanted
    StartAskedOffline, ///< the feed is wanted, but there is no network
    StopAsked, ///< it is not wanted any more
    RetryDue, ///< the wait is over, a person asked to try now, or the settings changed
    ChannelOpened, ///< the transport stands
    Welcomed, ///< the server took us, and we asked for our streams
    CaughtUp, ///< every stream's replay is through
    HoleNoticed, ///< something is missing in the middle, and is asked for again
    SilenceNoticed, ///< nothing was heard for the heartbeat interval
    PeerHeard, ///< something was heard after all
    TroubleHinted, ///< something makes one doubt that the connection stands, or that trying is useless (TroubleHint)
    DrainAsked, ///< the server wants us to connect anew, or somebody here does
    SuccessorFailed, ///< the connection beside the one that is to be left came to nothing; the old one is kept
    ClimbFailed, ///< the way that was tried beside the one that stands is still blocked; the one that stands is kept
    OldChannelLost, ///< the one that is to be left ended while the one beside it was being opened
    NetworkGone, ///< this computer lost its last network
    NetworkBack, ///< it has one again
    FailedForNow, ///< the channel ended, or a deadline passed: it may pass
    FailedOffline, ///< the same, while there is no network
    FailedForSignIn, ///< the server wants a (new) token
    FailedForGood, ///< trying again is useless
};

/// The state that follows `state` when `event` happens: the one table of legal transitions. Every state answers every event;
/// one that means nothing there leaves it as it is.
ConnectionState stateAfter(ConnectionState state, ConnectionEvent event);

/// The name in this source, for logs.
const char *nameOf(ConnectionState state);
const char *nameOf(ConnectionEvent event);

/// Whether something ended in `event`, so that there is a ChannelFailure that says why.
bool isFailure(ConnectionEvent event);

/// Whether a channel exists in `state`; in Draining there may be two.
bool hasChannel(ConnectionState state);
/// Whether the server took us, and messages can be sent.
bool isUsable(ConnectionState state);

} // namespace Bellboard
