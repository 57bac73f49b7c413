// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "snoozechoice.h"

#include <QDateTime>

namespace Bellboard {

std::optional<Timestamp> snoozeEnd(const QString &choice, Timestamp now)
{
    if (choice == briefSnooze())
        return now + std::chrono::minutes(15);
    if (choice == u"1h")
        return now + std::chrono::hours(1);
    if (choice != u"tomorrow")
        return std::nullopt;
    const auto today = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count()).date();
    const QDateTime morning(today.addDays(1), QTime(9, 0));
    return Timestamp(std::chrono::milliseconds(morning.toMSecsSinceEpoch()));
}

} // namespace Bellboard
