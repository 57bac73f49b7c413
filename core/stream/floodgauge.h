// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace Bellboard {

/// Tells a peer that floods us from one that only has much to say at once: a leaky bucket, from which one turn runs off per rest.
class FloodGauge
{
public:
    /// `bytes` were read, `since` after those before; whether to rest now.
    bool note(std::size_t bytes, std::chrono::nanoseconds since, const Channel::Turn &turn)
    {
        if (turn.rest <= turn.rest.zero()) {
            m_level = 0;
            return false;
        }
        const double ranOff =
            static_cast<double>(turn.bytes) * (since / std::chrono::duration<double, std::milli>(turn.rest));
        m_level = std::max(0.0, m_level - ranOff) + static_cast<double>(bytes);
        return m_level > static_cast<double>(std::min(Channel::flood, floodTurns * turn.bytes));
    }

private:
    /// Small turns are for what is slow, where a MiB takes long as well.
    static constexpr std::size_t floodTurns = 32;

    double m_level = 0; ///< in bytes
};

} // namespace Bellboard
