// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/random.h"

#include <chrono>

namespace Bellboard {

/// How long to wait between attempts.
struct BackoffPolicy
{
    std::chrono::milliseconds base{500};
    std::chrono::milliseconds cap{30'000};
    std::chrono::milliseconds floor{250};
    /// The first attempt after a loss falls anywhere in this window: a server that breaks says nothing, and loses all its clients.
    std::chrono::milliseconds lossWindow{3'500};
    /// The same when this computer alone has reason to try, such as a network that is back.
    std::chrono::milliseconds hintWindow{500};
    /// The same when the server said that it restarts, so all its clients come at once.
    std::chrono::milliseconds restartWindow{5'000};
    /// How long a connection must live until the next loss counts as the first again.
    std::chrono::milliseconds stableAfter{30'000};
};

/// Decorrelated jitter: each wait is drawn between the floor and three times the wait before it, the upper end being capped
/// before the draw, so that waits at the cap are spread as well. The upper end is at least the base, doubled with each attempt, or somebody
/// who draws short waits would go on with them for long.
class Backoff
{
public:
    explicit Backoff(BackoffPolicy policy, RandomSource random)
        : m_policy(policy)
        , m_random(std::move(random))
        , m_grown(policy.base)
    { }

    /// The wait before the first attempt: anywhere in `window`, for many clients may have lost their server at once. The next
    /// ones grow from it, so that those who were spread widely stay so.
    std::chrono::milliseconds first(std::chrono::milliseconds window);
    /// A moment anywhere in `window`, whatever was before or comes behind.
    std::chrono::milliseconds spread(std::chrono::milliseconds window);
    /// The wait before the next attempt.
    std::chrono::milliseconds next();
    /// Begins anew.
    void reset()
    {
        m_previous = {};
        m_grown = m_policy.base;
    }
    const BackoffPolicy &policy() const { return m_policy; }

private:
    std::chrono::milliseconds draw(std::chrono::milliseconds from, std::chrono::milliseconds to);

    BackoffPolicy m_policy;
    RandomSource m_random;
    std::chrono::milliseconds m_previous{};
    std::chrono::milliseconds m_grown; ///< the least upper end of the next wait
};

} // namespace Bellboard
