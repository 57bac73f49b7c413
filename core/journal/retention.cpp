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
    m_freed = false;
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
        m_kept = position; // but when this frees one before it
        if (const auto distilled = distil(**segment, told); !distilled)
            return Unexpected(distilled.error());
    }
    if (removable.empty())
        return m_kept > 0 || m_freed;
    if (auto removed = m_journal.removeSegments(removable); !removed)
        return Unexpected(removed.error());
    m_removed += removable.size();
    m_removedUpTo = removedUpTo;
    m_newest.forget(removable);
    noteFreed();
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
        if (!m_newest.isIn(segment.number, segment.feed, event)
            && !(untold && std::holds_alternative<AlertData>(event.data)))
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
    if (written && !untold) {
        m_distilled.insert(segment.number);
        m_newest.forgetOlder(segment.number);
        noteFreed();
    }
    return written ? Result<bool, DatabaseError>(lessIsLeft) : Unexpected(written.error());
}

void Retention::note(const StoredSegment &segment)
{
    m_learned = segment.number;
    const auto batch = m_reader.read(segment, 0, true);
    for (const auto &event : batch->events) {
        if (std::holds_alternative<AlertData>(event.data))
            m_alertSegments.insert(segment.number);
        m_newest.note(segment.number, segment.feed, event, segment.profile != 0);
    }
    noteFreed();
}

void Retention::noteFreed()
{
    for (const auto segment : m_newest.takeFreed()) {
        m_kept = 0; // before the newer state may go, this one must
        m_freed = true;
        m_distilled.erase(segment);
    }
}

bool Retention::isNeeded(const Journal::SegmentInfo &segment, const Told &told) const
{
    return m_newest.isIn(segment.number)
        || (m_alertSegments.contains(segment.number) && segment.number > told(segment.feed));
}

} // namespace Bellboard
