// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/pollpages.h"

#include <algorithm>
#include <utility>

namespace Bellboard {

namespace {

/// More doublings would overflow, and `every` is shorter than any of them.
constexpr int mostDoublings = 16;

} // namespace

void PollPages::restart(std::string cursor)
{
    m_cursor = std::move(cursor);
    m_landmark.clear();
    m_steps = 0;
    m_power = 1;
}

PollPages::Step PollPages::take(const Answer &answer)
{
    if (answer.next.size() > cursorLimit)
        return {"its cursor is longer than 1024 bytes", {}, false};
    const bool hasMore = !answer.next.empty() && answer.next != m_cursor;
    if (hasMore && isCircle(answer.next))
        return {"its pages lead in a circle", {}, false};
    const auto pause = pauseAfter(answer, hasMore);
    const bool isEnd = !hasMore || (m_keepsCursor && answer.isEmpty && (m_holds || m_emptyPages > 1));
    if (hasMore)
        m_cursor = answer.next;
    else
        restart(m_keepsCursor ? std::exchange(m_cursor, {}) : std::string());
    return {nullptr, pause, isEnd};
}

bool PollPages::isCircle(std::string_view next)
{
    if (m_power > 1 && next == m_landmark)
        return true;
    if (++m_steps == m_power) {
        m_landmark = next;
        m_power *= 2;
        m_steps = 0;
    }
    return false;
}

std::chrono::milliseconds PollPages::pauseAfter(const Answer &answer, bool hasMore)
{
    if (answer.isEmpty)
        m_holds = answer.took >= heldAfter;
    if (hasMore && !answer.isEmpty) {
        m_emptyPages = 0;
        return std::clamp(answer.took, leastPagePause, leastPause);
    }
    if (m_holds)
        return leastPause;
    if (!hasMore) {
        m_emptyPages = 0;
        return m_every;
    }
    // There may be many of them, and there may be no end of them.
    return std::min(m_every, leastPause * (1 << std::min(m_emptyPages++, mostDoublings)));
}

} // namespace Bellboard
