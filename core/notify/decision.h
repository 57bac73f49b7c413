// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/alertchange.h"
#include "util/clock.h"

#include <QStringList>

#include <chrono>

namespace Bellboard {

/// What the people who run this program want to be told of.
struct NotifyRules
{
    Severity lowest = Severity::High; ///< alerts below it are shown in the window and the tray only
    int stormCount = 10; ///< more single toasts than this within stormWindow are a storm
    std::chrono::milliseconds stormWindow = std::chrono::seconds(60);
    std::chrono::milliseconds longestHold =
        std::chrono::seconds(10); ///< an alert waits no longer for a feed to catch up
};

/// The moment that a decision is made in.
struct NotifyContext
{
    Timestamp now;
    Timestamp pausedUntil; ///< the user asked for silence until then; the epoch when not
    qint64 notifiedSegment = 0; ///< nothing of the feed up to this segment of the journal may be announced again
    Timestamp
        notifiedWaking; ///< nothing of the feed that was snoozed until then or before may be announced again for that
    bool catchingUp = false; ///< the alert's feed is replaying what was missed
    int recentToasts = 0; ///< single toasts shown within NotifyRules::stormWindow
    bool showing = false; ///< a toast of this alert is on the screen
};

/// What to do about a change of an alert, and why.
struct Decision
{
    enum class Action {
        Toast, ///< show it, in place of an older toast of the same alert
        Withdraw, ///< take its toast away
        Summary, ///< count it in the one toast that stands for a storm
        Later, ///< count it in the digest that follows an absence or a pause
        Quiet, ///< nothing
    };
    Action action = Action::Quiet;
    QStringList reasons; ///< phrases for people, the one that decided last
};

/// The one place where it is decided who is tapped on the shoulder. Pure.
Decision decide(const AlertChange &change, const NotifyRules &rules, const NotifyContext &context);

} // namespace Bellboard
