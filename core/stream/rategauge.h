// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <chrono>
#include <cstddef>
#include <deque>

namespace Bellboard {

/// Holds a number of things in any interval to what another side bears.
class RateGauge
{
public:
    /// At most `count` in each `interval`; 0: without a limit.
    RateGauge(int count, std::chrono::milliseconds interval)
        : m_count(static_cast<std::size_t>(count))
        , m_interval(interval)
    { }

    /// One more at `now`.
    void note(Instant now)
    {
        if (m_count == 0)
            return;
        m_moments.push_back(now);
        if (m_moments.size() > m_count)
            m_moments.pop_front();
    }
    /// How long it takes from `now` until one more may be; 0 when it may.
    std::chrono::milliseconds waitAt(Instant now) const
    {
        if (m_count == 0 || m_moments.size() < m_count || now - m_moments.front() >= m_interval)
            return std::chrono::milliseconds(0);
        return std::chrono::ceil<std::chrono::milliseconds>(m_moments.front() + m_interval - now);
    }

private:
    std::size_t m_count;
    std::chrono::milliseconds m_interval;
    std::deque<Instant> m_moments; ///< of the newest, oldest first
};

} // namespace Bellboard
