// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/feedbooks.h"

#include "journal/segment.h"

#include <algorithm>
#include <cstring>
#include <ranges>
#include <utility>

namespace Bellboard {

namespace {

Timestamp fromMilliseconds(std::int64_t value)
{
    return Timestamp(std::chrono::milliseconds(value));
}

std::vector<FeedBooks::Move> movesIn(std::string_view blob)
{
    std::vector<FeedBooks::Move> moves(blob.size() / sizeof(FeedBooks::Move));
    if (!moves.empty())
        std::memcpy(moves.data(), blob.data(), moves.size() * sizeof(FeedBooks::Move));
    return moves;
}

} // namespace

Result<void, DatabaseError> FeedBooks::open(Database &database)
{
    close();
    m_database = &database;
    const std::pair<Statement *, std::string_view> statements[] = {
        {&m_upsertStream,
         "INSERT INTO stream (id, feed, name, epoch, offset, received) VALUES (?, ?, ?, ?, ?, ?)"
         " ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, offset = excluded.offset, received = "
         "excluded.received"
         " ON CONFLICT (feed, name) DO UPDATE SET id = excluded.id, epoch = excluded.epoch, offset = excluded.offset,"
         " received = excluded.received"},
        {&m_moveStream, "UPDATE stream SET offset = ?2, received = ?3 WHERE id = ?1"},
        {&m_countReceived, "UPDATE feed SET received = received + ?2 WHERE id = ?1"},
        {&m_countQuarantined, "UPDATE feed SET quarantined = quarantined + ?2 WHERE id = ?1"},
        {&m_addSegment, "INSERT INTO segment_of_feed (feed, segment) VALUES (?, ?)"},
        {&m_forgetSegment,
         "DELETE FROM segment_of_feed WHERE segment = ?1 AND feed = (SELECT feed FROM segment WHERE id = ?1)"},
        {&m_markSettled,
         "INSERT INTO progress (name, segment) VALUES ('settled', ?)"
         " ON CONFLICT (name) DO UPDATE SET segment = excluded.segment"},
    };
    if (auto prepared = database.prepare(statements); !prepared)
        return prepared;
    return readUnsettled();
}

Result<void, DatabaseError> FeedBooks::readUnsettled()
{
    auto select = m_database->prepare(
        "SELECT id, feed, events, moves FROM segment"
        " WHERE id > coalesce((SELECT segment FROM progress WHERE name = 'settled'), 0) ORDER BY id");
    if (!select)
        return Unexpected(select.error());
    while (true) {
        const auto row = select->next();
        if (!row)
            return Unexpected(row.error());
        if (!*row)
            break;
        m_entries.push_back({select->integer(0), select->integer(1), select->integer(2), movesIn(select->blob(3))});
    }
    m_kept = m_entries.size();
    return {};
}

Result<FeedRow, DatabaseError> FeedBooks::feed(std::string_view name)
{
    auto insert = m_database->prepare("INSERT INTO feed (name) VALUES (?) ON CONFLICT DO NOTHING");
    if (!insert)
        return Unexpected(insert.error());
    if (auto done = insert->bind(1, name).run(); !done)
        return Unexpected(done.error());

    auto select = m_database->prepare("SELECT id, received, quarantined FROM feed WHERE name = ?");
    if (!select)
        return Unexpected(select.error());
    if (auto row = select->bind(1, name).next(); !row)
        return Unexpected(row.error());
    FeedRow feed;
    feed.id = select->integer(0);
    feed.received = static_cast<std::uint64_t>(select->integer(1));
    feed.quarantined = static_cast<std::uint64_t>(select->integer(2));
    if (auto read = readStreams(feed); !read)
        return Unexpected(read.error());
    for (const auto &entry : m_entries) {
        if (entry.feed != feed.id)
            continue;
        feed.received += static_cast<std::uint64_t>(entry.events);
        for (const auto &move : entry.moves) {
            const auto cursor = std::ranges::find(feed.streams, static_cast<StreamId>(move.stream), &StreamCursor::id);
            if (cursor == feed.streams.end())
                continue;
            cursor->offset = static_cast<std::uint64_t>(move.offset);
            cursor->received = fromMilliseconds(move.received);
        }
    }
    return feed;
}

Result<void, DatabaseError> FeedBooks::readStreams(FeedRow &feed)
{
    auto streams =
        m_database->prepare("SELECT id, name, epoch, offset, received FROM stream WHERE feed = ? ORDER BY id");
    if (!streams)
        return Unexpected(streams.error());
    streams->bind(1, feed.id);
    while (true) {
        const auto row = streams->next();
        if (!row)
            return Unexpected(row.error());
        if (!*row)
            return {};
        StreamCursor cursor;
        cursor.id = static_cast<StreamId>(streams->integer(0));
        cursor.name = streams->text(1);
        cursor.epoch = streams->text(2);
        cursor.offset = static_cast<std::uint64_t>(streams->integer(3));
        cursor.received = fromMilliseconds(streams->integer(4));
        feed.streams.push_back(std::move(cursor));
    }
}

Result<void, DatabaseError> FeedBooks::keepFeed(FeedId id, std::string_view name, std::uint64_t received,
                                                std::uint64_t quarantined)
{
    auto insert = m_database->prepare("INSERT INTO feed (id, name, received, quarantined) VALUES (?, ?, ?, ?)");
    if (!insert)
        return Unexpected(insert.error());
    return insert->bind(1, id)
        .bind(2, name)
        .bind(3, static_cast<std::int64_t>(received))
        .bind(4, static_cast<std::int64_t>(quarantined))
        .run();
}

Result<Timestamp, DatabaseError> FeedBooks::restoreIdentities(FeedId feed, std::size_t count, Ledger &ledger)
{
    auto settled = m_database->prepare("SELECT segment FROM segment_of_feed WHERE feed = ? ORDER BY segment DESC");
    auto records = m_database->prepare("SELECT records FROM segment WHERE id = ?");
    if (!settled || !records)
        return Unexpected(settled ? records.error() : settled.error());
    // From the newest backwards, so that a long journal costs no more than a short one.
    std::vector<Identity> newestFirst;
    Timestamp newest;
    const auto read = [&](std::int64_t segment) -> Result<void, DatabaseError> {
        const auto row = records->bind(1, segment).next();
        if (!row || !*row)
            return row ? Result<void, DatabaseError>() : Unexpected(row.error());
        const auto blob = records->blob(0);
        for (auto left = blob.size() / sizeof(SegmentRecord); left > 0 && newestFirst.size() < count; --left) {
            SegmentRecord record;
            std::memcpy(&record, blob.data() + (left - 1) * sizeof record, sizeof record);
            newestFirst.push_back(record.identity);
            if (newest == Timestamp() && !record.isOwn())
                newest = Timestamp(std::chrono::milliseconds(record.received));
        }
        records->reset();
        return {};
    };
    for (const auto &entry : m_entries | std::views::reverse) {
        if (entry.feed != feed)
            continue;
        if (auto done = read(entry.segment); !done)
            return Unexpected(done.error());
    }
    settled->bind(1, feed);
    while (newestFirst.size() < count) {
        const auto row = settled->next();
        if (!row)
            return Unexpected(row.error());
        if (!*row)
            break;
        if (auto done = read(settled->integer(0)); !done)
            return Unexpected(done.error());
    }
    for (const auto &identity : newestFirst | std::views::reverse)
        ledger.restoreIdentity(identity);
    return newest;
}

Result<std::span<const FeedBooks::Move>, DatabaseError> FeedBooks::moves(FeedId feed, const Ledger &ledger,
                                                                         bool hasSegment)
{
    m_moves.clear();
    const auto &bookmark = ledger.bookmark();
    bool fits = hasSegment && !bookmark.changed;
    for (const auto &cursor : ledger.streams()) {
        if (!cursor.changed)
            continue;
        fits = fits && !cursor.renamed;
        m_moves.push_back(
            {cursor.id, static_cast<std::int64_t>(cursor.offset), cursor.received.time_since_epoch().count()});
    }
    if (bookmark.changed || (!fits && !m_moves.empty())) {
        m_moves.clear();
        if (auto written = writeCursors(feed, ledger); !written)
            return Unexpected(written.error());
    }
    return std::span<const Move>(m_moves);
}

Result<void, DatabaseError> FeedBooks::writeCursors(FeedId feed, const Ledger &ledger)
{
    if (auto settled = settle(); !settled) // or what the segments say would later take them back
        return settled;
    const auto write = [this, feed](const StreamCursor &cursor) -> Result<void, DatabaseError> {
        if (!cursor.changed)
            return {};
        m_upsertStream.bind(1, static_cast<std::int64_t>(cursor.id))
            .bind(2, feed)
            .bind(3, cursor.name)
            .bind(4, cursor.epoch)
            .bind(5, static_cast<std::int64_t>(cursor.offset))
            .bind(6, cursor.received.time_since_epoch().count());
        return m_upsertStream.run();
    };
    for (const auto &cursor : ledger.streams()) {
        if (auto done = write(cursor); !done)
            return done;
    }
    return write(ledger.bookmark());
}

Result<void, DatabaseError> FeedBooks::add(std::int64_t segment, FeedId feed, std::size_t events,
                                           std::span<const Move> moves)
{
    m_entries.push_back({segment, feed, static_cast<std::int64_t>(events), {moves.begin(), moves.end()}});
    return m_entries.size() - m_settled < mostUnsettled ? Result<void, DatabaseError>() : settle();
}

Result<void, DatabaseError> FeedBooks::countQuarantined(FeedId feed, std::int64_t count)
{
    return m_countQuarantined.bind(1, feed).bind(2, count).run();
}

Result<void, DatabaseError> FeedBooks::settle()
{
    if (m_settled == m_entries.size())
        return {};
    for (const auto &entry : m_entries | std::views::drop(m_settled)) {
        if (auto settled = settle(entry); !settled)
            return settled;
    }
    m_settled = m_entries.size();
    return m_markSettled.bind(1, m_entries.back().segment).run();
}

Result<void, DatabaseError> FeedBooks::settle(const Entry &entry)
{
    if (auto done = m_addSegment.bind(1, entry.feed).bind(2, entry.segment).run(); !done)
        return done;
    if (auto done = m_countReceived.bind(1, entry.feed).bind(2, entry.events).run(); !done)
        return done;
    for (const auto &move : entry.moves) {
        if (auto done = m_moveStream.bind(1, move.stream).bind(2, move.offset).bind(3, move.received).run(); !done)
            return done;
    }
    return {};
}

Result<void, DatabaseError> FeedBooks::goOnBehind(std::int64_t segment)
{
    return m_markSettled.bind(1, segment).run();
}

Result<void, DatabaseError> FeedBooks::forgetSegments(std::span<const std::int64_t> numbers)
{
    for (const auto number : numbers) {
        if (auto done = m_forgetSegment.bind(1, number).run(); !done)
            return done;
    }
    return {};
}

void FeedBooks::keep()
{
    m_entries.erase(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>(m_settled));
    m_settled = 0;
    m_kept = m_entries.size();
}

void FeedBooks::undo()
{
    m_entries.resize(m_kept);
    m_settled = 0;
}

} // namespace Bellboard
