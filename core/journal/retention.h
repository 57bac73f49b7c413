// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/journal.h"
#include "journal/neweststates.h"

#include <chrono>
#include <functional>
#include <set>

namespace Bellboard {

/// Removes the oldest segments of a journal that is older or larger than it may be, a few at a time, and the quarantined messages
/// of their time. The newest state of what waits for somebody stays (NewestStates), and so do alerts that nobody was told of: a segment with some
/// keeps nothing else, under its number. What was not handed over stays as it is; the outbox is not touched.
///
/// What is freed in the file is used again; where that is much of it, the file shrinks.
class Retention
{
public:
    /// `told` gives up to which segment the user was told of a feed's alerts.
    using Told = std::function<std::int64_t(FeedId)>;

    Retention(Journal &journal, const JournalLimits &limits) : m_journal(journal), m_limits(limits) { }

    /// Does some milliseconds of what is to be done: reads segments, as long as it does not know all that waits, removes some of
    /// those up to `handedOver`, or gives some of the file back. True when there is more to do at once.
    Result<bool, DatabaseError> work(Timestamp now, std::int64_t handedOver, const Told &told);
    /// How many segments were removed.
    std::uint64_t removed() const { return m_removed; }

private:
    /// What was received before is too old.
    Timestamp horizonByAge(const Journal::Usage &usage, Timestamp now) const;
    /// Removes segments from before `horizon`; true when there is more to do at once.
    Result<bool, DatabaseError> trimSegments(Timestamp horizon, std::int64_t handedOver, const Told &told);
    Result<bool, DatabaseError> learn();
    void note(const StoredSegment &segment);
    /// What has less to keep than before is looked at again.
    void noteFreed();
    bool isNeeded(const Journal::SegmentInfo &segment, const Told &told) const;
    /// Leaves nothing but what is needed in a segment; false when there was nothing else.
    Result<bool, DatabaseError> distil(const Journal::SegmentInfo &segment, const Told &told);

    Journal &m_journal;
    const JournalLimits m_limits;
    SegmentReader m_reader;
    SegmentBuilder m_builder;
    std::int64_t m_learned = 0; ///< up to this segment m_newest knows all
    NewestStates m_newest; ///< of the segments up to m_learned
    std::set<std::int64_t> m_alertSegments; ///< that have alerts at all
    std::set<std::int64_t> m_distilled; ///< in which there is nothing but what waits
    bool m_freed = false; ///< some segment has less to keep since trimSegments() began
    std::int64_t m_kept = 0; ///< up to this segment all was looked at in this round
    std::uint64_t m_removed = 0;
    Timestamp m_removedUpTo = Timestamp::min(); ///< when the newest of the removed segments came
};

} // namespace Bellboard
