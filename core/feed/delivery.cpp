// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/delivery.h"

#include "util/logging.h"

namespace Bellboard {

Delivery::Delivery(SegmentSource &journal, FeedLookup feeds, std::int64_t from, QObject *parent)
    : QObject(parent)
    , m_journal(journal)
    , m_feeds(std::move(feeds))
    , m_replayEnd(journal.lastSegment())
    , m_position(from)
{ }

void Delivery::pump()
{
    while (static_cast<int>(m_underWay.size()) < creditLimit && m_position < m_journal.lastSegment()) {
        EventBatchPtr batch;
        auto found = m_journal.visitSegmentAfter(m_position, [&](const StoredSegment &segment) {
            m_position = segment.number;
            if (const auto feed = m_feeds(segment.feed))
                batch = m_reader.read(segment, *feed, segment.number <= m_replayEnd);
        });
        if (!found) {
            Q_EMIT failed(found.error());
            return;
        }
        if (!*found) {
            // What stood there is gone; whoever waits for it is told that there is no more of it.
            m_position = m_journal.lastSegment();
            const auto end = std::make_shared<EventBatch>();
            end->segment = m_position;
            end->replayed = m_position <= m_replayEnd;
            batch = end;
        }
        if (batch)
            handOver(batch);
    }
    if (m_position >= m_journal.lastSegment())
        m_offered = m_handedOver = 0;
    noticePassedOver();
    noticeReplayEnd();
}

quint64 Delivery::waiting() const
{
    if (m_replaying || m_position >= m_journal.lastSegment() || static_cast<int>(m_underWay.size()) < creditLimit)
        return 0;
    // What cannot be read back is not counted off; something waits all the same.
    return m_offered > m_handedOver ? m_offered - m_handedOver : 1;
}

void Delivery::noticePassedOver()
{
    if (m_reader.undecodable() == m_passedOver)
        return;
    m_passedOver = m_reader.undecodable();
    qCWarning(logJournal) << m_passedOver << "stored events could not be read back so far";
    Q_EMIT eventsPassedOver(m_passedOver);
}

void Delivery::offer(const EventBatchPtr &batch)
{
    m_offered += batch->events.size();
    // Numbers grow by one with each segment, so the next one has the next number unless something waits before it.
    if (static_cast<int>(m_underWay.size()) < creditLimit && m_position + 1 == batch->segment) {
        m_position = batch->segment;
        handOver(batch);
    } else {
        pump();
    }
}

void Delivery::giveCredit()
{
    m_doneUntil = m_underWay.front().received;
    m_underWay.pop_front();
    pump();
}

void Delivery::handOver(const EventBatchPtr &batch)
{
    m_underWay.push_back({batch->segment, batch->received});
    if (batch->segment > m_replayEnd)
        m_handedOver += batch->events.size();
    Q_EMIT batchReady(batch);
}

void Delivery::noticeReplayEnd()
{
    if (m_replaying && m_position >= m_replayEnd) {
        m_replaying = false;
        Q_EMIT replayFinished();
    }
}

} // namespace Bellboard
