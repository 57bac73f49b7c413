// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <QObject>
#include <QTimer>

namespace Bellboard {

/// Notices that this process did not run for a while (the computer slept, and nobody said so), or that the wall clock was set:
/// the monotonic clock and the wall clock disagree on how long it was, or a timer came late.
class ClockWatch : public QObject
{
    Q_OBJECT

public:
    /// So far the clocks may drift apart between two looks.
    static constexpr std::chrono::milliseconds tolerance{2'000};
    /// So late a timer may come on a busy computer.
    static constexpr std::chrono::milliseconds lateness{5'000};

    explicit ClockWatch(const Clock &clock, std::chrono::milliseconds interval = std::chrono::seconds(5),
                        QObject *parent = nullptr);

    /// Looks at the clocks; a timer does so at each interval.
    void look();

Q_SIGNALS:
    void jumped();

private:
    const Clock &m_clock;
    const std::chrono::milliseconds m_interval;
    Timestamp m_wallTime;
    Instant m_instant;
    QTimer m_timer;
};

} // namespace Bellboard
