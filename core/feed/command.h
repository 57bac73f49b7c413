// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QMetaType>
#include <QString>

namespace Bellboard {

/// Something the user asks of a backend (docs/protocol.md, "command").
struct Command
{
    /// The idempotency key: the same key never has its effect twice. A UUID.
    QString key;
    FeedIndex feed = 0;
    QString name; ///< "acknowledge", "unacknowledge", "assign" or "message"
    QString kind; ///< of the subject: "alert", "task", "help", "exception" or "conversation"
    QString subject; ///< what it is about
    QString owner; ///< for "assign"
    QString text; ///< for "message"
};

/// What became of a command.
struct CommandOutcome
{
    QString key;
    bool done = false;
    QString reason; ///< why not; the server's own words where it gave some, untrusted plain text
};

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::Command)
Q_DECLARE_METATYPE(Bellboard::CommandOutcome)
