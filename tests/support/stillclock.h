// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

namespace Bellboard {

/// A clock that stands until it is moved.
class StillClock final : public Clock
{
public:
    Timestamp wallTime() const override { return m_now; }
    Instant instant() const override { return Instant((m_now - m_slept).time_since_epoch()); }
    void advance(std::chrono::milliseconds by) { m_now += by; }
    /// As when the computer sleeps: the monotonic clock stands still.
    void sleep(std::chrono::milliseconds time)
    {
        m_now += time;
        m_slept += time;
    }

private:
    Timestamp m_now{std::chrono::hours(500'000)};
    std::chrono::milliseconds m_slept{0};
};

} // namespace Bellboard
