// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace Bellboard {

/// The identity of an event, CloudEvents (source, id), as 128 bits of a hash: of 2^32 events any two are alike with a chance of 10^-20.
struct Identity
{
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    static Identity of(std::string_view source, std::string_view id);
    bool operator==(const Identity &) const = default;
};

/// Remembers the newest `capacity` identities of a feed, in 24 bytes each, and forgets the oldest.
class IdentityWindow
{
public:
    /// `capacity` is rounded up to a power of two, at most 2^17.
    explicit IdentityWindow(std::size_t capacity = std::size_t{1} << 17);

    /// Adds `identity`; false when it was there already.
    bool insert(const Identity &identity);
    bool contains(const Identity &identity) const;
    /// Asks the memory for what insert() will look at; where there is other work until then, it need not wait.
    void prefetch(const Identity &identity) const;
    std::size_t capacity() const { return m_ring.size(); }

private:
    /// From the lowest bit on: 1 + the place in the ring, the distance from home() in buckets, and some of the hash; 0 is empty.
    /// Distance and hash spare nearly all looks into the ring, which is large and so seldom in a cache.
    using Entry = std::uint32_t;
    static constexpr int placeBits = 18;
    static constexpr int distanceBits = 6;
    static constexpr Entry placeMask = (Entry{1} << placeBits) - 1;
    /// So many identities before its turn a part of the ring is asked for.
    static constexpr std::size_t ahead = 16;
    /// This distance stands for itself and all larger ones.
    static constexpr std::size_t farthest = (std::size_t{1} << distanceBits) - 1;

    static Entry tag(const Identity &identity)
    {
        return static_cast<Entry>(identity.high >> 32) >> (placeBits + distanceBits) << (placeBits + distanceBits);
    }
    static Entry entry(Entry tag, std::size_t distance, std::size_t place)
    {
        return tag | static_cast<Entry>(std::min(distance, farthest)) << placeBits | static_cast<Entry>(place);
    }
    static Entry tagOf(Entry entry) { return entry & ~((Entry{1} << (placeBits + distanceBits)) - 1); }
    /// How far the entry in `bucket` is from its home.
    std::size_t distanceOf(std::size_t bucket) const;
    std::size_t mask() const { return m_table.size() - 1; }
    std::size_t home(const Identity &identity) const { return static_cast<std::size_t>(identity.low) & mask(); }
    const Identity &identityOf(Entry entry) const { return m_ring[(entry & placeMask) - 1]; }
    /// The bucket of `identity`, or the empty one where it belongs.
    std::size_t find(const Identity &identity) const;
    void forget(std::size_t place);

    std::vector<Identity> m_ring; ///< the identities by age
    std::vector<Entry> m_table; ///< open addressing, at most half full
    std::size_t m_next = 0;
    std::size_t m_count = 0;
};

} // namespace Bellboard
