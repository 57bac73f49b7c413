// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <QString>

#include <optional>

namespace Bellboard {

// How long an alert can be put off: "15min", "1h", or "tomorrow", which is the next day at 9:00 of this computer's time zone.

/// What the button of a toast chooses.
inline QString briefSnooze()
{
    return QStringLiteral("15min");
}

/// Until when an alert is put off that the user puts off by `choice` at `now`; nothing for what is no choice.
std::optional<Timestamp> snoozeEnd(const QString &choice, Timestamp now);

} // namespace Bellboard
