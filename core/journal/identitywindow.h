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

/// Remembers the newest `capacity` identities of a feed, in 20 bytes each, and forgets the oldest.
class IdentityWindow
{
public:
    /// `capacity` is rounded up to a power of two.
    explicit IdentityWindow(std::size_t capacity = std::size_t{1} << 17);

    /// Adds `identity`; false when it was there already.
    bool insert(const Identity &identity);
    bool contains(const Identity &identity) const;
    std::size_t capacity() const { return m_ring.size(); }

private:
    std::size_t home(const Identity &identity) const { return static_cast<std::size_t>(identity.low) & (m_table.size() - 1); }
    std::size_t find(const Identity &identity) const;
    void erase(std::size_t bucket);

    static constexpr std::uint32_t empty = 0;
    std::vector<Identity> m_ring; ///< the identities by age
    std::vector<std::uint32_t> m_table; ///< open addressing: 1 + place in the ring
    std::size_t m_next = 0;
    std::size_t m_count = 0;
};

} // namespace Bellboard
