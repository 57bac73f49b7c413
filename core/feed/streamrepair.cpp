// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/streamrepair.h"

#include <algorithm>

namespace Bellboard {

StreamRepair::StreamRepair(Ledger &ledger, std::chrono::milliseconds patience, Ask ask,
                           std::function<void(const Missing &)> accept, QObject *parent)
    : QObject(parent)
    , m_ledger(ledger)
    , m_ask(std::move(ask))
    , m_accept(std::move(accept))
    , m_timer(this)
{
    m_timer.setInterval(patience);
    connect(&m_timer, &QTimer::timeout, this, &StreamRepair::noticeTimeout);
}

std::vector<std::string> StreamRepair::begin(const Welcome &welcome)
{
    pause();
    m_paused = false;
    m_offered = welcome.snapshots;
    m_vain.clear();
    m_awaited.clear();
    for (auto &[name, hole] : m_holes)
        ++hole.asks;
    std::vector<std::string> wanted;
    for (const auto &stream : welcome.streams) {
        const auto *cursor = m_ledger.find(stream.name);
        const bool isNewEpoch = cursor && !cursor->epoch.empty() && cursor->epoch != stream.epoch;
        const bool isTrimmed = stream.first > lastOf(stream.name, stream.epoch) + 1;
        if (!m_offered || stream.last == 0 || (!isNewEpoch && !isTrimmed) || m_holes.size() >= Ledger::maxStreams)
            continue;
        m_holes[stream.name].stage = Stage::SnapshotAsked;
        wanted.push_back(stream.name);
    }
    watch();
    tellMending();
    return wanted;
}

void StreamRepair::pause()
{
    m_paused = true;
    m_timer.stop();
    for (auto hole = m_holes.begin(); hole != m_holes.end();) {
        m_ledger.closeSnapshot(hole->first);
        hole->second.stage = Stage::Asked;
        hole = hole->second.until == 0 ? m_holes.erase(hole) : std::next(hole);
    }
    tellMending();
}

void StreamRepair::forget()
{
    std::erase_if(m_holes, [](const auto &entry) { return entry.second.stage == Stage::Asked; });
    tellMending();
}

std::uint64_t StreamRepair::lastOf(std::string_view stream, std::string_view epoch) const
{
    const auto *cursor = m_ledger.find(stream);
    return cursor && cursor->epoch == epoch ? cursor->offset : 0;
}

StreamCursor StreamRepair::positionOf(const std::string &stream) const
{
    if (const auto *cursor = m_ledger.find(stream))
        return *cursor;
    StreamCursor nowhere;
    nowhere.name = stream;
    return nowhere;
}

// While decoding

void StreamRepair::note(const Event &event)
{
    // What stands between will be asked for; until it comes, everything behind it is dropped, to come again in order.
    const auto [entry, isNew] = m_holes.try_emplace(std::string(event.streamName));
    auto &hole = entry->second;
    if (hole.stage != Stage::Asked) {
        // What comes before a snapshot begins will be in it, or behind it.
        hole.again = hole.again || hole.stage != Stage::SnapshotAsked;
        return;
    }
    const bool sameEpoch = !isNew && hole.epoch == event.epoch;
    if (!sameEpoch)
        hole.from = lastOf(event.streamName, event.epoch) + 1;
    if (!sameEpoch || event.offset < hole.until) {
        hole.until = event.offset;
        hole.time = event.time;
    }
    hole.epoch = event.epoch;
    if (!isNew)
        return;
    QMetaObject::invokeMethod(this, [this, stream = entry->first] { ask(stream); }, Qt::QueuedConnection);
    tellMending();
}

bool StreamRepair::takesOver(const Event &gap)
{
    const auto &data = std::get<GapData>(gap.data);
    if (gap.offset == 0 || !canSnapshot(gap.streamName))
        return false;
    const auto known = m_holes.find(gap.streamName);
    if (known != m_holes.end() && known->second.stage != Stage::Asked)
        return true;
    const auto last = lastOf(gap.streamName, gap.epoch);
    if (data.from > last + 1 || gap.offset <= last || m_holes.size() >= Ledger::maxStreams)
        return false;
    askSnapshotSoon(gap.streamName);
    return true;
}

bool StreamRepair::takesOverEpoch(const Event &event)
{
    if (!canSnapshot(event.streamName))
        return false;
    const auto known = m_holes.find(event.streamName);
    if (known != m_holes.end() && known->second.stage != Stage::Asked)
        return true; // the snapshot that was asked for is of the new one, or is followed by its events
    if (known == m_holes.end() && m_holes.size() >= Ledger::maxStreams)
        return false;
    askSnapshotSoon(event.streamName);
    return true;
}

void StreamRepair::askSnapshotSoon(std::string_view stream)
{
    auto &hole = m_holes[std::string(stream)];
    hole = {};
    hole.stage = Stage::SnapshotAsked;
    QMetaObject::invokeMethod(
        this,
        [this, name = std::string(stream)] {
            const auto found = m_holes.find(name);
            if (found != m_holes.end() && found->second.stage == Stage::SnapshotAsked)
                askSnapshot(found);
        },
        Qt::QueuedConnection);
    tellMending();
}

void StreamRepair::close(const Event &event)
{
    if (m_holes.empty() || event.offset == 0)
        return; // what has no place fills none
    const auto entry = m_holes.find(event.streamName);
    if (entry == m_holes.end())
        return;
    auto &hole = entry->second;
    hole.moved = true;
    if (hole.stage == Stage::SnapshotRunning) {
        if (event.offset > hole.next && !hole.skipped) {
            hole.skipped = true;
            say(entry, hole.snapshotEpoch, hole.next, hole.snapshotEnd, RepairMeans::Snapshot);
        }
        hole.next = event.offset + 1;
        return;
    }
    if (hole.stage != Stage::Asked)
        return;
    const bool isGap = std::holds_alternative<GapData>(event.data);
    if (isGap)
        hole.from = event.offset + 1;
    if (event.epoch == hole.epoch && event.offset + 1 < hole.until)
        return;
    if (event.epoch == hole.epoch && hole.from < hole.until)
        say(entry, hole.epoch, hole.from, hole.until - 1, RepairMeans::Again);
    m_holes.erase(entry);
    tellMending();
}

void StreamRepair::noticeSnapshot(const SnapshotBegin &begin)
{
    const auto entry = m_holes.find(begin.stream);
    const bool isAwaited = entry != m_holes.end()
        && (entry->second.stage == Stage::SnapshotAsked
            || (entry->second.stage == Stage::SnapshotRunning && !begin.ok)); // it broke off
    if (!isAwaited)
        return;
    auto &hole = entry->second;
    m_ledger.closeSnapshot(begin.stream);
    hole.stage = Stage::SnapshotAsked;
    if (begin.ok && m_ledger.openSnapshot(begin.stream, begin.epoch, begin.offset)) {
        hole.stage = Stage::SnapshotRunning;
        hole.snapshotEpoch = begin.epoch;
        hole.snapshotEnd = begin.offset;
        hole.next = lastOf(begin.stream, begin.epoch) + 1;
        hole.moved = true;
        return;
    }
    QMetaObject::invokeMethod(
        this,
        [this, stream = begin.stream] {
            const auto found = m_holes.find(stream);
            if (found != m_holes.end() && found->second.stage == Stage::SnapshotAsked)
                fail(found);
        },
        Qt::QueuedConnection);
}

void StreamRepair::endSnapshot(const CaughtUp &caughtUp)
{
    const auto entry = m_holes.find(caughtUp.stream);
    if (entry == m_holes.end() || entry->second.stage != Stage::SnapshotRunning)
        return;
    auto &hole = entry->second;
    const bool isWhole = caughtUp.epoch == hole.snapshotEpoch;
    const auto end = isWhole ? std::min(caughtUp.offset.value_or(0), hole.snapshotEnd) : 0;
    // Its last events may have been left out, as newer ones follow; or it left out none.
    if (end >= hole.next && !hole.skipped)
        say(entry, hole.snapshotEpoch, hole.next, end, RepairMeans::Snapshot);
    else if (!hole.skipped && hole.epoch == hole.snapshotEpoch && hole.from < hole.until && hole.next >= hole.until)
        say(entry, hole.epoch, hole.from, hole.until - 1, RepairMeans::Snapshot);
    m_ledger.closeSnapshot(caughtUp.stream, end);
    hole.stage = Stage::SnapshotDone;
    hole.again = hole.again || !isWhole;
}

void StreamRepair::say(Holes::const_iterator hole, const std::string &epoch, std::uint64_t from, std::uint64_t to,
                       RepairMeans means)
{
    m_mended.push_back({{hole->first, epoch, from, to}, means});
}

// From the event loop

void StreamRepair::noticeCaughtUp(const CaughtUp &caughtUp)
{
    auto *awaited = awaitedOf(caughtUp.stream);
    const bool isLast = awaited && --*awaited <= 0;
    const auto hole = m_holes.find(caughtUp.stream);
    if (hole == m_holes.end())
        return isLast ? noticeEnd(caughtUp) : void();
    if (hole->second.stage == Stage::SnapshotDone) {
        const bool again = hole->second.again;
        m_holes.erase(hole);
        // What came too early was dropped; now it fits.
        if (again)
            send(caughtUp.stream, RepairMeans::Again);
        return tellMending();
    }
    if (hole->second.stage != Stage::Asked || !m_ledger.find(caughtUp.stream))
        return;
    if (m_reading)
        return;
    if (hole->second.asks < maxAsks)
        return ask(hole->first);
    auto &missing = hole->second;
    // In the epoch that the server is in now, it has nothing behind this; what came, if too early, is not missing.
    const auto end = caughtUp.offset;
    if (end && (missing.epoch != caughtUp.epoch || missing.until > *end + 1)) {
        missing.epoch = caughtUp.epoch;
        missing.until = *end + 1;
        missing.time = {};
    }
    if (missing.until > lastOf(caughtUp.stream, missing.epoch) + 1)
        return giveUp(hole);
    m_holes.erase(hole);
    tellMending();
}

int *StreamRepair::awaitedOf(const std::string &stream)
{
    const auto known = m_awaited.find(stream);
    if (known != m_awaited.end())
        return &known->second;
    // One for the subscription to all streams.
    return m_awaited.size() < Ledger::maxStreams ? &m_awaited.emplace(stream, 1).first->second : nullptr;
}

void StreamRepair::send(const std::string &stream, RepairMeans means)
{
    if (auto *awaited = awaitedOf(stream))
        ++*awaited;
    m_ask(positionOf(stream), means);
}

void StreamRepair::noticeEnd(const CaughtUp &caughtUp)
{
    if (!caughtUp.offset)
        return;
    const auto end = *caughtUp.offset;
    const auto *cursor = m_ledger.find(caughtUp.stream);
    const bool isWhole =
        end <= lastOf(caughtUp.stream, caughtUp.epoch) || m_ledger.order() == Ledger::Order::AsTheyCome;
    const bool hasPosition = cursor && !cursor->epoch.empty();
    // Of a stream that began anew, the first event tells; so does that of one which may begin anywhere.
    const bool beginsAnew =
        hasPosition ? cursor->epoch != caughtUp.epoch : m_ledger.order() == Ledger::Order::FromAnywhere;
    if (isWhole || beginsAnew || m_holes.size() >= Ledger::maxStreams)
        return;
    auto &hole = m_holes[caughtUp.stream];
    hole.epoch = caughtUp.epoch;
    hole.from = lastOf(caughtUp.stream, caughtUp.epoch) + 1;
    hole.until = end + 1;
    tellMending();
    ask(caughtUp.stream);
}

void StreamRepair::ask(const std::string &stream)
{
    const auto hole = m_holes.find(stream);
    if (m_paused || hole == m_holes.end() || hole->second.stage != Stage::Asked)
        return;
    ++hole->second.asks;
    hole->second.moved = true;
    watch();
    send(stream, RepairMeans::Again);
}

void StreamRepair::askSnapshot(Holes::iterator hole)
{
    hole->second.stage = Stage::SnapshotAsked;
    hole->second.moved = true;
    watch();
    send(hole->first, RepairMeans::Snapshot);
}

void StreamRepair::giveUp(Holes::iterator hole)
{
    if (canSnapshot(hole->first))
        return askSnapshot(hole);
    const auto [stream, missing] = *hole;
    m_holes.erase(hole);
    const auto last = lastOf(stream, missing.epoch);
    if (missing.until > last + 1)
        m_accept({stream, missing.epoch, last + 1, missing.until - 1, missing.time});
    // What came too early was dropped; now it fits. Of what it does not have, the server speaks for itself.
    send(stream, RepairMeans::Again);
    tellMending();
}

void StreamRepair::fail(Holes::iterator hole)
{
    m_ledger.closeSnapshot(hole->first);
    m_vain.insert(hole->first);
    giveUp(hole);
}

void StreamRepair::watch()
{
    if (m_holes.empty())
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start();
}

void StreamRepair::tellMending()
{
    const bool mending = !m_holes.empty();
    if (std::exchange(m_toldMending, mending) != mending)
        Q_EMIT mendingChanged(mending);
}

void StreamRepair::noticeTimeout()
{
    std::vector<std::string> idle;
    for (auto &[stream, hole] : m_holes) {
        if (!std::exchange(hole.moved, false) && hole.stage != Stage::SnapshotDone)
            idle.push_back(stream);
    }
    for (const auto &stream : idle) {
        const auto hole = m_holes.find(stream);
        if (hole == m_holes.end())
            continue;
        if (hole->second.stage != Stage::Asked)
            fail(hole);
        else if (m_reading)
            continue;
        else if (hole->second.asks < maxAsks)
            ask(stream);
        else
            giveUp(hole);
    }
    watch();
}

} // namespace Bellboard
