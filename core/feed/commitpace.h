// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace Bellboard {

/// How much of one feed is taken in until others have their turn, by what commits cost: on a disk that crawls, a feed that floods us must
/// not make the events of the others wait for what it fills the disk with.
///
/// A commit costs some time however little it writes, and some for each byte: commits of little tell the first, larger ones the second. A
/// turn may cost a small part of the first, so that a disk that is slow to sync but quick to write still gets full turns.
class CommitPace
{
public:
    using Milliseconds = std::chrono::duration<double, std::milli>;

    static constexpr std::size_t fullTurn = Channel::fullTurn; ///< in bytes
    static constexpr std::size_t leastTurn = std::size_t{8} << 10;
    /// A commit that takes longer is slow, until one takes less than `quick`; while it is, a flood leaves the disk to others for most of
    /// the time.
    static constexpr std::chrono::milliseconds slow{50};
    static constexpr std::chrono::milliseconds quick{10};
    /// A turn may add so much to a commit, or this part of what a commit costs without it.
    static constexpr Milliseconds addition{10};
    static constexpr double additionalPart = 0.2;
    /// A rest in times of what a commit with a turn takes, which is within the rest; and one beside feeds that have little to say, but
    /// say it.
    static constexpr int restPerCommit = 4;
    static constexpr int restBesideQuietFeeds = 24;
    /// So many bytes a second are no flood, however slow the disk is.
    static constexpr std::size_t noFlood = std::size_t{64} << 10;
    /// What such a feed adds to a commit at most, in bytes.
    static constexpr std::size_t littleShare = leastTurn / 2;
    static constexpr std::chrono::milliseconds longestRest{2'000};

    /// A commit of so many bytes took so long; `quietFeeds` tells whether there are such that say something these days. True when the turn
    /// is another one now.
    bool note(std::chrono::nanoseconds took, std::size_t bytes, bool quietFeeds)
    {
        const auto before = m_turn;
        m_slow = took > slow || (m_slow && took >= quick);
        const bool isLittle = bytes <= littleShare;
        const bool teaches = !isLittle || (!m_little.isKnown && m_much.isKnown);
        (isLittle ? m_little : m_much).note(static_cast<double>(bytes), Milliseconds(took).count());
        const double without = m_little.took;
        const double perByte =
            m_little.isKnown && m_much.isKnown ? (m_much.took - without) / (m_much.bytes - m_little.bytes) : 0;
        if (teaches) {
            const double most = std::max(addition.count(), additionalPart * without);
            // Step by step, as it is not known what larger ones cost.
            const double larger = 2.0 * static_cast<double>(m_turn.bytes);
            const double turn = perByte > 0 ? std::min(most / perByte, larger) : larger;
            m_turn.bytes = std::clamp(static_cast<std::size_t>(turn), leastTurn, fullTurn);
        }
        const Milliseconds turnTakes(
            m_little.isKnown ? without + std::max(perByte, 0.0) * static_cast<double>(m_turn.bytes) : m_much.took);
        const auto rest = [&](int commits) {
            const auto wanted = std::chrono::duration_cast<std::chrono::milliseconds>(commits * turnTakes);
            return m_slow ? std::min(wanted, longestRest) : std::chrono::milliseconds(0);
        };
        m_turn.rest = rest(quietFeeds ? restBesideQuietFeeds : restPerCommit);
        // Or feeds that say a little would be taken for floods, the sooner the slower the disk is.
        m_turn.share = std::min(rest(restPerCommit), std::chrono::milliseconds(1000 * m_turn.bytes / noFlood));
        return m_turn != before;
    }
    Channel::Turn turn() const { return m_turn; }
    /// Whether nothing is gained by gathering more for the next commit.
    bool isSlow() const { return m_slow; }

private:
    /// What the newest commits were like, the very newest most.
    struct Mean
    {
        bool isKnown = false;
        double bytes = 0;
        double took = 0; ///< in ms

        void note(double newBytes, double newTook)
        {
            constexpr double newest = 0.2;
            const double share = isKnown ? newest : 1;
            bytes += share * (newBytes - bytes);
            took += share * (newTook - took);
            isKnown = true;
        }
    };

    Mean m_little; ///< commits of no more than littleShare
    Mean m_much; ///< all others
    bool m_slow = false;
    Channel::Turn m_turn;
};

} // namespace Bellboard
