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
    // A slow disk on which little is written keeps nobody waiting: what came fills the turn that a feed has.
    if (bytes < turn.bytes / 2 && took >= CommitPace::quick)
        return;
    m_lastTelling = m_clock.instant();
    note(m_slowSince, took > CommitPace::slow, m_lastTelling);
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
    if (m_slowSince && now - m_lastTelling >= quiet)
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
