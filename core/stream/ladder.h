// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channelerror.h"
#include "util/clock.h"
#include "util/random.h"

#include <chrono>
#include <cstddef>
#include <optional>

namespace Bellboard {

/// Decides by which of several ways a connection is tried: down a rung where the one above seems to be blocked, and up again after a
/// while (docs/reconnecting.md).
class Ladder
{
public:
    /// How soon the top is tried again.
    struct Policy
    {
        std::chrono::milliseconds first{30'000};
        std::chrono::milliseconds longest{30
                                          * 60'000}; ///< after each vain try it is twice as long as before, up to this
    };

    /// With so many rungs below the top.
    Ladder(std::size_t below, Policy policy, RandomSource random);

    /// Where the next attempt is made; 0 is the top.
    std::size_t rung() const { return m_rung; }
    /// An attempt or a connection on this rung ended; `carried`: something came by it after it was opened. Whether the next attempt is
    /// made one rung further down, at once.
    bool stepDown(const ChannelFailure &failure, bool carried);
    /// The connection stands on this rung at `now`.
    void noteUp(Instant now);
    /// When the top is to be tried beside what stands; nothing while it stands on the top.
    std::optional<Instant> climb() const { return m_climb; }
    /// The top was tried in vain.
    void noteVain(const ChannelFailure &failure, Instant now);
    /// The next attempt, or what stands, is the top.
    void backToTop();
    /// Why it is not on the top; None while it is.
    const ChannelFailure &reason() const { return m_reason; }

private:
    void planClimb(Instant now, std::chrono::milliseconds least);

    const std::size_t m_below;
    const Policy m_policy;
    const RandomSource m_random;
    std::size_t m_rung = 0;
    std::chrono::milliseconds m_wait;
    std::optional<Instant> m_climb;
    ChannelFailure m_reason;
};

} // namespace Bellboard
