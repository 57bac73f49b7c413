// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/eventbatch.h"
#include "journal/journal.h"

#include <QObject>

#include <deque>
#include <functional>
#include <optional>

namespace Bellboard {

/// Hands committed events over in their order, no more than `creditLimit` batches at a time.
///
/// While its taker keeps up, batches go straight from the commit. What does not fit is let go, and read back from the journal
/// when there is room: starting up and falling behind are the same thing.
class Delivery : public QObject
{
    Q_OBJECT

public:
    /// Reading a batch back costs as much as taking it in, so a taker that is late by a few frames must not bring it about, or it
    /// falls ever further behind. A full batch takes 1.3 MiB with its events: 42 MiB at the very most.
    static constexpr int creditLimit = 32;

    /// Says which feed a row of the journal is; nothing for one that is to be passed over.
    using FeedLookup = std::function<std::optional<FeedIndex>(FeedId)>;

    /// Begins behind the segment `from`.
    Delivery(SegmentSource &journal, FeedLookup feeds, std::int64_t from, QObject *parent = nullptr);

    /// Hands over as much as there is credit for.
    void pump();
    /// A batch that was just committed.
    void offer(const EventBatchPtr &batch);
    /// The taker is done with a batch, the first of those that it has.
    void giveCredit();
    /// Up to this segment the taker is done with everything.
    std::int64_t doneUpTo() const { return m_underWay.empty() ? m_position : m_underWay.front().segment - 1; }
    /// Events that were committed and cannot be handed over yet, as the taker has all that it may have; 0 while it keeps up,
    /// and while what the journal held at the start is being handed over.
    quint64 waiting() const;
    /// When the newest that the taker is done with was received; nothing before there is any.
    std::optional<Timestamp> doneUntil() const { return m_doneUntil; }

Q_SIGNALS:
    void batchReady(const Bellboard::EventBatchPtr &batch);
    /// Everything that the journal held when this delivery began was handed over.
    void replayFinished();
    void failed(const Bellboard::DatabaseError &error);
    /// Some stored events could not be read back and were passed over; so many in all so far.
    void eventsPassedOver(quint64 count);

private:
    /// A batch that the taker has.
    struct UnderWay
    {
        std::int64_t segment;
        Timestamp received;
    };

    void handOver(const EventBatchPtr &batch);
    void noticeReplayEnd();
    void noticePassedOver();

    SegmentSource &m_journal;
    const FeedLookup m_feeds;
    SegmentReader m_reader;
    const std::int64_t m_replayEnd;
    std::int64_t m_position;
    std::uint64_t m_passedOver = 0;
    std::deque<UnderWay> m_underWay;
    std::optional<Timestamp> m_doneUntil;
    quint64 m_offered = 0; ///< events that were committed since the taker last had everything
    quint64 m_handedOver = 0; ///< of those
    bool m_replaying = true;
};

} // namespace Bellboard
