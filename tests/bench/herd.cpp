// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "herd.h"

#include "stream/retryplan.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <unordered_map>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

/// The wait before attempt n, the first of which is 1, in milliseconds.
using Waits = std::function<double(int)>;

/// What the client really does: a first loss after long life, then one refusal after the other.
Waits bellboard(const RandomSource &random, const ChannelFailure &loss)
{
    return [plan = RetryPlan({}, random), loss](int attempt) mutable {
        const auto wait =
            attempt == 1 ? plan.waitAfter(loss, 1h) : plan.waitAfter({ChannelError::ConnectionRefused, 0, {}, {}}, 0ms);
        return static_cast<double>(wait.count());
    };
}

// The formulas that others publish, each with its default settings.

/// socketio/socket.io, packages/socket.io-client/lib/contrib/backo2.ts; 1 s, at most 5 s, jitter 0.5 (lib/manager.ts).
Waits socketIo(const RandomSource &random)
{
    return [random](int attempt) {
        const double full = 1000 * std::pow(2, attempt - 1);
        const double chance = random();
        const double deviation = std::floor(chance * 0.5 * full);
        const bool earlier = static_cast<int>(std::floor(chance * 10)) % 2 == 0;
        return std::floor(std::min(earlier ? full - deviation : full + deviation, 5000.0));
    };
}

/// ably/ably-js, src/common/lib/util/utils.ts, getRetryTime(); 15 s (src/common/lib/util/defaults.ts). What the library tries
/// before it counts its first retry is left out, in its favour.
Waits ably(const RandomSource &random)
{
    return [random](int attempt) { return 15'000 * std::min((attempt + 2) / 3.0, 2.0) * (1 - random() * 0.2); };
}

/// phoenixframework/phoenix, assets/js/phoenix/socket.js, reconnectAfterMs.
Waits phoenix()
{
    return [](int attempt) {
        constexpr int steps[] = {10, 50, 100, 150, 200, 250, 500, 1000, 2000};
        return attempt <= static_cast<int>(std::size(steps)) ? steps[attempt - 1] : 5000;
    };
}

/// centrifugal/centrifuge-js, src/utils.ts, backoff(); 500 ms, at most 20 s (src/centrifuge.ts), the first step being 0.
Waits centrifuge(const RandomSource &random)
{
    return [random](int attempt) {
        const double width = std::min(20'000.0, 500 * std::pow(2, attempt - 1));
        return std::min(20'000.0, 500 + std::floor(random() * (width + 1)));
    };
}

Waits waitsOf(Herd::Policy policy, const RandomSource &random)
{
    switch (policy) {
    case Herd::Policy::BellboardWarned:
        return bellboard(random, {ChannelError::ServerRestarting, 1012, u"within_ms=5000"_s, {}});
    case Herd::Policy::BellboardCut:
        return bellboard(random, {ChannelError::NetworkLost, 0, {}, {}});
    case Herd::Policy::SocketIo:
        return socketIo(random);
    case Herd::Policy::Ably:
        return ably(random);
    case Herd::Policy::Phoenix:
        return phoenix();
    case Herd::Policy::Centrifuge:
        return centrifuge(random);
    }
    Q_UNREACHABLE();
}

} // namespace

QList<Herd::Policy> Herd::policies()
{
    using enum Policy;
    return {BellboardWarned, BellboardCut, SocketIo, Ably, Phoenix, Centrifuge};
}

QString Herd::nameOf(Policy policy)
{
    switch (policy) {
    case Policy::BellboardWarned:
        return u"Bellboard, told a window of 5 s"_s;
    case Policy::BellboardCut:
        return u"Bellboard, told nothing"_s;
    case Policy::SocketIo:
        return u"Socket.IO"_s;
    case Policy::Ably:
        return u"Ably"_s;
    case Policy::Phoenix:
        return u"Phoenix"_s;
    case Policy::Centrifuge:
        return u"Centrifuge"_s;
    }
    Q_UNREACHABLE();
}

QList<double> Herd::busiest(Policy policy, int clients, std::uint64_t seed)
{
    std::mt19937_64 engine(seed);
    // Not a distribution of the library, which draws differently in each.
    const RandomSource random = [&engine] { return static_cast<double>(engine() >> 11) * 0x1p-53; };
    std::unordered_map<std::int64_t, int> counts[attempts];
    for (int client = 0; client < clients; ++client) {
        const auto waits = waitsOf(policy, random);
        double at = 0;
        for (int attempt = 1; attempt <= attempts; ++attempt) {
            at += waits(attempt);
            ++counts[attempt - 1][static_cast<std::int64_t>(at) / slotMs];
        }
    }
    QList<double> shares;
    for (const auto &count : counts) {
        const auto most = std::ranges::max_element(count, {}, [](const auto &slot) { return slot.second; });
        shares.append(static_cast<double>(most->second) / clients);
    }
    return shares;
}

QJsonObject herdResults(int clients, std::uint64_t seed)
{
    QJsonArray shares;
    for (const auto policy : Herd::policies()) {
        QJsonArray busiest;
        for (const double share : Herd::busiest(policy, clients, seed))
            busiest.append(share);
        shares.append(QJsonObject{{u"policy"_s, Herd::nameOf(policy)}, {u"busiest"_s, busiest}});
    }
    return {{u"clients"_s, clients}, {u"seed"_s, static_cast<qint64>(seed)}, {u"shares"_s, shares}};
}

} // namespace Bellboard
