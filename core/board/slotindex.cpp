// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/slotindex.h"

#include "util/prefetch.h"

// What it hashes is short, so that a call would cost as much again.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace Bellboard {

std::uint64_t SlotIndex::hash(FeedIndex feed, std::string_view subject)
{
    return XXH3_64bits_withSeed(subject.data(), subject.size(), feed);
}

void SlotIndex::insert(std::uint64_t hash, RowSlot slot)
{
    // Full to five eighths at most, so that probing ends within a cache line or two.
    if ((m_used + 1) * 8 > m_entries.size() * 5) {
        grow();
    }
    place({tagOf(hash), slot});
    ++m_used;
}

void SlotIndex::prefetch(std::uint64_t hash) const
{
    if (!m_entries.empty()) {
        prefetchLine(&m_entries[tagOf(hash) & m_mask]);
    }
}

void SlotIndex::place(Entry entry)
{
    std::size_t at = entry.tag & m_mask;
    while (m_entries[at].slot != noRowSlot) {
        at = (at + 1) & m_mask;
    }
    m_entries[at] = entry;
}

void SlotIndex::grow()
{
    std::vector<Entry> old(m_entries.empty() ? 64 : m_entries.size() * 2);
    old.swap(m_entries);
    m_mask = m_entries.size() - 1;
    for (const Entry &entry : old) {
        if (entry.slot != noRowSlot) {
            place(entry);
        }
    }
}

} // namespace Bellboard
