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
/// A commit costs some time however little it writes, and some for each byte; the line through the newest tells which. A turn may cost a
/// small part of the first, so that a disk that is slow to sync but quick to write still gets full turns.
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
    static constexpr int restPerCommit = 4; ///< in times of what a commit with a turn takes, which is within the rest
    static constexpr std::chrono::milliseconds longestRest{2'000};

    /// A commit of so many bytes took so long; true when the turn is another one now.
    bool note(std::chrono::nanoseconds took, std::size_t bytes)
    {
        const auto before = m_turn;
        m_slow = took > slow || (m_slow && took >= quick);
        learn(static_cast<double>(bytes), Milliseconds(took).count());
        const double perByte = m_variance > 0 ? std::max(0.0, m_covariance / m_variance) : 0;
        const double without = std::max(0.0, m_took - perByte * m_bytes);
        const double most = std::max(addition.count(), additionalPart * without);
        // Of turns that are all alike nothing is learned, so that larger ones are tried step by step.
        const double larger = 2.0 * static_cast<double>(m_turn.bytes);
        const double bytesNow = std::min(perByte > 0 ? most / perByte : larger, larger);
        m_turn.bytes = std::clamp(static_cast<std::size_t>(bytesNow), leastTurn, fullTurn);
        const Milliseconds turnTakes(without + perByte * static_cast<double>(m_turn.bytes));
        m_turn.rest = m_slow
            ? std::min(std::chrono::duration_cast<std::chrono::milliseconds>(restPerCommit * turnTakes), longestRest)
            : std::chrono::milliseconds(0);
        return m_turn != before;
    }
    Channel::Turn turn() const { return m_turn; }
    /// Whether nothing is gained by gathering more for the next commit.
    bool isSlow() const { return m_slow; }

private:
    /// What was learned counts for so much of that with each commit.
    static constexpr double fading = 0.95;

    /// Weighs the newest most; West, "Updating mean and variance estimates" (1979).
    void learn(double bytes, double took)
    {
        m_weight = fading * m_weight + 1;
        const double share = 1 / m_weight;
        const double bytesOff = bytes - m_bytes;
        const double tookOff = took - m_took;
        m_bytes += share * bytesOff;
        m_took += share * tookOff;
        m_variance = (1 - share) * (m_variance + share * bytesOff * bytesOff);
        m_covariance = (1 - share) * (m_covariance + share * bytesOff * tookOff);
    }

    double m_weight = 0;
    double m_bytes = 0; ///< mean
    double m_took = 0; ///< mean, in ms
    double m_variance = 0; ///< of the bytes
    double m_covariance = 0;
    bool m_slow = false;
    Channel::Turn m_turn;
};

} // namespace Bellboard
