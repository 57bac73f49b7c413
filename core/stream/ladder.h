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
///
/// When the top is tried again is drawn at the step down, and holds whatever becomes of the rungs below.
class Ladder
{
public:
    /// How soon the top is tried again.
    struct Policy
    {
        std::chrono::milliseconds first{30'000};
        /// After each vain try it is twice as long as before, up to this.
        std::chrono::milliseconds longest{30 * 60'000};
    };
    /// What follows an attempt or a connection that has ended.
    enum class Step {
        Stay, ///< the same way again; what it failed by counts as it is
        Down, ///< another way, soon
        Top, ///< the top again, after a wait; what a rung below says is final for nobody
    };

    /// With so many rungs below the top.
    Ladder(std::size_t below, Policy policy, RandomSource random);

    /// Where the next attempt is made, or what stands was made; 0 is the top.
    std::size_t rung() const { return m_rung; }
    /// An attempt or a connection on this rung ended at `now`; `carried`: something came by it after it was opened.
    Step stepAfter(const ChannelFailure &failure, bool carried, Instant now);
    /// An attempt begins at `now`: it is made at the top where that is due.
    void beginAttempt(Instant now);
    /// When the top is to be tried beside what stands, or by the next attempt; nothing on the top.
    std::optional<Instant> climb() const { return m_climb; }
    /// The top was tried in vain beside what stands.
    void noteVain(const ChannelFailure &failure, Instant now);
    /// The top may not be tried before `moment`, for a reason that says nothing of it.
    void postpone(Instant moment);
    /// Something has changed here: the top is tried at `moment`, unless the server asked for more time, and after that as often as at first.
    void hurry(Instant moment);
    /// What is opened now, or stands, is the top, which has yet to prove itself.
    void takeTop();
    /// The top carried for so long that it is not blocked: the next step down is a first one.
    void noteProven() { m_wait = m_policy.first; }
    /// Begins anew, at the top.
    void reset();
    /// Why it is not on the top; None while it is.
    const ChannelFailure &reason() const { return m_reason; }

private:
    void planClimb(const ChannelFailure &failure, Instant now);
    Step goUp(bool wasInVain);

    const std::size_t m_below;
    const Policy m_policy;
    const RandomSource m_random;
    std::size_t m_rung = 0;
    std::chrono::milliseconds m_wait; ///< until the next climb that is planned
    std::optional<Instant> m_climb;
    Instant m_notBefore; ///< the climb: as the server wishes
    ChannelFailure m_reason;
    ChannelError m_saidBelow = ChannelError::None; ///< by which a rung below would have ended it all
};

} // namespace Bellboard
