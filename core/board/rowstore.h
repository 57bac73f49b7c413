// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/rowkey.h"
#include "board/roworder.h"
#include "board/slotindex.h"
#include "event/event.h"
#include "event/staleness.h"
#include "util/sametext.h"
#include "util/stringpool.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

/// What every row begins with: whose it is, and the last event that it took.
struct RowBase
{
    std::string subject;
    std::uint64_t offset = 0;
    Timestamp created; ///< the time of its first event
    Timestamp updated; ///< the time of its last event
    StreamId stream = 0;
    FeedIndex feed = 0;
    std::uint16_t epoch = 0;
};

/// The rows of a board by slot and by key, at addresses that stay. `Row` begins with RowBase.
template<typename Row>
class RowStore
{
public:
    /// A row that an event is about.
    struct Place
    {
        RowSlot slot;
        bool isNew;
        bool isStale; ///< the row took this event, or a later one of its stream, before: leave it alone
    };

    std::size_t size() const { return m_size; }
    Row &operator[](RowSlot slot) { return m_chunks[slot / chunkSize][slot % chunkSize]; }
    const Row &operator[](RowSlot slot) const { return m_chunks[slot / chunkSize][slot % chunkSize]; }

    RowSlot find(FeedIndex feed, std::string_view subject) const
    {
        return findHashed(SlotIndex::hash(feed, subject), feed, subject);
    }

    /// Finds or adds the row of an event's subject, and notes the event as the last that the row took.
    Place take(const Event &event) { return take(event, event.subject); }
    Place take(const Event &event, std::string_view subject)
    {
        const std::uint64_t hash = SlotIndex::hash(event.feed, subject);
        const std::uint16_t epoch = m_epochs.intern(event.epoch);
        RowSlot slot = findHashed(hash, event.feed, subject);
        const bool isNew = slot == noRowSlot;
        if (isNew) {
            slot = add(hash, event.feed, subject);
            (*this)[slot].created = event.time;
        }
        Row &row = (*this)[slot];
        if (!isNew && isStaleFor(row, event, epoch))
            return {slot, false, true};
        noteTold(row, event, epoch);
        return {slot, isNew, false};
    }

    void prefetchIndex(std::uint64_t hash) const { m_index.prefetch(hash); }
    /// The slot that probably has `hash`; noRowSlot when there is none.
    RowSlot candidate(std::uint64_t hash) const { return m_index.candidate(hash); }

private:
    static constexpr std::size_t chunkSize = sizeof(Row) <= 160 ? 512 : 64;

    RowSlot findHashed(std::uint64_t hash, FeedIndex feed, std::string_view subject) const
    {
        return m_index.find(hash, [&](RowSlot slot) {
            const Row &row = (*this)[slot];
            return row.feed == feed && isSameText(row.subject, subject);
        });
    }
    RowSlot add(std::uint64_t hash, FeedIndex feed, std::string_view subject)
    {
        if (m_size % chunkSize == 0)
            m_chunks.push_back(std::make_unique<Row[]>(chunkSize));
        const auto slot = static_cast<RowSlot>(m_size++);
        Row &row = (*this)[slot];
        row.subject = subject;
        row.feed = feed;
        m_index.insert(hash, slot);
        return slot;
    }

    std::vector<std::unique_ptr<Row[]>> m_chunks;
    SlotIndex m_index;
    StringPool m_epochs;
    std::size_t m_size = 0;
};

} // namespace Bellboard
