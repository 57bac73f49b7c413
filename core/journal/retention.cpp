// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/retention.h"

#include <algorithm>
#include <vector>

namespace Bellboard {

namespace {

/// In one go so many segments are read, removed or looked at, or fewer that have this many bytes together: some milliseconds.
constexpr int segmentsAtOnce = 128;
constexpr std::int64_t bytesAtOnce = std::int64_t{2} << 20;

} // namespace

bool outlastsAge(const EventData &data)
{
    if (const auto *alert = std::get_if<AlertData>(&data))
        return alert->state == AlertState::Raised;
    if (const auto *task = std::get_if<TaskData>(&data))
        return task->status == TaskStatus::Queued || task->status == TaskStatus::InReview;
    if (const auto *exception = std::get_if<ExceptionData>(&data))
        return exception->status == ExceptionStatus::Open;
    if (const auto *help = std::get_if<HelpData>(&data))
        return help->status != HelpStatus::Closed;
    if (const auto *rule = std::get_if<RuleData>(&data))
        return rule->status != RuleStatus::Retired;
    const auto *shift = std::get_if<ShiftData>(&data);
    return shift && shift->status == ShiftStatus::Open;
}

Result<bool, DatabaseError> Retention::work(Timestamp now, std::int64_t handedOver, const Told &told)
{
    const auto usage = m_journal.usage();
    if (!usage)
        return Unexpected(usage.error());
    const auto tooOld = horizonByAge(*usage, now);
    auto more = trimSegments(usage->bytes > m_limits.bytes ? Timestamp::max() : tooOld, handedOver, told);
    if (more && !*more)
        more = m_journal.trimQuarantine(std::max(tooOld, m_removedUpTo));
    if (more && !*more)
        more = m_journal.shrink();
    return more;
}

Timestamp Retention::horizonByAge(const Journal::Usage &usage, Timestamp now) const
{
    // A clock that was set far ahead is not believed until something came by it.
    return std::min(now, usage.newest.value_or(now)) - m_limits.age;
}

Result<bool, DatabaseError> Retention::trimSegments(Timestamp horizon, std::int64_t handedOver, const Told &told)
{
    std::vector<std::int64_t> removable;
    auto position = m_kept;
    auto removedUpTo = m_removedUpTo;
    std::int64_t bytes = 0;
    for (int i = 0; i < segmentsAtOnce && bytes < bytesAtOnce; ++i) {
        const auto segment = m_journal.segmentAfter(position);
        if (!segment)
            return Unexpected(segment.error());
        if (!*segment || (*segment)->number > handedOver || (*segment)->received >= horizon) {
            m_kept = 0; // next time those that stay may be needed no more
            break;
        }
        if (m_learned < m_journal.lastSegment())
            return learn();
        position = (*segment)->number;
        bytes += (*segment)->bytes;
        if (!isNeeded(**segment, told)) {
            removable.push_back(position);
            removedUpTo = std::max(removedUpTo, (*segment)->received);
            continue;
        }
        if (!removable.empty())
            break; // those before it first
        if (const auto distilled = distil(**segment, told); !distilled)
            return Unexpected(distilled.error());
        m_kept = position;
    }
    if (removable.empty())
        return m_kept > 0;
    if (auto removed = m_journal.removeSegments(removable); !removed)
        return Unexpected(removed.error());
    m_removed += removable.size();
    m_removedUpTo = removedUpTo;
    for (const auto number : removable) {
        m_alertSegments.erase(number);
        m_distilled.erase(number);
    }
    return true;
}

Result<bool, DatabaseError> Retention::learn()
{
    std::int64_t bytes = 0;
    for (int i = 0; i < segmentsAtOnce && bytes < bytesAtOnce; ++i) {
        auto found = m_journal.visitSegmentAfter(m_learned, [&](const StoredSegment &segment) {
            bytes += segment.size;
            note(segment);
        });
        if (!found)
            return Unexpected(found.error());
        if (!*found) {
            m_learned = m_journal.lastSegment();
            break;
        }
    }
    return true;
}

Result<bool, DatabaseError> Retention::distil(const Journal::SegmentInfo &segment, const Told &told)
{
    if (m_distilled.contains(segment.number))
        return false;
    EventBatchPtr batch;
    auto found = m_journal.visitSegmentAfter(segment.number - 1, [&](const StoredSegment &stored) {
        if (stored.number == segment.number)
            batch = m_reader.read(stored, 0, true);
    });
    if (!found || !batch)
        return found ? Result<bool, DatabaseError>(false) : Unexpected(found.error());
    const bool untold = segment.number > told(segment.feed);
    std::size_t size = 0; // no more than fits in a text beside which nothing else stands
    for (std::size_t i = 0; i < batch->events.size(); ++i) {
        const auto &event = batch->events[i];
        const auto waiting = m_waiting.find(ThingKey(segment.feed, event.data.index(), event.subject));
        const bool isNewest = waiting != m_waiting.end() && waiting->second == segment.number;
        if (!isNewest && !(untold && std::holds_alternative<AlertData>(event.data)))
            continue;
        size += event.raw.size();
        if (size > SegmentBuilder::textCapacity) {
            m_builder.take(0);
            return false; // all of them are large: they stay as they are
        }
        m_builder.copy(m_reader.records()[i], event.raw, segment.received);
    }
    const bool lessIsLeft = !m_builder.isEmpty() && m_builder.records().size() < batch->events.size();
    auto written = lessIsLeft ? m_journal.replaceSegment(segment, m_builder) : Result<void, DatabaseError>();
    m_builder.take(0);
    if (written && !untold)
        m_distilled.insert(segment.number);
    return written ? Result<bool, DatabaseError>(lessIsLeft) : Unexpected(written.error());
}

void Retention::note(const StoredSegment &segment)
{
    m_learned = segment.number;
    const auto batch = m_reader.read(segment, 0, true);
    for (const auto &event : batch->events) {
        if (std::holds_alternative<AlertData>(event.data))
            m_alertSegments.insert(segment.number);
        const ThingKey key(segment.feed, event.data.index(), event.subject);
        settle(key);
        if (outlastsAge(event.data)) {
            m_waiting.emplace(key, segment.number);
            m_waitingSegments.insert(segment.number);
        }
    }
}

void Retention::settle(const ThingKey &key)
{
    const auto waiting = m_waiting.find(key);
    if (waiting == m_waiting.end())
        return;
    m_kept = 0; // before the newer state may go, this one must
    m_distilled.erase(waiting->second);
    m_waitingSegments.erase(m_waitingSegments.find(waiting->second));
    m_waiting.erase(waiting);
}

bool Retention::isNeeded(const Journal::SegmentInfo &segment, const Told &told) const
{
    return m_waitingSegments.contains(segment.number)
        || (m_alertSegments.contains(segment.number) && segment.number > told(segment.feed));
}

} // namespace Bellboard
