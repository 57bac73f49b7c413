// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/journal.h"

#include "journal/schema.h"
#include "journal/writeaheadlog.h"
#include "profile/profile.h"

#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <ranges>
#include <tuple>

#include <sqlite3.h>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

/// After so many messages a feed's quarantine is trimmed.
constexpr std::int64_t trimInterval = 256;
/// So many messages at most are removed from the quarantine in one go by their age.
constexpr std::int64_t quarantineTrimmedAtOnce = 64;
/// With less than 16 MiB free a file does not begin to shrink; once it does, it keeps 4 MiB.
constexpr std::int64_t fewestPagesToShrink = 1024;
constexpr std::int64_t fewestPagesToKeep = 256;
/// So many pages in the write-ahead log are worth folding in, 16 MiB; and with so many who writes waits for it, 128 MiB.
constexpr int logPages = 1000;
constexpr int logPagesLimit = 8000;
/// For so long who writes folds the rest in himself.
constexpr auto foldingPatience = 50ms;
constexpr std::int64_t incrementalVacuum = 2; ///< PRAGMA auto_vacuum
/// The smallest page that SQLite has.
constexpr qint64 smallestDatabase = 512;
/// A file without checksums of at most so many bytes is written anew.
constexpr qint64 rewriteLimit = qint64{128} << 20;

Timestamp fromMilliseconds(std::int64_t value)
{
    return Timestamp(std::chrono::milliseconds(value));
}

std::int64_t toMilliseconds(Timestamp time)
{
    return time.time_since_epoch().count();
}

} // namespace

QString Journal::fileIn(const QString &folder)
{
    return folder + u"/journal.sqlite"_s;
}

Result<std::unique_ptr<Journal>, DatabaseError> Journal::open(const QString &folder)
{
    return openFile(fileIn(folder));
}

Result<std::unique_ptr<Journal>, DatabaseError> Journal::openFile(const QString &file)
{
    std::unique_ptr<Journal> journal(new Journal(file));
    if (auto opened = journal->reopen(); !opened)
        return Unexpected(opened.error());
    return journal;
}

void Journal::close()
{
    for (auto *statement :
         {&m_insertSegment, &m_insertQuarantined, &m_trimQuarantine, &m_pages, &m_firstSegment, &m_newestSegment,
          &m_removeSegment, &m_replaceSegment, &m_oldestQuarantined, &m_removeQuarantined})
        *statement = Statement();
    m_segments = SegmentQuery();
    m_keptProfiles.clear();
    m_books.close();
    m_outbox.close();
    m_drafts.close();
    m_checkpointer.reset();
    m_database = Database();
}

Result<void, DatabaseError> Journal::reopen()
{
    close();
    auto database = openDatabase(m_file);
    if (!database)
        return Unexpected(database.error());
    m_database = std::move(*database);
    auto done = prepareStatements();
    if (done)
        done = m_books.open(m_database);
    if (done)
        done = m_outbox.open(m_database);
    if (done)
        done = m_drafts.open(m_database);
    // Our statements fit the schema, so a schema that they do not fit is not what we made.
    if (!done && done.error().code == SQLITE_ERROR)
        done = Unexpected(damage(done.error().text));
    auto stream = m_database.number("SELECT max(id) FROM stream");
    auto segment = m_database.number(lastSegmentQuery);
    if (done && !stream)
        done = Unexpected(stream.error());
    if (done && !segment)
        done = Unexpected(segment.error());
    if (!done) {
        close();
        return done;
    }
    m_checkpointer = std::make_unique<Checkpointer>(m_file);
    m_database.watchLog([this](int pages) { takeLogGrown(pages); });
    m_lastStreamId = std::max(m_lastStreamId, static_cast<StreamId>(*stream));
    m_lastSegment = *segment;
    return {};
}

Result<Database, DatabaseError> Journal::openDatabase(const QString &file)
{
    // What SQLite would silently take for an empty database, or for the end of a log.
    if (const auto size = QFileInfo(file).size(); size > 0 && size < smallestDatabase)
        return Unexpected(damage(u"it ends after %1 bytes"_s.arg(size)));
    if (const auto log = WriteAheadLog::read(file + u"-wal"_s); log && log->isDamaged())
        return Unexpected(damage(u"its write-ahead log is not as it was written"_s));
    auto database = Database::open(file);
    if (!database)
        return database;
    // First of all, for what is not ours must stay as it is.
    if (auto version = schemaVersionOf(*database); !version)
        return Unexpected(version.error());
    if (auto adopted = database->adopt(); !adopted)
        return Unexpected(adopted.error());
    // A page holds about ten events; fewer, larger pages make the write-ahead log cheaper.
    if (auto set = database->execute("PRAGMA page_size = 16384"); !set)
        return Unexpected(set.error());
    // So that the file can shrink; setting it again would write to it.
    if (const auto mode = database->number("PRAGMA auto_vacuum"); mode && *mode != incrementalVacuum)
        std::ignore = database->execute("PRAGMA auto_vacuum = INCREMENTAL");
    if (auto set = database->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                     "PRAGMA foreign_keys = ON; PRAGMA cache_size = -4096;"
                                     "PRAGMA journal_size_limit = 33554432");
        !set)
        return Unexpected(set.error());
    if (auto migrated = migrate(*database); !migrated)
        return Unexpected(migrated.error());
    // One of an older program gets checksums by being written anew, once, unless that would take long. It goes on without, too.
    if (!database->hasCheckedPages() && QFileInfo(file).size() <= rewriteLimit)
        std::ignore = database->rewrite();
    return database;
}

void Journal::takeLogGrown(int pages)
{
    if (pages >= logPagesLimit) {
        // It grows faster than it is folded in: who writes must wait.
        m_checkpointer->finish();
        std::ignore = m_database.foldLog();
        return;
    }
    if (m_checkpointer->isRunning())
        return;
    const auto pass = m_checkpointer->newest();
    const int folded = pass.pages <= pages ? pass.pages : 0; // else the log has begun anew since
    const int left = pages - folded;
    if (left >= logPages) {
        m_checkpointer->begin();
    } else if (folded > 0 && left * (pass.time / folded) < foldingPatience) {
        // With the little that came meanwhile in the file, too, the log begins anew: in room that the file system gave it before.
        std::ignore = m_database.foldLog();
        m_checkpointer->forget();
    }
}

Result<void, DatabaseError> Journal::verify(const std::atomic<bool> &stop)
{
    if (m_checkpointer)
        m_checkpointer->finish();
    return m_database.verifyPages(stop);
}

Result<void, DatabaseError> Journal::foldLog()
{
    if (m_checkpointer)
        m_checkpointer->finish();
    return m_database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<void, DatabaseError> Journal::continueBehind(std::int64_t segment)
{
    if (auto done = m_books.goOnBehind(segment); !done)
        return done;
    m_lastSegment = segment;
    return {};
}

Result<void, DatabaseError> Journal::prepareStatements()
{
    const std::pair<Statement *, std::string_view> statements[] = {
        {&m_insertSegment,
         "INSERT INTO segment (feed, events, received, records, size, text, profile, id, moves)"
         " VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?)"},
        {&m_insertQuarantined, "INSERT INTO quarantine (feed, received, reason, bytes) VALUES (?, ?, ?, ?)"},
        {&m_trimQuarantine,
         "DELETE FROM quarantine WHERE feed = ?1 AND id <= coalesce((SELECT max(id) FROM ("
         " SELECT id, row_number() OVER newest AS place, sum(length(bytes)) OVER newest AS size"
         " FROM quarantine WHERE feed = ?1 WINDOW newest AS (ORDER BY id DESC))"
         " WHERE place > ?2 OR size > ?3), 0)"},
        {&m_pages,
         "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, "
         "pragma_page_size"},
        {&m_firstSegment, "SELECT id, feed, received, size FROM segment WHERE id > ? ORDER BY id LIMIT 1"},
        {&m_newestSegment, "SELECT received FROM segment ORDER BY id DESC LIMIT 1"},
        {&m_removeSegment, "DELETE FROM segment WHERE id = ?"},
        {&m_replaceSegment,
         "UPDATE segment SET feed = ?1, events = ?2, received = ?3, records = ?4, size = ?5, text = ?6 WHERE id = ?7"},
        {&m_oldestQuarantined, "SELECT id, received FROM quarantine ORDER BY id LIMIT ?"},
        {&m_removeQuarantined, "DELETE FROM quarantine WHERE id <= ?"},
    };
    if (auto prepared = m_database.prepare(statements); !prepared)
        return prepared;
    return m_segments.prepare(m_database);
}

Result<void, DatabaseError> Journal::inTransaction(const std::function<Result<void, DatabaseError>()> &write)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return Unexpected(transaction.error());
    auto done = write();
    if (done)
        done = transaction->commit();
    done ? m_books.keep() : m_books.undo();
    return done;
}

Result<void, DatabaseError> Journal::commit(std::span<Addition> additions, std::span<Quarantined> quarantined)
{
    auto last = m_lastSegment;
    const auto write = [&]() -> Result<void, DatabaseError> {
        for (auto &addition : additions) {
            addition.number = 0;
            if (auto written = writeSegment(addition, last + 1); !written)
                return written;
            last = std::max(last, addition.number);
        }
        return writeQuarantined(quarantined);
    };
    if (auto done = inTransaction(write); !done)
        return done;

    m_lastSegment = last;
    for (auto &addition : additions) {
        if (const auto *profile = addition.segment->profile().get(); profile && addition.number > 0)
            m_keptProfiles.insert(profile->id);
        for (auto &cursor : addition.ledger->streams())
            cursor.changed = cursor.renamed = false;
        addition.ledger->bookmark().changed = addition.ledger->bookmark().renamed = false;
    }
    return {};
}

Result<void, DatabaseError> Journal::writeSegment(Addition &addition, std::int64_t number)
{
    auto &segment = *addition.segment;
    const auto moves = m_books.moves(addition.feed, *addition.ledger, !segment.isEmpty());
    if (!moves)
        return Unexpected(moves.error());
    if (segment.isEmpty())
        return {};
    const auto *profile = segment.profile().get();
    if (auto kept = keepProfile(profile); !kept)
        return kept;
    m_insertSegment.bind(7, profile ? profile->id : 0).bind(8, number).bindBlob(9, moves->data(), moves->size_bytes());
    if (auto done = runWith(m_insertSegment, addition.feed, segment); !done)
        return done;
    addition.number = number;
    return m_books.add(number, addition.feed, segment.records().size(), *moves);
}

Result<void, DatabaseError> Journal::keepProfile(const Profile *profile)
{
    if (!profile || m_keptProfiles.contains(profile->id))
        return {};
    auto insert = m_database.prepare("INSERT INTO profile (id, text) VALUES (?, ?) ON CONFLICT DO NOTHING");
    if (!insert)
        return Unexpected(insert.error());
    return insert->bind(1, profile->id).bind(2, profile->text).run();
}

Result<void, DatabaseError> Journal::runWith(Statement &statement, FeedId feed, SegmentBuilder &segment)
{
    const auto &records = segment.records();
    const auto packed = segment.packedText();
    return statement.bind(1, feed)
        .bind(2, static_cast<std::int64_t>(records.size()))
        .bind(3, toMilliseconds(segment.received()))
        .bindBlob(4, records.data(), records.size() * sizeof(SegmentRecord))
        .bind(5, static_cast<std::int64_t>(segment.text().size()))
        .bindBlob(6, packed.data(), packed.size())
        .run();
}

Result<void, DatabaseError> Journal::replaceSegment(const SegmentInfo &segment, SegmentBuilder &content)
{
    return inTransaction([&]() -> Result<void, DatabaseError> {
        // Of what it has lost, too, the books must know.
        if (auto settled = m_books.settle(); !settled)
            return settled;
        return runWith(m_replaceSegment.bind(7, segment.number), segment.feed, content);
    });
}

Result<void, DatabaseError> Journal::writeQuarantined(std::span<Quarantined> quarantined)
{
    std::unordered_map<FeedId, std::int64_t> counts;
    for (auto &message : quarantined) {
        m_insertQuarantined.bind(1, message.feed)
            .bind(2, toMilliseconds(message.received))
            .bind(3, message.reason)
            .bindBlob(4, message.bytes.constData(), static_cast<std::size_t>(message.bytes.size()));
        if (auto done = m_insertQuarantined.run(); !done)
            return done;
        message.id = m_database.lastInsertedRow();
        ++counts[message.feed];
    }
    for (const auto &[feed, count] : counts) {
        if (auto done = countQuarantined(feed, count); !done)
            return done;
    }
    return {};
}

Result<void, DatabaseError> Journal::countQuarantined(FeedId feed, std::int64_t count)
{
    if (auto done = m_books.countQuarantined(feed, count); !done)
        return done;
    // Looking for what is too much costs a scan, so it is done now and then; the limits may be passed by a little.
    auto &untrimmed = m_untrimmed[feed];
    untrimmed += count;
    if (untrimmed < trimInterval)
        return {};
    untrimmed = 0;
    return m_trimQuarantine.bind(1, feed).bind(2, quarantineLimit).bind(3, quarantineBytesLimit).run();
}

Result<Journal::Usage, DatabaseError> Journal::usage()
{
    Usage usage;
    auto pages = m_pages.next();
    if (!pages)
        return Unexpected(pages.error());
    usage.bytes = m_pages.integer(0);
    m_pages.reset();
    const auto first = segmentAfter(0);
    if (!first)
        return Unexpected(first.error());
    auto newest = m_newestSegment.next();
    if (!newest)
        return Unexpected(newest.error());
    if (*first && *newest) {
        usage.oldest = (*first)->received;
        usage.newest = fromMilliseconds(m_newestSegment.integer(0));
    }
    m_newestSegment.reset();
    return usage;
}

Result<std::optional<Journal::SegmentInfo>, DatabaseError> Journal::segmentAfter(std::int64_t number)
{
    const auto row = m_firstSegment.bind(1, number).next();
    if (!row)
        return Unexpected(row.error());
    std::optional<SegmentInfo> info;
    if (*row)
        info = {m_firstSegment.integer(0), m_firstSegment.integer(1), fromMilliseconds(m_firstSegment.integer(2)),
                m_firstSegment.integer(3)};
    m_firstSegment.reset();
    return info;
}

Result<void, DatabaseError> Journal::removeSegments(std::span<const std::int64_t> numbers)
{
    return inTransaction([&]() -> Result<void, DatabaseError> {
        if (auto settled = m_books.settle(); !settled)
            return settled;
        if (auto forgotten = m_books.forgetSegments(numbers); !forgotten)
            return forgotten;
        for (const auto number : numbers) {
            if (auto removed = m_removeSegment.bind(1, number).run(); !removed)
                return removed;
        }
        return {};
    });
}

Result<bool, DatabaseError> Journal::trimQuarantine(Timestamp horizon)
{
    std::int64_t last = 0;
    m_oldestQuarantined.bind(1, quarantineTrimmedAtOnce);
    while (true) {
        const auto row = m_oldestQuarantined.next();
        if (!row)
            return Unexpected(row.error());
        if (!*row || fromMilliseconds(m_oldestQuarantined.integer(1)) >= horizon)
            break;
        last = m_oldestQuarantined.integer(0);
    }
    m_oldestQuarantined.reset();
    if (last == 0)
        return false;
    if (auto removed = m_removeQuarantined.bind(1, last).run(); !removed)
        return Unexpected(removed.error());
    return true;
}

Result<bool, DatabaseError> Journal::shrink()
{
    const auto pages = m_database.number("PRAGMA page_count");
    const auto free = m_database.number("PRAGMA freelist_count");
    if (!pages || !free)
        return Unexpected(pages ? free.error() : pages.error());
    m_shrinking = m_shrinking ? *free > std::max(fewestPagesToKeep, *pages / 8)
                              : *free > std::max(fewestPagesToShrink, *pages / 4);
    if (!m_shrinking)
        return false;
    if (auto done = m_database.execute("PRAGMA incremental_vacuum(64)"); !done)
        return Unexpected(done.error());
    const auto left = m_database.number("PRAGMA freelist_count");
    if (!left)
        return Unexpected(left.error());
    m_shrinking = *left < *free; // not where the file cannot
    return m_shrinking;
}

Result<bool, DatabaseError> Journal::visitSegmentAfter(std::int64_t number, const Visit &visit)
{
    return m_segments.visitAfter(number, visit);
}

Result<std::vector<Journal::Quarantined>, DatabaseError> Journal::quarantine(FeedId feed, int count)
{
    auto select = m_database.prepare(
        "SELECT feed, received, reason, bytes, id FROM quarantine WHERE feed = ? ORDER BY id DESC LIMIT ?");
    if (!select)
        return Unexpected(select.error());
    select->bind(1, feed).bind(2, std::int64_t{count});
    std::vector<Quarantined> result;
    while (true) {
        auto row = select->next();
        if (!row)
            return Unexpected(row.error());
        if (!*row)
            break;
        const auto bytes = select->blob(3);
        result.push_back({select->integer(0), fromMilliseconds(select->integer(1)), std::string(select->text(2)),
                          QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())), select->integer(4)});
    }
    std::ranges::reverse(result);
    return result;
}

Result<std::int64_t, DatabaseError> Journal::progress(std::string_view name)
{
    auto select = m_database.prepare("SELECT segment FROM progress WHERE name = ?");
    if (!select)
        return Unexpected(select.error());
    auto row = select->bind(1, name).next();
    if (!row)
        return Unexpected(row.error());
    return *row ? select->integer(0) : 0;
}

Result<void, DatabaseError> Journal::setProgress(std::string_view name, std::int64_t segment)
{
    auto upsert = m_database.prepare("INSERT INTO progress (name, segment) VALUES (?, ?)"
                                     " ON CONFLICT (name) DO UPDATE SET segment = excluded.segment");
    if (!upsert)
        return Unexpected(upsert.error());
    return upsert->bind(1, name).bind(2, segment).run();
}

} // namespace Bellboard
