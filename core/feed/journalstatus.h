// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace Bellboard {

/// How the journal is, at one moment.
struct JournalStatus
{
    QString problem; ///< why nothing is taken in, in sentences; empty while all is well
    QString notice; ///< what happened to it in this run that people should know, in sentences; empty when nothing did
    qint64 bytes = 0; ///< what it takes in its file; more is kept free there for what is to come
    std::optional<Timestamp> oldest; ///< when the oldest event in it was received; nothing when it is empty
    QStringList setAside; ///< files beside it that were set aside, oldest first
    quint64 waiting =
        0; ///< events in it that wait to be shown, once some have for more than a moment after the start; else 0
    std::optional<Timestamp> shownUntil; ///< while some wait: until when those that are shown were received
    bool slow = false; ///< for more than a moment the disk has written less than came

    bool operator==(const JournalStatus &) const = default;
};

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::JournalStatus)
