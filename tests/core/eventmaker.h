// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "event/eventbatch.h"

#include <chrono>
#include <deque>
#include <string>
#include <vector>

namespace Bellboard {

/// 2026-11-21 09:40:00 UTC.
constexpr Timestamp testTime{std::chrono::milliseconds(1'795'254'000'000)};

/// Makes numbered events of one feed, and keeps what their texts look into.
class EventMaker
{
public:
    explicit EventMaker(FeedIndex feed = 0) : m_feed(feed) { }

    /// An event of `subject`, the next in its stream, `after` testTime.
    Event make(std::string_view subject, EventData data, std::chrono::milliseconds after = std::chrono::milliseconds(0))
    {
        Event event;
        event.subject = keep(subject);
        event.streamName = "stream";
        event.epoch = "e1";
        event.offset = ++m_offset;
        event.stream = 1U + m_feed;
        event.feed = m_feed;
        event.time = testTime + after;
        event.data = std::move(data);
        return event;
    }
    std::string_view keep(std::string_view text) { return m_texts.emplace_back(text); }

private:
    std::deque<std::string> m_texts;
    std::uint64_t m_offset = 0;
    FeedIndex m_feed;
};

inline Money pounds(std::int64_t pence)
{
    return {pence, 2, {'G', 'B', 'P'}};
}

inline Money euros(std::int64_t cents)
{
    return {cents, 2, {'E', 'U', 'R'}};
}

inline EventBatch batchOf(std::vector<Event> events, bool replayed = false)
{
    EventBatch batch;
    batch.events = std::move(events);
    batch.received = testTime;
    batch.replayed = replayed;
    return batch;
}

} // namespace Bellboard
