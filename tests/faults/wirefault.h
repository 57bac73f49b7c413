// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

namespace Bellboard {

/// One thing that goes wrong with a TCP connection on its way, at a byte that is known beforehand.
struct WireFault
{
    enum class Kind {
        Delay, ///< for `amount` bytes each piece comes `extra` ms later
        Jitter, ///< the same by anything between nothing and `extra` ms, in order all the same
        SingleBytes, ///< `amount` bytes come one at a time
        Throttle, ///< for `amount` bytes no more than `extra` bytes a ms come through
        Corrupt, ///< one byte is changed by XOR with `amount`
        CutByReset, ///< both sides see a reset
        CutByEnd, ///< both sides see an orderly end of the bytes
        Stall, ///< nothing goes either way for `amount` ms; then all goes on
        HalfOpen, ///< nothing goes either way any more; the client's side stays open until the client leaves
        Refuse, ///< the connection is reset, and for `amount` ms nobody listens
    };
    /// Whose bytes are counted, and where the fault is done that has a direction.
    enum class Direction {
        ToClient, ///< what the server says
        ToServer, ///< what the client says
    };
    Kind kind = Kind::CutByReset;
    Direction direction = Direction::ToClient;
    qint64 at =
        0; ///< after so many bytes of that direction, counted from the arming or from the start of the next connection
    qint64 amount = 0; ///< see the kinds
    qint64 extra = 0; ///< see the kinds
    bool onNext = false; ///< true: waits for the next connection, so that its handshake can be hit
};

} // namespace Bellboard
