// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a feed says in its journal of what is missing, and of what is not any more.

#include "feed/feed.h"

#include "profile/profile.h"
#include "protocol/nativeprotocol.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Says when what is missing behind `last` happened: then or later, and, where nothing tells it better, before now.
void setTimes(GapData &gap, const StreamCursor &last, Timestamp now)
{
    gap.until = gap.until == Timestamp() ? now : std::min(gap.until, now);
    gap.since = last.time == Timestamp() ? last.received : last.time;
    // What came late has an older time than when the last was received.
    if (gap.since > gap.until)
        gap.since = {};
}

} // namespace

std::chrono::seconds Feed::dateGap(GapData &gap) const
{
    const auto *cursor = m_ledger.find(gap.stream);
    if (!cursor)
        return {};
    auto dated = gap;
    setTimes(dated, *cursor, m_received);
    if (dated.since == Timestamp{})
        return {};
    const auto silence =
        std::max(std::chrono::ceil<std::chrono::seconds>(m_received - dated.since), std::chrono::seconds(1));
    if (silence.count() > std::numeric_limits<std::uint32_t>::max())
        return {};
    gap.since = m_received - silence;
    gap.until = m_received;
    return silence;
}

void Feed::acceptMissing(const StreamRepair::Missing &missing)
{
    GapData gap{missing.stream, missing.epoch, missing.from, missing.to, "the server did not give it again"};
    gap.until = missing.until;
    if (const auto *cursor = m_ledger.find(missing.stream))
        setTimes(gap, *cursor, m_clock.wallTime());
    if (journalGap(gap))
        Q_EMIT gathered();
}

bool Feed::givesWhatWasMissed() const
{
    const auto &profile = m_settings.mapping;
    if (profile && !profile->hasLastingEvents())
        return true;
    // What only the next number would show may be missing for a week before that comes.
    const bool isNumbered = asksAgain() && !m_ledger.hadUnplaced(m_clock.wallTime());
    if ((isNumbered && (!profile || profile->numbersEvents())) || (profile && profile->replays)
        || m_connection.wentOn())
        return true;
    const bool hasCursor = !m_ledger.pageCursor().empty();
    switch (m_connection.carrier()) {
    case Carrier::EventStream:
        return profile->eventsGoOnByIds() && hasCursor;
    case Carrier::Polling:
        return profile->poll->by == PollBy::Nothing || (profile->poll->by == PollBy::Cursor && hasCursor);
    case Carrier::WebSocket:
        break;
    }
    return false;
}

bool Feed::listsWhatWasMissed() const
{
    if (!m_lists || !m_lists->has(ListFetcher::List::CatchUp))
        return false;
    const auto &profile = *m_settings.mapping;
    const bool isOfAll = profile.catchUp->by == PollBy::Nothing || profile.catchUp->by == PollBy::Cursor;
    return isOfAll || (profile.numbersEvents() && !m_ledger.hadUnplaced(m_clock.wallTime()));
}

void Feed::noteAway(std::optional<Timestamp> since)
{
    if (!m_away)
        m_away = Absence{since.value_or(Timestamp()), {}};
    m_away->until.reset();
}

void Feed::noteMove()
{
    const auto before = std::exchange(m_begun, wallTimeAt(m_clock.instant()));
    // What it had not brought yet when it was left, or happened before this one was subscribed by, nobody gives.
    if (!m_connection.hasPredecessor())
        noteAway(m_connection.lastLive().value_or(before));
}

void Feed::noteReplacement()
{
    if (givesWhatWasMissed())
        return;
    const auto doubt = m_connection.doubt();
    const bool isLikely = doubt && *doubt != TroubleHint::FocusReturned;
    if (!listsWhatWasMissed() && !isLikely)
        return;
    noteMissed(m_connection.lastLive());
}

void Feed::noteMissed(std::optional<Timestamp> since)
{
    if (givesWhatWasMissed())
        return;
    noteAway(since);
    if (listsWhatWasMissed())
        askForMissed();
    else
        noteReturn();
}

void Feed::noteReturn()
{
    if (!m_away)
        return;
    if (givesWhatWasMissed())
        return m_away.reset();
    if (listsWhatWasMissed())
        return; // it lasts until that has been read
    m_away->until = m_clock.wallTime();
    if (!m_taking)
        journalAbsence();
}

void Feed::journalAbsence()
{
    const auto name = m_settings.name.toStdString();
    GapData gap{name, {}, 0, 0, "the server does not give again what came meanwhile"};
    gap.until = *m_away->until;
    gap.since = m_away->since > gap.until ? Timestamp() : m_away->since;
    if (!journalGap(gap))
        return; // with the next message
    m_away.reset();
    noticeGathered();
}

void Feed::journalAbandoned()
{
    // One that cannot be kept now waits for the next message.
    auto &abandoned = m_ledger.abandoned();
    const auto kept = std::ranges::find_if_not(abandoned, [this](const auto &left) {
        GapData gap{left.name, left.epoch, left.offset + 1, 0, "the server began the stream anew"};
        setTimes(gap, left, m_received);
        return journalGap(gap);
    });
    abandoned.erase(abandoned.begin(), kept);
}

void Feed::journalMended()
{
    auto &mended = m_repair.mended();
    const auto kept = std::ranges::find_if_not(mended, [this](const auto &part) {
        return journalOwn(NativeProtocol::repair(QString::fromUtf8(part.place.stream),
                                                 QString::fromUtf8(part.place.epoch), part.place.from, part.place.to,
                                                 part.means));
    });
    mended.erase(mended.begin(), kept);
}

void Feed::journalSkipped()
{
    auto &skipped = m_ledger.skipped();
    const auto kept = std::ranges::find_if_not(skipped, [this](const auto &part) {
        GapData gap{part.last.name, part.epoch, part.from, part.to, "the server cannot give it again"};
        gap.until = part.until;
        setTimes(gap, part.last, m_received);
        m_behind = part.last.id;
        const bool isKept = journalGap(gap);
        m_behind = 0;
        return isKept;
    });
    skipped.erase(skipped.begin(), kept);
}

bool Feed::journalGap(const GapData &gap)
{
    if (!journalOwn(NativeProtocol::gap(gap)))
        return false;
    // What came meanwhile is lost, but not how things stand now.
    if (m_lists && m_lists->has(ListFetcher::List::Snapshot)) {
        m_ledger.setWantsSnapshot(true);
        if (m_connection.isUsable())
            m_lists->ask(ListFetcher::List::Snapshot);
    }
    return true;
}

bool Feed::journalOwn(const QByteArray &message)
{
    const auto size = static_cast<std::size_t>(message.size());
    // Taken in like any other message, so that it is journalled and seen.
    char *space = spaceFor(size, 0);
    std::memcpy(space, message.constData(), size);
    if (std::exchange(m_overflow, nullptr)) {
        m_taking = false;
        return false;
    }
    m_received = wallTimeAt(m_clock.instant());
    m_writingOwn = true;
    ingest(size);
    m_writingOwn = false;
    m_taking = false;
    return true;
}

} // namespace Bellboard
