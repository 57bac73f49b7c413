// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace Bellboard {

/// How much of one feed is taken in until others have their turn, by how long commits take: on a disk that crawls, a feed that floods
/// us must not make the events of the others wait for hundreds of KiB of its own.
class CommitPace
{
public:
    static constexpr std::size_t fullTurn = Channel::fullTurn; ///< in bytes
    static constexpr std::size_t leastTurn = std::size_t{32} << 10;
    /// A commit that takes longer halves the turn; one that takes less than `quick` doubles it.
    static constexpr std::chrono::milliseconds slow{50};
    static constexpr std::chrono::milliseconds quick{10};

    /// A commit took so long; true when the turn is another one now.
    bool note(std::chrono::nanoseconds took)
    {
        const auto before = m_turn;
        if (took > slow)
            m_turn = std::max(m_turn / 2, leastTurn);
        else if (took < quick)
            m_turn = std::min(m_turn * 2, fullTurn);
        return m_turn != before;
    }
    /// In bytes of messages.
    std::size_t turn() const { return m_turn; }
    bool isFull() const { return m_turn == fullTurn; }

private:
    std::size_t m_turn = fullTurn;
};

} // namespace Bellboard
