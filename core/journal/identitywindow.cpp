// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/identitywindow.h"

#include <xxhash.h>

#include <bit>

namespace Bellboard {

Identity Identity::of(std::string_view source, std::string_view id)
{
    // The source's own hash seeds the id's, so that ("a", "bc") and ("ab", "c") differ.
    const auto hash = XXH3_128bits_withSeed(id.data(), id.size(), XXH3_64bits(source.data(), source.size()));
    return {hash.low64, hash.high64};
}

IdentityWindow::IdentityWindow(std::size_t capacity)
    : m_ring(std::bit_ceil(capacity)), m_table(2 * m_ring.size(), empty)
{
}

std::size_t IdentityWindow::find(const Identity &identity) const
{
    auto bucket = home(identity);
    while (m_table[bucket] != empty && m_ring[m_table[bucket] - 1] != identity)
        bucket = (bucket + 1) & (m_table.size() - 1);
    return bucket;
}

bool IdentityWindow::contains(const Identity &identity) const
{
    return m_table[find(identity)] != empty;
}

bool IdentityWindow::insert(const Identity &identity)
{
    if (contains(identity))
        return false;
    if (m_count == m_ring.size())
        erase(find(m_ring[m_next]));
    else
        ++m_count;
    m_ring[m_next] = identity;
    m_table[find(identity)] = static_cast<std::uint32_t>(m_next + 1);
    m_next = (m_next + 1) & (m_ring.size() - 1);
    return true;
}

void IdentityWindow::erase(std::size_t bucket)
{
    // Backward shift: whatever could have stood in the hole moves into it, so that no search ends early.
    const auto mask = m_table.size() - 1;
    auto hole = bucket;
    m_table[hole] = empty;
    for (auto next = (hole + 1) & mask; m_table[next] != empty; next = (next + 1) & mask) {
        const auto wanted = home(m_ring[m_table[next] - 1]);
        if (((next - wanted) & mask) >= ((next - hole) & mask)) {
            m_table[hole] = m_table[next];
            m_table[next] = empty;
            hole = next;
        }
    }
}

} // namespace Bellboard
