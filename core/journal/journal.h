// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/checkpointer.h"
#include "journal/database.h"
#include "journal/draftstore.h"
#include "journal/feedbooks.h"
#include "journal/journallimits.h"
#include "journal/ledger.h"
#include "journal/outboxstore.h"
#include "journal/segmentsource.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace Bellboard {

struct Profile;

/// The durable local log of events, with the cursor of each stream: one SQLite file, WAL, synchronous=FULL.
///
/// Events are stored in segments, one for each feed and commit (docs/adr). All calls come from one thread.
class Journal final : public SegmentSource
{
public:
    /// A malformed message to keep.
    struct Quarantined
    {
        FeedId feed = 0;
        Timestamp received;
        std::string reason;
        QByteArray bytes;
        std::int64_t id = 0; ///< set by commit()
    };

    /// What one feed adds in a commit.
    struct Addition
    {
        FeedId feed = 0;
        SegmentBuilder *segment = nullptr; ///< may be empty
        Ledger *ledger = nullptr; ///< whose changed cursors are written
        std::int64_t number = 0; ///< the segment's number; set by commit(); 0 when it was empty
    };

    /// A segment without its content.
    struct SegmentInfo
    {
        std::int64_t number = 0;
        FeedId feed = 0;
        Timestamp received; ///< when the newest of its events came
        std::int64_t bytes = 0; ///< of its text, unpacked
    };

    /// How much there is.
    struct Usage
    {
        std::int64_t bytes = 0; ///< that are in use in the file; what else it has is used again
        std::optional<Timestamp>
            oldest; ///< when the newest event of the first segment came; nothing when there is none
        std::optional<Timestamp> newest;
    };

    /// The quarantine keeps the newest messages of each feed up to this many, and this many bytes.
    static constexpr std::int64_t quarantineLimit = 10'000;
    static constexpr std::int64_t quarantineBytesLimit = std::int64_t{64} << 20;

    /// The journal's file in `folder`.
    static QString fileIn(const QString &folder);
    /// Opens or makes the journal in `folder`, which exists and is private.
    static Result<std::unique_ptr<Journal>, DatabaseError> open(const QString &folder);
    /// The same with any name of a file.
    static Result<std::unique_ptr<Journal>, DatabaseError> openFile(const QString &file);
    /// Lets go of the file; all that is asked fails until reopen(). What was asked before stays in the memory of whoever asked.
    void close();
    /// Opens the file anew, which may be another one by now.
    Result<void, DatabaseError> reopen();
    /// See Database::verifyPages().
    Result<void, DatabaseError> verify(const std::atomic<bool> &stop);
    /// Has all that stands in the write-ahead log written to the file itself.
    Result<void, DatabaseError> foldLog();
    /// Makes a fresh journal go on with the numbers of the one in whose place it is: the next segment comes behind `segment`.
    Result<void, DatabaseError> continueBehind(std::int64_t segment);
    /// Gives a feed the row `id` that it had in the journal in whose place this one is.
    Result<void, DatabaseError> keepFeed(FeedId id, std::string_view name, std::uint64_t received,
                                         std::uint64_t quarantined)
    {
        return m_books.keepFeed(id, name, received, quarantined);
    }

    /// The feed of that name, made when it is new.
    Result<FeedRow, DatabaseError> feed(std::string_view name) { return m_books.feed(name); }
    /// Gives the newest `count` identities of a feed to `ledger`, oldest first. When the newest event came that is not our own; the epoch
    /// when there is none.
    Result<Timestamp, DatabaseError> restoreIdentities(FeedId feed, std::size_t count, Ledger &ledger)
    {
        return m_books.restoreIdentities(feed, count, ledger);
    }
    StreamId newStreamId() { return ++m_lastStreamId; }

    /// Writes all of it, cursors included, in one transaction; on an error nothing was written.
    Result<void, DatabaseError> commit(std::span<Addition> additions, std::span<Quarantined> quarantined);

    Result<Usage, DatabaseError> usage();
    /// The first segment behind `number`, if there is one.
    Result<std::optional<SegmentInfo>, DatabaseError> segmentAfter(std::int64_t number);
    /// All of them or, on an error, none; positions of streams stay as they are.
    Result<void, DatabaseError> removeSegments(std::span<const std::int64_t> numbers);
    /// Removes some of the quarantined messages that came before `horizon`, the oldest first; false when there were none.
    Result<bool, DatabaseError> trimQuarantine(Timestamp horizon);
    /// Where a quarter of the file is free, and worth it, gives a little of that back, down to an eighth; true when there is more
    /// to give. A file that an older program made large stays as large.
    Result<bool, DatabaseError> shrink();

    /// Puts `content` into a segment that is there, in the place of what it has.
    Result<void, DatabaseError> replaceSegment(const SegmentInfo &segment, SegmentBuilder &content);

    Result<bool, DatabaseError> visitSegmentAfter(std::int64_t number, const Visit &visit) override;
    std::int64_t lastSegment() const override { return m_lastSegment; }
    /// The newest `count` quarantined messages of a feed, oldest first.
    Result<std::vector<Quarantined>, DatabaseError> quarantine(FeedId feed, int count);

    /// How far `name` got, 0 at first.
    Result<std::int64_t, DatabaseError> progress(std::string_view name);
    Result<void, DatabaseError> setProgress(std::string_view name, std::int64_t segment);

    /// The commands on their way, in the same file.
    OutboxStore &outbox() { return m_outbox; }
    /// What the user was writing, in the same file.
    DraftStore &drafts() { return m_drafts; }

private:
    explicit Journal(QString file) : m_file(std::move(file)) { }
    static Result<Database, DatabaseError> openDatabase(const QString &file);
    void takeLogGrown(int pages);
    Result<void, DatabaseError> prepareStatements();
    /// Does all that `write` does, the books' part of it included, or nothing.
    Result<void, DatabaseError> inTransaction(const std::function<Result<void, DatabaseError>()> &write);
    Result<void, DatabaseError> writeSegment(Addition &addition, std::int64_t number);
    Result<void, DatabaseError> keepProfile(const Profile *profile);
    /// Binds the columns of a segment, from the first parameter on, and runs the statement.
    static Result<void, DatabaseError> runWith(Statement &statement, FeedId feed, SegmentBuilder &segment);
    Result<void, DatabaseError> writeQuarantined(std::span<Quarantined> quarantined);
    Result<void, DatabaseError> countQuarantined(FeedId feed, std::int64_t count);

    const QString m_file;
    Database m_database;
    std::unique_ptr<Checkpointer> m_checkpointer; ///< while the file is open
    Statement m_insertSegment;
    Statement m_insertQuarantined;
    Statement m_trimQuarantine;
    Statement m_pages;
    Statement m_firstSegment;
    Statement m_newestSegment;
    Statement m_removeSegment;
    Statement m_replaceSegment;
    Statement m_oldestQuarantined;
    Statement m_removeQuarantined;
    SegmentQuery m_segments;
    FeedBooks m_books;
    OutboxStore m_outbox;
    DraftStore m_drafts;
    std::unordered_map<FeedId, std::int64_t> m_untrimmed; ///< messages quarantined since a feed's were last trimmed
    std::set<std::int64_t> m_keptProfiles; ///< those that are known to be in the file
    bool m_shrinking = false;
    StreamId m_lastStreamId = 0;
    std::int64_t m_lastSegment = 0;
};

} // namespace Bellboard
