// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

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
    std::size_t capacity() const { return m_ring.size(); }

private:
    /// 1 + the place in the ring in the lower 18 bits, bits of the hash above; 0 is empty. The bits spare a look into the ring,
    /// which is large and so seldom in a cache.
    using Entry = std::uint32_t;
    static constexpr int placeBits = 18;
    static constexpr Entry placeMask = (Entry{1} << placeBits) - 1;

    static Entry tag(const Identity &identity) { return static_cast<Entry>(identity.high >> 32) & ~placeMask; }
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
