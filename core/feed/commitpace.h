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
    /// Where even the least turn takes longer than this, a flood leaves the disk to others for most of the time.
    static constexpr std::chrono::milliseconds crawling{100};
    static constexpr int restPerCommit = 4; ///< in times of what a commit took, which is within the rest
    static constexpr std::chrono::milliseconds longestRest{2'000};

    /// A commit took so long; true when the turn is another one now.
    bool note(std::chrono::nanoseconds took)
    {
        const auto before = m_turn;
        if (took > slow)
            m_turn.bytes = std::max(m_turn.bytes / 2, leastTurn);
        else if (took < quick)
            m_turn.bytes = std::min(m_turn.bytes * 2, fullTurn);
        m_turn.rest = {};
        if (before.bytes == leastTurn && took > crawling)
            m_turn.rest =
                std::min(std::chrono::duration_cast<std::chrono::milliseconds>(restPerCommit * took), longestRest);
        return m_turn != before;
    }
    Channel::Turn turn() const { return m_turn; }
    bool isFull() const { return m_turn.bytes == fullTurn; }

private:
    Channel::Turn m_turn;
};

} // namespace Bellboard
