// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <cstdint>

namespace Bellboard {

/// How close together the attempts of many clients fall that lost their server at the same moment.
struct Herd
{
    static constexpr int attempts = 8;
    static constexpr int slotMs = 100;

    /// Whose rules the clients follow.
    enum class Policy {
        BellboardWarned, ///< ours, the server having closed with 1012 and a window of 5 s
        BellboardCut, ///< ours, the connection having just broken
        SocketIo,
        Ably,
        Phoenix,
        Centrifuge,
    };
    static QList<Policy> policies();
    static QString nameOf(Policy policy);

    /// For each attempt, the first of which is at 0, the share of the clients in the busiest 100 ms, from 0 to 1. Every attempt
    /// is refused at once. The same seed gives the same figures everywhere.
    static QList<double> busiest(Policy policy, int clients, std::uint64_t seed);
};

/// The busiest shares of all policies: {"clients", "seed", "shares": [{"policy", "busiest": [...]}]}.
QJsonObject herdResults(int clients = 10'000, std::uint64_t seed = 1);

} // namespace Bellboard
