// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "util/clock.h"

#include <QMetaType>
#include <QString>

namespace Bellboard {

// What only matters now: it is never journalled, never kept to be sent later, and never sent twice (docs/protocol.md, "typing" and
// "presence").

/// Somebody writes in a conversation just now.
struct Typing
{
    FeedIndex feed = 0;
    QString conversation; ///< its name
    QString by; ///< who, named as authors are; untrusted plain text
    Timestamp received{}; ///< when that came, by the clock that EventBatch::received is of
    bool active = true; ///< false when they stopped

    bool operator==(const Typing &) const = default;
};

/// What this computer says of its user.
enum class UserPresence {
    Active, ///< is here
    Away, ///< has not been seen for a while, or cannot see the window
};

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::Typing)
