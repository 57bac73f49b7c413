// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/journal.h"

#include <QFile>

namespace Bellboard {

/// Puts a journal of schema 4 into `folder`, with one feed and the segments 2, 3 and 4, of one event each; see the file. The database,
/// to make it older still.
inline Database writeOlderJournal(const QString &folder)
{
    QFile dump(QStringLiteral(BELLBOARD_TEST_DATA "/journal-schema-4.sql"));
    if (!dump.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(dump.fileName()));
    auto database = Database::open(Journal::fileIn(folder));
    if (!database)
        qFatal("%s", qPrintable(database.error().text));
    if (auto done = database->execute(dump.readAll().constData()); !done)
        qFatal("%s", qPrintable(done.error().text));
    return std::move(*database);
}

} // namespace Bellboard
