// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/roworder.h"
#include "event/event.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace Bellboard {

/// Finds the slot of a feed's subject: an open-addressing hash table of eight bytes an entry, which asks its user to
/// compare the subjects. Nothing is ever taken out.
class SlotIndex
{
public:
    static std::uint64_t hash(FeedIndex feed, std::string_view subject);

    /// The slot with `hash` for which `same(slot)` holds; noRowSlot when there is none.
    template<typename Same>
    RowSlot find(std::uint64_t hash, Same same) const
    {
        if (m_entries.empty()) {
            return noRowSlot;
        }
        const std::uint32_t tag = tagOf(hash);
        for (std::size_t at = tag & m_mask;; at = (at + 1) & m_mask) {
            const Entry &entry = m_entries[at];
            if (entry.slot == noRowSlot) {
                return noRowSlot;
            }
            if (entry.tag == tag && same(entry.slot)) {
                return entry.slot;
            }
        }
    }
    /// A slot that probably has `hash`, for prefetching; noRowSlot when there is none.
    RowSlot candidate(std::uint64_t hash) const
    {
        return find(hash, [](RowSlot) { return true; });
    }
    /// Adds a slot that find() does not find.
    void insert(std::uint64_t hash, RowSlot slot);
    void prefetch(std::uint64_t hash) const;

private:
    struct Entry
    {
        std::uint32_t tag = 0;
        RowSlot slot = noRowSlot;
    };

    static std::uint32_t tagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash ^ (hash >> 32)); }
    void place(Entry entry);
    void grow();

    std::vector<Entry> m_entries;
    std::size_t m_mask = 0;
    std::size_t m_used = 0;
};

} // namespace Bellboard
