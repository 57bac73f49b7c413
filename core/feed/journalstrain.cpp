// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/journalstrain.h"

#include "feed/commitpace.h"

namespace Bellboard {

namespace {

void note(std::optional<Instant> &since, bool present, Instant now)
{
    if (!present)
        since.reset();
    else if (!since)
        since = now;
}

} // namespace

void JournalStrain::noteCommit(std::chrono::nanoseconds took, std::size_t bytes, const Channel::Turn &turn)
{
    m_lastCommit = m_clock.instant();
    // A slow disk on which little is written keeps nobody waiting: what came fills the turn that a feed still has.
    const bool crawls =
        took > CommitPace::slow && turn.bytes == CommitPace::leastTurn && bytes >= CommitPace::leastTurn / 2;
    note(m_slowSince, crawls, m_lastCommit);
}

void JournalStrain::noteWaiting(quint64 events, std::optional<Timestamp> shownUntil)
{
    m_waiting = events;
    m_shownUntil = shownUntil;
    note(m_waitingSince, events > 0, m_clock.instant());
}

bool JournalStrain::tell(JournalStatus &status)
{
    const auto now = m_clock.instant();
    if (m_slowSince && now - m_lastCommit >= quiet)
        m_slowSince.reset();
    const auto lasts = [now](const std::optional<Instant> &since) { return since && now - *since >= patience; };
    const auto before = status;
    const bool waits = lasts(m_waitingSince);
    status.waiting = waits ? m_waiting : 0;
    status.shownUntil = waits ? m_shownUntil : std::nullopt;
    status.slow = lasts(m_slowSince);
    return status != before;
}

} // namespace Bellboard
