// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "notify/toldmarks.h"

#include <algorithm>

namespace Bellboard {

void ToldMarks::restore(FeedIndex feed, qint64 segment)
{
    auto &mark = m_marks[feed];
    mark.restored = mark.newest = mark.published = segment;
}

qint64 ToldMarks::restored(FeedIndex feed) const
{
    const auto found = m_marks.find(feed);
    return found == m_marks.end() ? 0 : found->second.restored;
}

void ToldMarks::hold(FeedIndex feed, qint64 segment)
{
    m_marks[feed].waiting.insert(segment);
}

std::optional<qint64> ToldMarks::settle(FeedIndex feed, qint64 held, qint64 told)
{
    release(feed, held);
    auto &mark = m_marks[feed];
    mark.newest = std::max(mark.newest, told);
    const auto reached = mark.waiting.empty() ? mark.newest : std::min(mark.newest, *mark.waiting.begin() - 1);
    if (reached <= mark.published)
        return std::nullopt;
    mark.published = reached;
    return reached;
}

void ToldMarks::release(FeedIndex feed, qint64 held)
{
    auto &waiting = m_marks[feed].waiting;
    if (const auto found = waiting.find(held); found != waiting.end())
        waiting.erase(found);
}

} // namespace Bellboard
