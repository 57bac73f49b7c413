// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/ledger.h"

#include "util/sametext.h"

#include <algorithm>

namespace Bellboard {

const StreamCursor *Ledger::find(std::string_view name) const
{
    const auto found = std::ranges::find(m_streams, name, &StreamCursor::name);
    return found == m_streams.end() ? nullptr : &*found;
}

void Ledger::restoreStream(StreamCursor cursor)
{
    if (cursor.name.empty())
        m_bookmark = std::move(cursor);
    else
        m_streams.push_back(std::move(cursor));
}

void Ledger::setPageCursor(const std::string &cursor)
{
    if (cursor == m_bookmark.epoch)
        return;
    m_bookmark.epoch = cursor;
    changeBookmark();
}

bool Ledger::hadUnplaced(Timestamp now) const
{
    return (m_bookmark.offset & unplacedCame) != 0 && now - m_bookmark.received < std::chrono::days(30);
}

void Ledger::noteUnplaced(Timestamp received)
{
    if ((m_bookmark.offset & unplacedCame) != 0 && received - m_bookmark.received < std::chrono::days(1))
        return;
    m_bookmark.offset |= unplacedCame;
    m_bookmark.received = received;
    changeBookmark();
}

void Ledger::setWantsSnapshot(bool wants)
{
    if (wants == wantsSnapshot())
        return;
    m_bookmark.offset ^= snapshotIsWanted;
    changeBookmark();
}

void Ledger::changeBookmark()
{
    if (m_bookmark.id == 0)
        m_bookmark.id = m_newStream();
    m_bookmark.changed = m_bookmark.renamed = true;
}

void Ledger::forget()
{
    m_streams.clear();
    m_bookmark = {};
    m_abandoned.clear();
    m_skipped.clear();
    m_snapshots.clear();
    m_lastFound = 0;
    m_identities = IdentityWindow();
}

StreamCursor *Ledger::findOrAdd(std::string_view name)
{
    if (m_lastFound < m_streams.size() && isSameText(m_streams[m_lastFound].name, name))
        return &m_streams[m_lastFound];
    auto found = std::ranges::find(m_streams, name, &StreamCursor::name);
    if (found == m_streams.end()) {
        if (m_streams.size() >= maxStreams)
            return nullptr;
        StreamCursor cursor;
        cursor.id = m_newStream();
        cursor.name = name;
        cursor.changed = true;
        cursor.renamed = true;
        found = m_streams.insert(m_streams.end(), std::move(cursor));
    }
    m_lastFound = static_cast<std::size_t>(found - m_streams.begin());
    return &*found;
}

Ledger::Verdict Ledger::admit(Event &event, const Identity &identity, Timestamp received, Source source)
{
    const bool hasPlace = event.offset > 0;
    if (hasPlace && source == Source::List && isLeftOver(event, identity, received))
        return Verdict::Duplicate;
    if (hasPlace) {
        const auto verdict = admitUnread(event, received, source == Source::HeldStream);
        if (verdict == Verdict::Duplicate && m_order != Order::Whole)
            return admitPassed(event, identity, received, source);
        if (verdict != Verdict::Accept)
            return verdict;
    }
    // Known under another offset, it is not taken in again; but its place in the stream is passed all the same.
    return m_identities.insert(identity) ? Verdict::Accept : Verdict::Duplicate;
}

Ledger::Verdict Ledger::admitListed(Event &event, const Identity &identity)
{
    if (event.offset > 0) {
        const auto *cursor = findOrAdd(event.streamName);
        if (!cursor)
            return Verdict::TooManyStreams;
        event.stream = cursor->id;
        // It comes by itself, in its order.
        const bool isAhead = cursor->epoch != event.epoch || event.offset > cursor->offset;
        if (m_order != Order::AsTheyCome && !cursor->epoch.empty() && isAhead)
            return Verdict::Duplicate;
        // Its number is from before the stream was numbered anew.
        if (isAhead && cursor->offset > 0 && cursor->epoch == event.epoch && event.time < timeOf(*cursor)) {
            event.offset = 0;
            event.isLate = true;
        }
    }
    return m_identities.insert(identity) ? Verdict::Accept : Verdict::Duplicate;
}

Ledger::Verdict Ledger::admitUnread(Event &event, Timestamp received, bool holdsEpochs)
{
    auto *cursor = findOrAdd(event.streamName);
    if (!cursor)
        return Verdict::TooManyStreams;
    event.stream = cursor->id;
    const auto last = isSameText(cursor->epoch, event.epoch) ? cursor->offset : 0;
    const auto *gap = std::get_if<GapData>(&event.data);
    if (const auto *snapshot = m_snapshots.empty() ? nullptr : snapshotOf(event.streamName)) {
        // Of another epoch, or beyond its end, nothing comes before it is through.
        if (event.epoch != snapshot->epoch || event.offset > snapshot->to)
            return Verdict::Ahead;
    } else if (holdsEpochs && cursor->offset > 0 && cursor->epoch != event.epoch) {
        return Verdict::NewEpoch;
    } else if ((gap ? gap->from : event.offset) > last + 1 && !mayLeaveOut(*cursor, event, last)) {
        return Verdict::Ahead;
    }
    if (event.offset <= last)
        return Verdict::Duplicate;
    move(*cursor, event.epoch, event.offset);
    if (!gap) {
        cursor->received = received;
        cursor->time = event.time;
    }
    return Verdict::Accept;
}

Ledger::Verdict Ledger::admitPassed(Event &event, const Identity &identity, Timestamp received, Source source)
{
    if (std::holds_alternative<GapData>(event.data) || !m_identities.insert(identity))
        return Verdict::Duplicate;
    auto &cursor = *findOrAdd(event.streamName);
    // What says not when it happened has the time at which it came.
    if (source == Source::List && (event.time == received || event.time <= timeOf(cursor))) {
        event.isLate = true;
        return Verdict::Accept;
    }
    cursor.received = received;
    cursor.changed = true;
    cursor.time = event.time;
    if (event.offset == 1 && cursor.offset > 1) {
        move(cursor, event.epoch, event.offset);
        event.stream = cursor.id;
    } else {
        event.offset = 0;
    }
    return Verdict::Accept;
}

bool Ledger::isLeftOver(const Event &event, const Identity &identity, Timestamp received) const
{
    const auto *cursor = m_order == Order::Whole ? nullptr : find(event.streamName);
    return cursor && cursor->offset > 0 && cursor->epoch == event.epoch && event.offset > cursor->offset
        && event.time != received && event.time < timeOf(*cursor) && m_identities.contains(identity);
}

bool Ledger::mayLeaveOut(const StreamCursor &cursor, const Event &event, std::uint64_t last)
{
    if (m_order == Order::Whole)
        return false;
    if (cursor.epoch.empty())
        return true; // what came before we did is not missing
    if (m_order == Order::AsTheyCome)
        m_skipped.push_back({cursor, std::string(event.epoch), last + 1, event.offset - 1, event.time});
    return m_order == Order::AsTheyCome;
}

const Ledger::Snapshot *Ledger::snapshotOf(std::string_view stream) const
{
    const auto found = std::ranges::find(m_snapshots, stream, &Snapshot::stream);
    return found == m_snapshots.end() ? nullptr : &*found;
}

bool Ledger::openSnapshot(std::string_view stream, std::string_view epoch, std::uint64_t to)
{
    if (!findOrAdd(stream))
        return false;
    closeSnapshot(stream);
    m_snapshots.push_back({std::string(stream), std::string(epoch), to});
    return true;
}

void Ledger::closeSnapshot(std::string_view stream, std::uint64_t upTo)
{
    const auto found = std::ranges::find(m_snapshots, stream, &Snapshot::stream);
    if (found == m_snapshots.end())
        return;
    const auto snapshot = std::move(*found);
    m_snapshots.erase(found);
    auto *cursor = findOrAdd(stream);
    const auto end = std::min(upTo, snapshot.to);
    if (end > (cursor->epoch == snapshot.epoch ? cursor->offset : 0))
        move(*cursor, snapshot.epoch, end);
}

void Ledger::noteEnd(std::string_view stream, std::string_view epoch, std::uint64_t offset)
{
    const auto cursor = std::ranges::find(m_streams, stream, &StreamCursor::name);
    if (cursor == m_streams.end() || cursor->offset == 0)
        return;
    const bool sameEpoch = cursor->epoch == epoch;
    // In a new epoch that has events, the first of them moves the cursor.
    if (sameEpoch ? offset < cursor->offset : offset == 0)
        move(*cursor, epoch, offset);
}

void Ledger::move(StreamCursor &cursor, std::string_view epoch, std::uint64_t offset)
{
    const bool sameEpoch = isSameText(cursor.epoch, epoch);
    if (cursor.offset > 0 && (!sameEpoch || offset < cursor.offset))
        m_abandoned.push_back(cursor);
    if (sameEpoch && offset < cursor.offset) {
        cursor.id = m_newStream();
        cursor.renamed = true;
    }
    if (!sameEpoch) {
        cursor.epoch = epoch;
        cursor.renamed = true;
    }
    cursor.offset = offset;
    cursor.changed = true;
}

} // namespace Bellboard
