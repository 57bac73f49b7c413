// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <utility>

namespace Bellboard {

/// Holds a number of things in any interval to what another side bears.
class RateGauge
{
public:
    /// When the newest of them were, as many as those who count them need; of several who count the same, all have one.
    class Moments
    {
    public:
        void keep(std::size_t most) { m_most = std::max(m_most, most); }
        void add(Instant now)
        {
            m_newest.push_back(now);
            if (m_newest.size() > m_most)
                m_newest.pop_front();
        }
        /// The oldest of the newest `count`; nothing where there are fewer.
        std::optional<Instant> before(std::size_t count) const
        {
            return m_newest.size() < count ? std::nullopt : std::optional(m_newest[m_newest.size() - count]);
        }

    private:
        std::size_t m_most = 0;
        std::deque<Instant> m_newest; ///< oldest first
    };

    /// At most `count` in each `interval`; 0: without a limit.
    RateGauge(int count, std::chrono::milliseconds interval,
              std::shared_ptr<Moments> moments = std::make_shared<Moments>())
        : m_count(static_cast<std::size_t>(count))
        , m_interval(interval)
        , m_moments(std::move(moments))
    {
        m_moments->keep(m_count);
    }

    /// One more at `now`.
    void note(Instant now) { m_moments->add(now); }
    /// How long it takes from `now` until one more may be; 0 when it may.
    std::chrono::milliseconds waitAt(Instant now) const
    {
        const auto first = m_count > 0 ? m_moments->before(m_count) : std::nullopt;
        if (!first || now - *first >= m_interval)
            return std::chrono::milliseconds(0);
        return std::chrono::ceil<std::chrono::milliseconds>(*first + m_interval - now);
    }

private:
    std::size_t m_count;
    std::chrono::milliseconds m_interval;
    std::shared_ptr<Moments> m_moments;
};

} // namespace Bellboard
