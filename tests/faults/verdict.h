// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/eventbatch.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <string>
#include <vector>

namespace Bellboard {

/// What a reader's journal holds of what a server sent.
struct Verdict
{
    quint64 events = 0; ///< sent
    quint64 lost = 0; ///< sent, and not in the journal as they were sent
    quint64 duplicated = 0; ///< more than once in the journal
    quint64 reordered = 0; ///< behind one that was sent later
    quint64 silentGaps = 0; ///< places where events are missing and no gap event says so
    quint64 invented = 0; ///< in the journal, and never sent
    QStringList details; ///< the first few of what is wrong

    bool isClean() const { return lost + duplicated + reordered + silentGaps + invented == 0; }
    void complain(const QString &detail)
    {
        if (details.size() < 20)
            details.append(detail);
    }
};

/// One journalled event, as far as it is compared.
struct JournalledEvent
{
    std::string stream;
    quint64 offset = 0;
    quint64 gapFrom = 0; ///< of an event that says what is missing: from here to `offset`; else 0
    std::string raw; ///< its bytes
};

/// The events of each stream as they were sent, byte for byte, from the server's history file.
using SentEvents = std::map<std::string, std::vector<std::string>>;

/// Reads a history file of the demo backend; an error ends the program.
SentEvents readHistory(const QString &path);
/// Reads the journal in `folder` from its start, as the program does; nobody else may have it open.
std::vector<JournalledEvent> readJournal(const QString &folder);
/// Compares event by event.
Verdict compare(const SentEvents &sent, const std::vector<JournalledEvent> &journal);
/// What boards show at `now` that see all that was sent, in its order, and nothing else.
QByteArray pictureOf(const SentEvents &sent, Timestamp now);

} // namespace Bellboard
