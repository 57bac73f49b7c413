// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/schema.h"

#include <sqlite3.h>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// "Bell", in the file's header (PRAGMA application_id).
constexpr std::int64_t applicationId = 0x42656c6c;

/// Step n takes the schema from version n to n + 1.
constexpr std::array<const char *, schemaVersion> steps{
    R"sql(
    CREATE TABLE feed (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        received INTEGER NOT NULL DEFAULT 0,     -- events journalled
        quarantined INTEGER NOT NULL DEFAULT 0   -- messages quarantined
    ) STRICT;
    CREATE TABLE stream (                        -- the cursor of each stream; moves only with its events
        id INTEGER PRIMARY KEY,
        feed INTEGER NOT NULL REFERENCES feed,
        name TEXT NOT NULL,
        epoch TEXT NOT NULL,
        offset INTEGER NOT NULL,                 -- the newest on disk; 0: none
        received INTEGER NOT NULL,               -- when it came, ms since 1970 UTC
        UNIQUE (feed, name)
    ) STRICT;
    CREATE TABLE segment (                       -- events in the order in which they were received
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        feed INTEGER NOT NULL REFERENCES feed,
        events INTEGER NOT NULL,
        received INTEGER NOT NULL,               -- when the newest came, ms since 1970 UTC
        records BLOB NOT NULL,                   -- SegmentRecord[events]
        size INTEGER NOT NULL,                   -- of the text, unpacked, in bytes
        text BLOB NOT NULL                       -- the raw bytes that the records point into, as an LZ4 block
    ) STRICT;
    CREATE TABLE quarantine (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        feed INTEGER NOT NULL REFERENCES feed,
        received INTEGER NOT NULL,
        reason TEXT NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX quarantine_by_feed ON quarantine (feed, id);
    CREATE TABLE progress (                      -- how far somebody got through the segments
        name TEXT PRIMARY KEY,
        segment INTEGER NOT NULL
    ) STRICT;
    )sql",
    // A quiet feed beside a busy one finds its newest segments without reading all of the other's.
    "CREATE INDEX segment_by_feed ON segment (feed, id)",
    R"sql(
    CREATE TABLE outbox (                        -- commands that are not settled, in the order in which they were asked for
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        feed INTEGER NOT NULL REFERENCES feed,
        key TEXT NOT NULL UNIQUE,                -- the idempotency key
        command TEXT NOT NULL,                   -- a checksum of the row, and what is asked for as JSON
        asked INTEGER NOT NULL,                  -- ms since 1970 UTC
        expires INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT 0          -- 1: it may have reached the server
    ) STRICT;
    CREATE INDEX outbox_by_feed ON outbox (feed, position);
    )sql",
    R"sql(
    CREATE TABLE profile (                       -- by which segments were decoded, and are again
        id INTEGER PRIMARY KEY,                  -- a hash of the text
        text TEXT NOT NULL                       -- TOML that stands for itself
    ) STRICT;
    ALTER TABLE segment ADD COLUMN profile INTEGER REFERENCES profile; -- NULL: the native protocol
    )sql",
    // A commit writes one page, that of its segment, where it wrote one of each table and index; see FeedBooks. Numbers are given by
    // the journal, and are never used again, without a table for that.
    R"sql(
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'id INTEGER PRIMARY KEY AUTOINCREMENT', 'id INTEGER PRIMARY KEY')
        WHERE type = 'table' AND name = 'segment';
    PRAGMA writable_schema = RESET;
    ALTER TABLE segment ADD COLUMN moves BLOB;   -- FeedBooks::Move[]: the cursors that it moves and `stream` may not have yet
    CREATE TABLE segment_of_feed (
        feed INTEGER NOT NULL REFERENCES feed,
        segment INTEGER NOT NULL,
        PRIMARY KEY (feed, segment)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO segment_of_feed SELECT feed, id FROM segment ORDER BY feed, id;
    DROP INDEX segment_by_feed;
    -- Up to which segment `feed`, `stream` and `segment_of_feed` have what the segments say.
    INSERT INTO progress SELECT 'settled', seq FROM sqlite_sequence WHERE name = 'segment';
    DELETE FROM sqlite_sequence WHERE name = 'segment';
    )sql",
    R"sql(
    CREATE TABLE draft (                         -- what the user was writing and has not sent
        feed INTEGER NOT NULL REFERENCES feed,
        conversation TEXT NOT NULL,
        draft TEXT NOT NULL,                     -- a checksum of the row, and the text as JSON
        PRIMARY KEY (feed, conversation)
    ) STRICT, WITHOUT ROWID;
    )sql",
};

} // namespace

Result<std::int64_t, DatabaseError> schemaVersionOf(Database &database)
{
    auto id = database.number("PRAGMA application_id");
    if (!id)
        return Unexpected(id.error());
    auto version = database.number("PRAGMA user_version");
    if (!version)
        return Unexpected(version.error());
    auto tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables)
        return Unexpected(tables.error());
    if ((*tables > 0 || *id != 0) && *id != applicationId) {
        const auto ours = database.number(
            "SELECT count(*) FROM sqlite_schema WHERE name IN ('feed', 'stream', 'segment', 'quarantine', 'progress')");
        if (ours && *ours >= 3)
            return Unexpected(damage(u"its header is damaged"_s));
        return Unexpected(DatabaseError{0, u"this is not a journal of Bellboard"_s});
    }
    if (*version < 0 || *version > schemaVersion + 1000)
        return Unexpected(damage(u"it is damaged (schema %1)"_s.arg(*version)));
    if (*version > schemaVersion)
        return Unexpected(DatabaseError{0,
                                        u"it was written by a newer Bellboard (schema %1, this program knows %2)"_s.arg(
                                            QString::number(*version), QString::number(schemaVersion))});
    return version;
}

Result<void, DatabaseError> migrate(Database &database)
{
    const auto version = schemaVersionOf(database);
    if (!version)
        return Unexpected(version.error());
    for (auto step = *version; step < schemaVersion; ++step) {
        auto transaction = Transaction::begin(database);
        if (!transaction)
            return Unexpected(transaction.error());
        // A step fits the schema before it; one that does not says that the version is not true.
        if (auto done = database.execute(steps[static_cast<std::size_t>(step)]); !done)
            return done.error().code == SQLITE_ERROR ? Unexpected(damage(done.error().text)) : done;
        const auto marks =
            u"PRAGMA application_id = %1; PRAGMA user_version = %2"_s.arg(applicationId).arg(step + 1).toUtf8();
        if (auto done = database.execute(marks.constData()); !done)
            return done;
        if (auto done = transaction->commit(); !done)
            return done;
    }
    return {};
}

} // namespace Bellboard
