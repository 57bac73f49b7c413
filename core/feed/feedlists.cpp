// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a feed asks for by HTTP beside its connection, and what waits meanwhile: lists say how things stood when they were made, and what
// the connection brings is newer.

#include "feed/feed.h"

#include "profile/profile.h"

#include <cstring>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

using List = ListFetcher::List;

/// Should more wait, in bytes, the list is given up.
constexpr std::size_t heldLimit = std::size_t{24} << 20;
/// Should the list that was asked for too often rest for longer, nothing waits for it.
constexpr std::chrono::milliseconds longestWait{4'000};
/// After so many more events a list is asked for again that could not be had.
constexpr std::size_t betweenLists = 4096;

} // namespace

void Feed::setUpLists()
{
    const auto &profile = m_settings.mapping;
    if (!profile || (!profile->snapshot && !profile->catchUp))
        return;
    // Before the list is older than what the identities of events reach back to.
    if (profile->catchUp && profile->catchUp->by == PollBy::Cursor)
        m_listAgain = m_ledger.identityCapacity() / 2;
    auto plan = httpPlan();
    plan.keepCursor = [this](const std::string &cursor, bool isIdle) { setPageCursor(cursor, isIdle); };
    m_lists = std::make_unique<ListFetcher>(
        std::move(plan), [this] { return m_connection.requestByHttp(); },
        [this](List list, TextBuffer &page) { takeListPage(list, page); }, m_clock);
    connect(&m_connection, &Connection::answered, m_lists.get(), &ListFetcher::release);
    connect(m_lists.get(), &ListFetcher::progressed, this, [this] { m_connection.noteProgress(); });
    connect(m_lists.get(), &ListFetcher::finished, this, [this](List list) { takeListEnd(list, {}); });
    connect(m_lists.get(), &ListFetcher::failed, this, &Feed::takeListEnd);
    connect(m_lists.get(), &ListFetcher::askingChanged, this, &Feed::noteMending);
    m_catchUpRest.setSingleShot(true);
    connect(&m_catchUpRest, &QTimer::timeout, this, [this] {
        m_catchUpFails = false;
        setOrder();
    });
    // Queued: it may end because of a message that is being taken in.
    connect(m_lists.get(), &ListFetcher::askingChanged, this, &Feed::takeHeld, Qt::QueuedConnection);
}

void Feed::askForLists()
{
    if (!m_lists)
        return;
    m_lists->stop();
    // How things stand is of use where how it came to that is not given from the beginning.
    const bool isNew = m_journalled == 0 && !asksAgain();
    if (isNew && m_lists->has(List::Snapshot))
        m_ledger.setWantsSnapshot(true);
    // How things stand last, as it is the newest.
    const bool hasHole = isMendedByList() && std::ranges::any_of(m_held, &Held::hasPlace);
    const bool wantsMissed = !givesWhatWasMissed() || hasHole;
    // What happens before a server has subscribed the connection, only a list can have.
    if ((wantsMissed || m_ledger.wantsSnapshot()) && m_connection.ask())
        m_lists->hold(m_connection.patience());
    m_missedIsCut = false;
    if (wantsMissed)
        askForMissed();
    if (m_ledger.wantsSnapshot())
        m_lists->ask(List::Snapshot);
    // Not from within the message that bids welcome.
    QMetaObject::invokeMethod(this, &Feed::takeHeld, Qt::QueuedConnection);
}

void Feed::cutLists()
{
    m_missedIsCut = m_missedIsCut || m_lists->list() == List::CatchUp || m_lists->wants(List::CatchUp);
    m_lists->stop();
}

void Feed::askForMissed()
{
    const auto rest = m_lists->wishedRest();
    if (rest <= longestWait || !m_lists->has(List::CatchUp)) {
        m_lists->askAfresh(List::CatchUp);
        return noteMending(); // it may rest for a moment
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(rest).count();
    takeListEnd(List::CatchUp,
                {ChannelError::TooManyRequests, 0, u"the server wants rest for another %1 s"_s.arg(seconds), rest});
}

void Feed::giveUpMissed()
{
    m_catchUpFails = true;
    m_catchUpRest.start(std::max(m_lists->restOf(List::CatchUp), ListFetcher::longestRest));
    setOrder();
}

bool Feed::awaitsMissed() const
{
    return m_lists->list() == List::CatchUp
        || (m_lists->wants(List::CatchUp) && m_lists->restOf(List::CatchUp) <= longestWait);
}

void Feed::takeListPage(List list, TextBuffer &page)
{
    m_listed = list;
    setOrder();
    pageGathered(page);
    m_listed.reset();
    setOrder();
}

void Feed::takeListEnd(List list, const ChannelFailure &failure)
{
    const bool isWhole = failure.error == ChannelError::None && !m_droppedSome;
    if (failure.error != ChannelError::None) {
        const auto what = list == List::Snapshot ? u"what there is"_s : u"what was missed"_s;
        m_complaint = u"The list of %1 could not be had: %2"_s.arg(
            what, failure.detail.isEmpty() ? QLatin1String(nameOf(failure.error)) : failure.detail);
        m_complaintIsOld = false;
        Q_EMIT statusChanged();
    }
    const bool comesAgain = list == List::CatchUp ? awaitsMissed() : m_lists->wants(list) || m_lists->list() == list;
    if (list == List::Snapshot) {
        m_ledger.setWantsSnapshot(!isWhole || comesAgain);
        return noticeGathered();
    }
    if (isWhole)
        m_sinceList = 0;
    m_catchUpFails = false;
    m_catchUpRest.stop();
    if (failure.error != ChannelError::None)
        giveUpMissed();
    setOrder();
    if (!m_away || m_away->until || comesAgain)
        return;
    if (isWhole)
        return m_away.reset();
    m_away->until = m_clock.wallTime();
    if (!m_taking)
        journalAbsence();
}

bool Feed::mustWait(const Event &event) const
{
    if (!m_lists || m_listed || m_writingOwn)
        return false;
    // What was missed comes before it.
    if (m_connection.speaksEarly())
        return true;
    // Of what has a place the boards know by it what is newer.
    const bool waitsForList = m_lists->list() == List::CatchUp || (m_lists->isAsking() && event.offset == 0)
        || (m_away && !m_away->until && awaitsMissed());
    if (waitsForList || m_held.empty())
        return waitsForList;
    // What fills the hole that others wait for comes before them.
    const auto *cursor = event.offset > 0 ? m_ledger.find(event.streamName) : nullptr;
    return !cursor || cursor->epoch != event.epoch || event.offset != cursor->offset + 1;
}

void Feed::hold(const Event &event, std::string_view raw)
{
    m_first.isHeld = true;
    m_held.push_back({std::string(raw), m_received, m_isPage, event.offset > 0, m_lists->catchUpsBegun()});
    m_heldBytes += raw.size();
    noteMending();
    if (m_heldBytes <= heldLimit)
        return;
    // Not from within the message at hand.
    QMetaObject::invokeMethod(
        this,
        [this, list = m_lists->wants(List::CatchUp) ? std::optional(List::CatchUp) : m_lists->list()] {
            if (list && m_connection.isUsable())
                takeListEnd(*list,
                            {ChannelError::MessageTooBig, 0, u"more came meanwhile than can be kept waiting"_s, {}});
            if (m_heldBytes > heldLimit)
                giveUpMissed();
            takeHeld();
        },
        Qt::QueuedConnection);
    m_missedIsCut = false;
    m_lists->stop();
}

bool Feed::waitForList(const Event &event, std::string_view raw)
{
    if (m_writingOwn || m_lists->restOf(List::CatchUp) > longestWait)
        return false;
    hold(event, raw);
    if (m_connection.isUsable() && m_heldBytes <= heldLimit)
        m_lists->ask(List::CatchUp);
    return true;
}

void Feed::noteEnd(const CaughtUp &caughtUp)
{
    if (!m_lists || m_ends.size() >= Ledger::maxStreams)
        return m_repair.noticeCaughtUp(caughtUp);
    m_ends.push_back({caughtUp});
    reachEnds();
}

void Feed::reachEnds()
{
    if (!m_connection.isUsable() || awaitsMissed() || !m_held.empty())
        return; // when that was read
    for (auto &end : std::exchange(m_ends, {})) {
        if (!isMendedByList()) {
            m_repair.noticeCaughtUp(end.said);
            continue;
        }
        if (!end.said.offset)
            continue;
        const auto *cursor = m_ledger.find(end.said.stream);
        const auto last = cursor && cursor->epoch == end.said.epoch ? cursor->offset : 0;
        if (last == 0 || *end.said.offset <= last)
            continue; // of a stream that began anew, the first event tells
        const bool isAsked = !end.wasAsked && !m_catchUpFails && m_lists->restOf(List::CatchUp) <= longestWait;
        if (!isAsked) {
            acceptMissing({end.said.stream, end.said.epoch, last + 1, *end.said.offset, {}});
            continue;
        }
        end.wasAsked = true;
        m_ends.push_back(end);
        m_lists->ask(List::CatchUp);
        noteMending();
    }
}

bool Feed::isBehind(const CaughtUp &caughtUp) const
{
    // Beyond it may be what a list gave that was made later.
    const auto then = std::ranges::find(m_subscribed, caughtUp.stream, &StreamCursor::name);
    return then != m_subscribed.end() && (then->epoch != caughtUp.epoch || *caughtUp.offset < then->offset);
}

void Feed::noteBeyondLists()
{
    // Behind the id of an event that the other way brought long ago there may be nothing any more.
    if (m_connection.carrier() == Carrier::WebSocket && m_settings.mapping->eventsGoOnByIds())
        m_ledger.setPageCursor({});
    if (m_listAgain == 0 || ++m_sinceList < m_listAgain)
        return;
    m_sinceList -= betweenLists;
    // One that never was read has all that ever happened.
    if (m_connection.isUsable() && !m_ledger.pageCursor().empty())
        m_lists->ask(List::CatchUp);
}

void Feed::takeHeld()
{
    if (!m_lists || m_lists->isAsking() || awaitsMissed() || m_missedIsCut)
        return;
    m_heldBytes = 0;
    m_takesHeld = true;
    for (const auto &held : std::exchange(m_held, {})) {
        // Later ones may have holes of their own.
        const bool passes = m_lists->newestCatchUp() > held.listsBegun;
        if (std::exchange(m_passesHoles, passes) != passes)
            setOrder();
        std::memcpy(messageSpace(held.raw.size()), held.raw.data(), held.raw.size());
        m_isPage = held.isPage;
        takeMessage(held.raw.size(), held.received);
        m_isPage = false;
    }
    m_takesHeld = m_passesHoles = false;
    setOrder();
    reachEnds();
    noteMending();
    if (!hasUncommitted())
        confirm();
    if (m_heldCursor && m_held.empty())
        setPageCursor(*std::exchange(m_heldCursor, {}), false);
}

void Feed::noteMending()
{
    m_repair.setReading(m_lists && m_lists->list() == List::CatchUp);
    m_connection.setMending(m_repair.isMending() || !m_held.empty()
                            || (m_lists && (m_lists->isAsking() || awaitsMissed())));
}

} // namespace Bellboard
