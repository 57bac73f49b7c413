// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/alertchange.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace Bellboard {

class Boards;
class Clock;

/// Ends the snoozes of alerts when their time comes, by the clock on the wall.
class SnoozeWatch : public QObject
{
    Q_OBJECT

public:
    /// It looks at the clock at least this often while something is snoozed: timers stand still while the computer sleeps, and
    /// the clock may be set.
    static constexpr std::chrono::milliseconds longestLook = std::chrono::minutes(1);

    /// Both must outlive it.
    SnoozeWatch(Boards &boards, const Clock &clock, QObject *parent = nullptr);

    /// Begins, once all of the journal was read back: only then it is known how the alerts stand.
    void start();
    /// Looks now; to be called after folding, and when the computer woke up.
    void look();

Q_SIGNALS:
    /// The snoozes of these alerts are over.
    void woken(const QList<Bellboard::AlertChange> &changes);

private:
    Boards &m_boards;
    const Clock &m_clock;
    QTimer m_timer;
    bool m_started = false;
};

} // namespace Bellboard
