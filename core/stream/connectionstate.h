// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QMetaType>

namespace Bellboard {

/// Where the connection of one feed stands. Everything that shows a connection reads this.
enum class ConnectionState {
    Stopped, ///< not wanted
    Offline, ///< this computer has no network; nothing is scheduled
    Connecting, ///< DNS, TCP, TLS and upgrade, under one deadline
    Authenticating, ///< the channel is open, the server has not welcomed us
    Recovering, ///< subscribed; what we missed is being replayed
    Live, ///< everything up to now was received
    Suspect, ///< nothing was heard for too long; a probe is under way
    Draining, ///< we are to move, or may find a better way; a new connection is being opened beside this one, which goes on delivering
    Waiting, ///< the last attempt failed; the next one is scheduled
    SignInRequired, ///< the server wants a (new) token; only a person can give it
    Rejected, ///< the server will never take us as we are; only a person or changed settings leave this state
};

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::ConnectionState)
