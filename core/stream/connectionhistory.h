// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channelerror.h"
#include "stream/connectionmachine.h"
#include "stream/troublehint.h"
#include "util/clock.h"

#include <QList>

#include <optional>

namespace Bellboard {

/// One thing that happened to a connection, and why.
struct ConnectionTransition
{
    ConnectionState from = ConnectionState::Stopped;
    ConnectionState to = ConnectionState::
        Stopped; ///< the same where only the connection beside it failed, or a hint changed no more than a time
    ConnectionEvent event = ConnectionEvent::StartAsked;
    ChannelError error = ChannelError::None; ///< what ended; None unless isFailure(event)
    int closeCode = 0; ///< RFC 6455; 0 when there was no closing handshake
    QString detail; ///< the peer's or the system's own words; untrusted plain text, at most 300 characters
    Timestamp at;
    std::optional<TroubleHint> hint = {}; ///< for TroubleHinted: what it was
};

/// The last things that happened to a connection, oldest first; the oldest of more than `capacity` go.
class ConnectionHistory
{
public:
    static constexpr qsizetype capacity = 64;

    void add(const ConnectionTransition &transition);
    /// Shares its memory until the next add().
    const QList<ConnectionTransition> &transitions() const { return m_transitions; }

private:
    QList<ConnectionTransition> m_transitions;
};

} // namespace Bellboard
