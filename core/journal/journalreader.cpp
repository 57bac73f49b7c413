// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/journalreader.h"

#include "journal/schema.h"

#include <QFile>

#include <algorithm>

#include <sqlite3.h>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

Unexpected<JournalReadError> failure(JournalReadError::Kind kind, const QString &text)
{
    return Unexpected(JournalReadError{kind, {0, text}});
}

Unexpected<JournalReadError> failure(const DatabaseError &error)
{
    return Unexpected(JournalReadError{readErrorKind(error), error});
}

} // namespace

JournalReadError::Kind readErrorKind(const DatabaseError &error)
{
    const int primary = error.code & 0xff; // the rest are SQLite's extensions of it
    return primary == SQLITE_BUSY || primary == SQLITE_LOCKED ? JournalReadError::Kind::Busy
                                                              : JournalReadError::Kind::Unusable;
}

Result<std::unique_ptr<JournalReader>, JournalReadError> JournalReader::open(const QString &folder)
{
    const auto file = Journal::fileIn(folder);
    if (!QFile::exists(file))
        return failure(JournalReadError::Kind::Missing, u"there is no %1"_s.arg(file));
    auto database = Database::openReader(file);
    if (!database)
        return failure(database.error());
    std::unique_ptr<JournalReader> reader(new JournalReader(std::move(*database)));
    if (auto checked = reader->checkSchema(); !checked)
        return Unexpected(checked.error());
    if (auto prepared = reader->m_segments.prepare(reader->m_database); !prepared)
        return failure(prepared.error());
    auto dataVersion = reader->m_database.prepare("PRAGMA data_version");
    if (!dataVersion)
        return failure(dataVersion.error());
    reader->m_dataVersion = std::move(*dataVersion);
    if (auto looked = reader->refresh(); !looked)
        return Unexpected(looked.error());
    return reader;
}

Result<void, JournalReadError> JournalReader::checkSchema()
{
    auto version = schemaVersionOf(m_database);
    if (!version)
        return failure(version.error());
    if (*version < schemaVersion)
        return failure(JournalReadError::Kind::Unready,
                       u"it is of an older Bellboard, which has to be started again"_s);
    return {};
}

Result<void, JournalReadError> JournalReader::refresh()
{
    if (m_database.hasMoved())
        return failure(JournalReadError::Kind::Missing, u"it was removed or replaced"_s);
    auto row = m_dataVersion.next();
    if (!row)
        return failure(row.error());
    const auto version = m_dataVersion.integer(0);
    m_dataVersion.reset();
    if (version == m_seenVersion)
        return {};
    if (auto checked = checkSchema(); !checked)
        return checked;
    auto last = m_database.number(lastSegmentQuery);
    if (!last)
        return failure(last.error());
    // After the segments, so that none is there whose feed is not known.
    if (auto read = readFeedNames(); !read)
        return read;
    m_lastSegment = *last;
    m_seenVersion = version;
    return {};
}

Result<void, JournalReadError> JournalReader::readFeedNames()
{
    auto select = m_database.prepare("SELECT id, name FROM feed WHERE id > ?");
    if (!select)
        return failure(select.error());
    // A feed's row never changes its name, and none is taken out.
    select->bind(1, m_newestFeed);
    while (true) {
        auto row = select->next();
        if (!row)
            return failure(row.error());
        if (!*row)
            return {};
        const auto name = select->text(1);
        m_feedNames.insert(select->integer(0), QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
        m_newestFeed = std::max(m_newestFeed, select->integer(0));
    }
}

Result<bool, DatabaseError> JournalReader::visitSegmentAfter(std::int64_t number, const Visit &visit)
{
    return m_segments.visitAfter(number, visit);
}

} // namespace Bellboard
