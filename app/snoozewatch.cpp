// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "snoozewatch.h"

#include "board/boards.h"
#include "util/clock.h"

#include <algorithm>

namespace Bellboard {

SnoozeWatch::SnoozeWatch(Boards &boards, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_boards(boards)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SnoozeWatch::look);
}

void SnoozeWatch::start()
{
    m_started = true;
    look();
}

void SnoozeWatch::look()
{
    if (!m_started)
        return;
    const auto changes = m_boards.wakeSnoozed(m_clock.wallTime());
    if (!changes.isEmpty()) {
        m_boards.flush();
        Q_EMIT woken(changes);
    }
    const auto next = m_boards.nextWake();
    if (!next)
        return m_timer.stop();
    const auto wait = std::max<std::chrono::milliseconds>(*next - m_clock.wallTime(), std::chrono::milliseconds(1));
    m_timer.start(std::min(wait, longestLook));
}

} // namespace Bellboard
