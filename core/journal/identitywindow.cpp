// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/identitywindow.h"

#include "util/prefetch.h"

// What it hashes is short, so that a call would cost as much again.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>

namespace Bellboard {

Identity Identity::of(std::string_view source, std::string_view id)
{
    // The source's own hash seeds the id's, so that ("a", "bc") and ("ab", "c") differ.
    const auto hash = XXH3_128bits_withSeed(id.data(), id.size(), XXH3_64bits(source.data(), source.size()));
    return {hash.low64, hash.high64};
}

IdentityWindow::IdentityWindow(std::size_t capacity)
    : m_ring(std::bit_ceil(std::clamp<std::size_t>(capacity, 1, std::size_t{1} << 17)))
    , m_table(2 * m_ring.size())
{ }

std::size_t IdentityWindow::distanceOf(std::size_t bucket) const
{
    const auto distance = std::size_t{m_table[bucket] >> placeBits} & farthest;
    return distance < farthest ? distance : (bucket - home(identityOf(m_table[bucket]))) & mask();
}

std::size_t IdentityWindow::find(const Identity &identity) const
{
    const auto wanted = tag(identity);
    auto bucket = home(identity);
    for (; m_table[bucket] != 0; bucket = (bucket + 1) & mask()) {
        if (tagOf(m_table[bucket]) == wanted && identityOf(m_table[bucket]) == identity)
            break;
    }
    return bucket;
}

bool IdentityWindow::contains(const Identity &identity) const
{
    return m_table[find(identity)] != 0;
}

void IdentityWindow::prefetch(const Identity &identity) const
{
    prefetchLine(&m_table[home(identity)]);
    prefetchLine(&m_table[home(m_ring[m_next])]); // of the one to be forgotten
    prefetchLine(&m_ring[(m_next + ahead) & (m_ring.size() - 1)]); // of those to be forgotten soon
}

bool IdentityWindow::insert(const Identity &identity)
{
    if (contains(identity))
        return false;
    if (m_count == m_ring.size())
        forget(m_next);
    else
        ++m_count;
    m_ring[m_next] = identity;
    const auto bucket = find(identity);
    m_table[bucket] = entry(tag(identity), (bucket - home(identity)) & mask(), m_next + 1);
    m_next = (m_next + 1) & (m_ring.size() - 1);
    return true;
}

void IdentityWindow::forget(std::size_t place)
{
    auto hole = home(m_ring[place]);
    while ((m_table[hole] & placeMask) != place + 1)
        hole = (hole + 1) & mask();
    m_table[hole] = 0;
    // Backward shift: whatever could have stood in the hole moves into it, so that no search ends early.
    for (auto next = (hole + 1) & mask(); m_table[next] != 0; next = (next + 1) & mask()) {
        const auto distance = distanceOf(next);
        const auto shift = (next - hole) & mask();
        if (distance < shift)
            continue;
        m_table[hole] = entry(tagOf(m_table[next]), distance - shift, m_table[next] & placeMask);
        m_table[next] = 0;
        hole = next;
    }
}

} // namespace Bellboard
