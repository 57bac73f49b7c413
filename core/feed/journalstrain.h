// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/journalstatus.h"
#include "stream/channel.h"
#include "util/clock.h"

#include <chrono>
#include <cstddef>
#include <optional>

namespace Bellboard {

/// Knows when more comes than can be shown, or written, and says so in the journal's status once it has lasted for more than a moment.
class JournalStrain
{
public:
    /// What is over before is not worth a word.
    static constexpr std::chrono::milliseconds patience{2'000};
    /// Where no turn is filled for so long, nothing comes that a slow disk would keep waiting; longer than a feed ever rests.
    static constexpr std::chrono::milliseconds quiet{5'000};

    explicit JournalStrain(const Clock &clock) : m_clock(clock) { }

    /// A commit of so many bytes took so long, and a feed has this turn now.
    void noteCommit(std::chrono::nanoseconds took, std::size_t bytes, const Channel::Turn &turn);
    /// So many events wait to be handed over, 0 when none does; those that were shown came until `shownUntil`.
    void noteWaiting(quint64 events, std::optional<Timestamp> shownUntil);
    /// Says in `status` how it is now; true when that is news.
    bool tell(JournalStatus &status);
    /// Whether there is nothing that could become news, or end, by time alone.
    bool isCalm() const { return !m_waitingSince && !m_slowSince; }

private:
    const Clock &m_clock;
    std::optional<Instant> m_waitingSince;
    std::optional<Instant> m_slowSince;
    Instant m_lastTelling; ///< when a commit was last noted that tells how the disk is
    quint64 m_waiting = 0;
    std::optional<Timestamp> m_shownUntil;
};

} // namespace Bellboard
