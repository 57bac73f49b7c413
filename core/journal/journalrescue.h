// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/journal.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace Bellboard {

/// What became of a journal that could not be used any more.
struct JournalRescue
{
    QString file; ///< the name, in the same folder, under which it is kept
    std::size_t commands = 0; ///< so many that waited in its outbox wait in the new one
    bool complete = true; ///< whether all of its outbox could be read
};

/// Sets the journal in `folder` aside, under a name with `word` and the date, and puts a new one in its place that has the
/// outbox and the drafts of the old one, as far as they can be read. Nothing is deleted, and no moment of it loses anything when the program
/// ends there. No journal may be open. `prepare` fills the new one before that.
Result<JournalRescue, DatabaseError>
rescueJournal(const QString &folder, const QString &word, Timestamp now,
              const std::function<Result<void, DatabaseError>(Journal &)> &prepare);
/// Ends a rescue that was cut off; call it before the journal is opened.
void finishRescue(const QString &folder);
/// The names of the journals that were set aside in `folder`, oldest first.
QStringList setAsideJournals(const QString &folder);

} // namespace Bellboard
