// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace Bellboard {

/// An alert as it stands, apart from the memory of its event. Texts are untrusted plain text.
struct AlertSnapshot
{
    QString key; ///< of its row in the Inbox, "feedIndex/subject"
    FeedIndex feed = 0;
    Severity severity = Severity::Info;
    AlertState state = AlertState::Raised;
    QString title;
    QString text; ///< may be empty
    QString by; ///< whoever caused its last change; may be empty
    Timestamp raised; ///< when it was first raised
    bool snoozed = false; ///< raised, but not wanted before its time
    Timestamp snoozedUntil; ///< until when it is, or was, snoozed; the epoch when it never was
};

/// Whether an alert wants an answer now.
inline bool wantsAnswer(const AlertSnapshot &alert)
{
    return alert.state == AlertState::Raised && !alert.snoozed;
}

/// What an event did to an alert.
struct AlertChange
{
    AlertSnapshot alert; ///< as it is now
    std::optional<AlertSnapshot> before; ///< as it was; nothing when it was not known
    qint64 segment = 0; ///< the journal's number of the batch that the event came in
    bool replayed = false; ///< read back from the journal
    /// Until when it was snoozed, where it was not an event but the clock that changed it; `segment` is 0 then.
    std::optional<Timestamp> woken;
};

/// An unacknowledged alert in short, for a menu.
struct AlertSummary
{
    QString key;
    QString title;
    Severity severity = Severity::Info;
};

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::AlertChange)
