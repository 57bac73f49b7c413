// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/database.h"
#include "journal/ledger.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace Bellboard {

/// A feed's row in the journal.
using FeedId = std::int64_t;

/// What the journal knows of a feed.
struct FeedRow
{
    FeedId id = 0;
    std::uint64_t received = 0; ///< events journalled
    std::uint64_t quarantined = 0; ///< messages quarantined
    std::vector<StreamCursor> streams;
};

/// The feeds' counts, the cursors of their streams, and which segments are theirs.
///
/// Each table that a commit touches costs it a page, so a segment says itself how far it takes its streams, and the tables follow only
/// now and then: what they do not have yet is kept here, and read from the segments when the journal is opened.
class FeedBooks
{
public:
    /// How far a segment takes a stream, as its row has it.
    struct Move
    {
        std::int64_t stream = 0;
        std::int64_t offset = 0;
        std::int64_t received = 0; ///< ms since 1970 UTC
    };
    /// So many segments at most are read when the journal is opened.
    static constexpr std::size_t mostUnsettled = 512;

    /// Reads what the tables do not have yet. The database must stay where it is until close().
    Result<void, DatabaseError> open(Database &database);
    void close() { *this = FeedBooks(); }

    /// The feed of that name, made when it is new.
    Result<FeedRow, DatabaseError> feed(std::string_view name);
    /// See Journal::keepFeed().
    Result<void, DatabaseError> keepFeed(FeedId id, std::string_view name, std::uint64_t received,
                                         std::uint64_t quarantined);
    /// See Journal::continueBehind().
    Result<void, DatabaseError> goOnBehind(std::int64_t segment);
    /// See Journal::restoreIdentities().
    Result<Timestamp, DatabaseError> restoreIdentities(FeedId feed, std::size_t count, Ledger &ledger);

    // Within a transaction, behind which either keep() or undo() is called.

    /// How far the segment that `feed` adds next takes its streams; valid until the next call. What a segment cannot say, as when there is
    /// none, is written to the tables instead.
    Result<std::span<const Move>, DatabaseError> moves(FeedId feed, const Ledger &ledger, bool hasSegment);
    /// A segment with so many events and these moves was added.
    Result<void, DatabaseError> add(std::int64_t segment, FeedId feed, std::size_t events, std::span<const Move> moves);
    Result<void, DatabaseError> countQuarantined(FeedId feed, std::int64_t count);
    /// Brings the tables up to date.
    Result<void, DatabaseError> settle();
    /// These segments, which are settled, are no more.
    Result<void, DatabaseError> forgetSegments(std::span<const std::int64_t> numbers);
    /// The transaction stands.
    void keep();
    /// It does not.
    void undo();

private:
    /// What the tables do not have yet of a segment.
    struct Entry
    {
        std::int64_t segment = 0;
        FeedId feed = 0;
        std::int64_t events = 0;
        std::vector<Move> moves;
    };

    Result<void, DatabaseError> readUnsettled();
    Result<void, DatabaseError> readStreams(FeedRow &feed);
    Result<void, DatabaseError> writeCursors(FeedId feed, const Ledger &ledger);
    Result<void, DatabaseError> settle(const Entry &entry);

    Database *m_database = nullptr;
    Statement m_upsertStream;
    Statement m_moveStream;
    Statement m_countReceived;
    Statement m_countQuarantined;
    Statement m_addSegment;
    Statement m_forgetSegment;
    Statement m_markSettled;
    std::vector<Entry> m_entries; ///< oldest first
    std::size_t m_kept = 0; ///< so many of them stood before the transaction
    std::size_t m_settled = 0; ///< so many of them the tables have with it
    std::vector<Move> m_moves;
};

} // namespace Bellboard
