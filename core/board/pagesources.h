// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace Bellboard {

/// What feeds a page: the streams, and the feeds without streams, that it has shown events of.
class PageSources
{
public:
    /// One of them.
    struct Source
    {
        FeedIndex feed = 0;
        StreamId stream = 0; ///< 0: events that are in no stream
        Timestamp newest; ///< when the newest came
    };

    /// An event of the page came at `received`.
    void note(const Event &event, Timestamp received)
    {
        const auto isSame = [&](const Source &source) {
            return source.feed == event.feed && source.stream == event.stream;
        };
        if (m_last >= m_sources.size() || !isSame(m_sources[m_last]))
            m_last = findOrAdd(isSame, event);
        m_sources[m_last].newest = std::max(m_sources[m_last].newest, received);
    }
    /// In the order in which they came first.
    const std::vector<Source> &all() const { return m_sources; }
    bool has(FeedIndex feed) const
    {
        return std::ranges::any_of(m_sources, [&](const Source &source) { return source.feed == feed; });
    }
    bool has(FeedIndex feed, StreamId stream) const
    {
        return std::ranges::any_of(
            m_sources, [&](const Source &source) { return source.feed == feed && source.stream == stream; });
    }

private:
    template<typename Predicate>
    std::size_t findOrAdd(const Predicate &isSame, const Event &event)
    {
        const auto found = std::ranges::find_if(m_sources, isSame);
        if (found == m_sources.end())
            return m_sources.push_back({event.feed, event.stream, {}}), m_sources.size() - 1;
        return static_cast<std::size_t>(found - m_sources.begin());
    }

    std::vector<Source> m_sources;
    std::size_t m_last = 0; ///< of them; most events are of the same as the one before
};

} // namespace Bellboard
