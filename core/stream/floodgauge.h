// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace Bellboard {

/// Tells a peer that floods us from one that only has much to say at once: a leaky bucket, from which its share runs off.
class FloodGauge
{
public:
    /// `bytes` were read, `since` after those before, and `waiting` more are there. How long to rest now: not at all for the first few
    /// turns, then so that it gets its share, and Turn::rest once it floods us.
    std::chrono::milliseconds note(std::size_t bytes, std::size_t waiting, std::chrono::nanoseconds since,
                                   const Channel::Turn &turn)
    {
        using Milliseconds = std::chrono::duration<double, std::milli>;
        if (turn.rest <= turn.rest.zero()) {
            *this = FloodGauge();
            return turn.rest.zero();
        }
        const auto size = static_cast<double>(turn.bytes);
        const Milliseconds share = turn.share > turn.share.zero() ? turn.share : turn.rest;
        // Who has no more for us behind a rest than its share of that time does not flood us; of the others nobody knows what they
        // would have sent.
        const bool isBehind = static_cast<double>(bytes + waiting) / size > since / share;
        const Milliseconds listened = since - (isBehind ? m_rest : m_rest.zero());
        const double most = std::min(static_cast<double>(Channel::flood) / size, floodTurns);
        m_level = std::max(0.0, m_level - std::max(0.0, listened / share)) + static_cast<double>(bytes) / size;
        m_level = std::min(m_level, most + 1);
        if (m_level > most)
            m_rest = turn.rest;
        else
            m_rest = m_level > turnsAtOnce ? turn.share : turn.rest.zero();
        return m_rest;
    }

private:
    /// Small turns are for what is slow, where a MiB takes long as well.
    static constexpr double floodTurns = 16;
    static constexpr double turnsAtOnce = 4;

    double m_level = 0; ///< in turns, whatever size they had
    std::chrono::milliseconds m_rest{0}; ///< since what was noted last
};

} // namespace Bellboard
