// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <iterator>
#include <random>

namespace Bellboard::Demo {

/// The story's dice. Gives the same numbers for the same seed on every platform, which the standard distributions do not.
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) { }

    /// A whole number from 0 to `limit` - 1; `limit` is at least 1.
    std::uint64_t below(std::uint64_t limit) { return m_engine() % limit; }
    /// A whole number from `least` to `most`, both included.
    std::int64_t between(std::int64_t least, std::int64_t most)
    {
        return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
    }
    /// True in `perMille` of a thousand cases.
    bool chance(unsigned perMille) { return below(1000) < perMille; }
    /// One element of a container that is not empty.
    template<typename Container>
    auto &pick(Container &&container)
    {
        return container[static_cast<std::size_t>(below(std::size(container)))];
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace Bellboard::Demo
