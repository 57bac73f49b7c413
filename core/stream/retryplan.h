// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/backoff.h"
#include "stream/channelerror.h"

#include <algorithm>
#include <optional>

namespace Bellboard {

/// Decides how long a connection waits after each loss: backoff, what the server wishes, and what proven life is worth.
class RetryPlan
{
public:
    /// Longer than this no server keeps us away.
    static constexpr std::chrono::hours longestWish{1};

    RetryPlan(BackoffPolicy policy, RandomSource random) : m_backoff(policy, std::move(random)) { }

    /// The wait after `failure`; `lived` is how long the connection was live until then, 0 for never.
    std::chrono::milliseconds waitAfter(const ChannelFailure &failure, std::chrono::milliseconds lived);
    /// The wait before the move that a server asks for within `window` of its time.
    std::chrono::milliseconds waitBeforeMove(std::chrono::milliseconds window, std::chrono::milliseconds lived);
    /// The wait after a move that came to nothing.
    std::chrono::milliseconds waitAfterFailedMove(const ChannelFailure &failure);
    /// How long the server wants us away, and a little more, so that all who were told the same come back apart; 0 where it says nothing.
    std::chrono::milliseconds wishOf(const ChannelFailure &failure);
    /// The wait when the network is back.
    std::chrono::milliseconds waitForNetwork() { return m_backoff.first(m_backoff.policy().hintWindow); }
    /// The wait when something hints that trying is worth it; later waits go on growing.
    std::chrono::milliseconds waitAfterHint() { return m_backoff.spread(m_backoff.policy().hintWindow); }

    /// Whether so much life makes the next loss a first one again.
    bool isProven(std::chrono::milliseconds lived) const { return lived >= m_backoff.policy().stableAfter; }

private:
    std::chrono::milliseconds atLeastAsWished(std::chrono::milliseconds wait, const ChannelFailure &failure)
    {
        return std::max(wait, wishOf(failure));
    }

    Backoff m_backoff;
};

} // namespace Bellboard
