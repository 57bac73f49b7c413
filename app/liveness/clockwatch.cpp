// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/clockwatch.h"

#include <utility>

namespace Bellboard {

ClockWatch::ClockWatch(const Clock &clock, std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_interval(interval)
    , m_wallTime(clock.wallTime())
    , m_instant(clock.instant())
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &ClockWatch::look);
    m_timer.start();
}

void ClockWatch::look()
{
    const auto wallTime = m_clock.wallTime();
    const auto instant = m_clock.instant();
    const auto byWall = wallTime - std::exchange(m_wallTime, wallTime);
    // Where the monotonic clock stands still in sleep (Linux) the two differ; where it does not (Windows) the look is late.
    const auto ran = std::chrono::duration_cast<std::chrono::milliseconds>(instant - std::exchange(m_instant, instant));
    if (std::chrono::abs(byWall - ran) > tolerance || ran > m_interval + lateness)
        Q_EMIT jumped();
}

} // namespace Bellboard
