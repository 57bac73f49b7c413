// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "wirefault.h"

#include <QString>

#include <vector>

namespace Bellboard {

/// One thing that goes wrong in a round, wherever it does.
struct Fault
{
    enum class Kind {
        Wire, ///< `wire` happens on the way
        KillReader, ///< SIGKILL, and it is started again on the same folder
        KillServer, ///< SIGKILL, and it is started again on the same history
        FreezeReader, ///< SIGSTOP for `amount` ms
        FreezeServer, ///< the same: a peer that is half-open
        Disk, ///< for `amount` ms no file of the reader's grows beyond `extra` bytes: writes come short, or fail
        ServerCloses, ///< with the close code `amount`; 0 without a word
        ServerDrains, ///< asks its client to move within `amount` ms
        DropPackets, ///< for `amount` ms the network swallows all packets
        LosePackets, ///< for `amount` ms it loses `extra` of 100 packets
        RejectPackets, ///< for `amount` ms it resets every connection
    };
    Kind kind = Kind::Wire;
    WireFault wire;
    qint64 amount = 0; ///< see the kinds
    qint64 extra = 0; ///< see the kinds
    qint64 before = 0; ///< ms between the one before it and this one
    bool settled = true; ///< waits until the reader is live again
};

/// What a round is made of. The same plan has the same faults.
struct PlanOptions
{
    quint32 seed = 1;
    int faults = 50;
    int kills = 5; ///< of them: SIGKILL, most of the reader, some of the server
    bool tls =
        false; ///< any byte may be changed only under TLS, where the receiver can know; else those of the handshake
    bool packets = false; ///< whether packets can be dropped
};

std::vector<Fault> planOf(const PlanOptions &options);

/// What a fault is called in reports, such as "cut by reset".
QString nameOf(const Fault &fault);

} // namespace Bellboard
