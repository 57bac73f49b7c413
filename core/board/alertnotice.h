// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QMetaType>
#include <QString>

namespace Bellboard {

/// A new or changed alert that was just received, for whoever notifies people of it.
struct AlertNotice
{
    QString key; ///< of its row in the Inbox, "feedIndex/subject"
    QString title;
    QString text; ///< may be empty
    QString about; ///< the subject it is about; may be empty
    QString owner; ///< may be empty
    QString by; ///< whoever caused this change; may be empty
    QString feedName; ///< as configured
    Severity severity = Severity::Info;
    AlertState state = AlertState::Raised;
    Area area = Area::System;
    Timestamp raised;
    FeedIndex feed = 0;
    bool isNew = false; ///< the Inbox did not know it
    bool wasRaised = false; ///< it wanted an answer before this change
};

/// An unacknowledged alert in short, for a menu.
struct AlertSummary
{
    QString key;
    QString title;
    Severity severity = Severity::Info;
};

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::AlertNotice)
