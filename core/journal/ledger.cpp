// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/ledger.h"

#include <algorithm>

namespace Bellboard {

const StreamCursor *Ledger::find(std::string_view name) const
{
    const auto found = std::ranges::find(m_streams, name, &StreamCursor::name);
    return found == m_streams.end() ? nullptr : &*found;
}

StreamCursor *Ledger::findOrAdd(std::string_view name)
{
    if (m_lastFound < m_streams.size() && m_streams[m_lastFound].name == name)
        return &m_streams[m_lastFound];
    auto found = std::ranges::find(m_streams, name, &StreamCursor::name);
    if (found == m_streams.end()) {
        if (m_streams.size() >= maxStreams)
            return nullptr;
        StreamCursor cursor;
        cursor.id = m_newStream();
        cursor.name = name;
        cursor.changed = true;
        found = m_streams.insert(m_streams.end(), std::move(cursor));
    }
    m_lastFound = static_cast<std::size_t>(found - m_streams.begin());
    return &*found;
}

Ledger::Verdict Ledger::admit(Event &event, const Identity &identity, Timestamp received)
{
    if (event.offset == 0)
        return m_identities.insert(identity) ? Verdict::Accept : Verdict::Duplicate;

    auto *cursor = findOrAdd(event.streamName);
    if (!cursor)
        return Verdict::TooManyStreams;
    event.stream = cursor->id;
    const bool sameEpoch = cursor->epoch == event.epoch;
    const auto last = sameEpoch ? cursor->offset : 0;
    const auto *gap = std::get_if<GapData>(&event.data);
    if (event.offset <= last)
        return Verdict::Duplicate;
    if ((gap ? gap->from : event.offset) > last + 1)
        return Verdict::Ahead;

    // Known under another offset, it is not taken in again; but its place in the stream is passed all the same.
    const bool isNew = m_identities.insert(identity);
    if (!sameEpoch)
        cursor->epoch = event.epoch;
    cursor->offset = event.offset;
    cursor->received = received;
    cursor->changed = true;
    return isNew ? Verdict::Accept : Verdict::Duplicate;
}

} // namespace Bellboard
