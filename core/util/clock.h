// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>

namespace Bellboard {

/// A point in wall-clock time, UTC, to the millisecond.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
/// A point on the monotonic clock; never goes back, and has no date.
using Instant = std::chrono::steady_clock::time_point;

/// Says what time it is; injected wherever time matters, so that tests own it.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Timestamp wallTime() const = 0;
    virtual Instant instant() const = 0;
};

/// The clocks of this computer.
class SystemClock final : public Clock
{
public:
    Timestamp wallTime() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    Instant instant() const override { return std::chrono::steady_clock::now(); }
};

} // namespace Bellboard
