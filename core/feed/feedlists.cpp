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
constexpr std::size_t heldLimit = std::size_t{8} << 20;

} // namespace

void Feed::setUpLists()
{
    const auto &profile = m_settings.mapping;
    if (!profile || (!profile->snapshot && !profile->catchUp))
        return;
    auto plan = httpPlan();
    plan.keepCursor = [this](const std::string &cursor, bool isIdle) { setPageCursor(cursor, isIdle); };
    m_lists = std::make_unique<ListFetcher>(
        std::move(plan), [this] { return m_connection.requestByHttp(); },
        [this](List list, TextBuffer &page) { takeListPage(list, page); }, m_clock);
    connect(m_lists.get(), &ListFetcher::progressed, this, [this] { m_connection.noteProgress(); });
    connect(m_lists.get(), &ListFetcher::finished, this, [this](List list) { takeListEnd(list, {}); });
    connect(m_lists.get(), &ListFetcher::failed, this, &Feed::takeListEnd);
    connect(m_lists.get(), &ListFetcher::askingChanged, this, &Feed::noteMending);
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
    // How things stand last, as it is the newest.
    if (!givesWhatWasMissed())
        m_lists->ask(List::CatchUp);
    if (isNew || m_wantsSnapshot)
        m_lists->ask(List::Snapshot);
    // Not from within the message that bids welcome.
    if (std::exchange(m_missedIsCut, false))
        QMetaObject::invokeMethod(this, &Feed::takeHeld, Qt::QueuedConnection);
}

void Feed::cutLists()
{
    m_missedIsCut = m_missedIsCut || m_lists->list() == List::CatchUp;
    m_lists->stop();
}

void Feed::takeListPage(List list, TextBuffer &page)
{
    m_listed = list;
    pageGathered(page);
    m_listed.reset();
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
    if (list == List::Snapshot)
        m_wantsSnapshot = !isWhole || m_lists->wants(List::Snapshot);
    if (list == List::Snapshot || !m_away || m_away->until)
        return;
    if (isWhole)
        return m_away.reset();
    m_away->until = m_clock.wallTime();
    journalAbsence();
}

bool Feed::mustWait(const Event &event) const
{
    if (!m_lists || m_listed || m_writingOwn)
        return false;
    // Of what has a place the boards know by it what is newer.
    const bool isLater = m_lists->list() == List::CatchUp || (m_lists->isAsking() && event.offset == 0);
    return isLater || !m_held.empty();
}

void Feed::hold(std::string_view raw)
{
    m_held.push_back({std::string(raw), m_isPage});
    m_heldBytes += raw.size();
    if (m_heldBytes <= heldLimit)
        return;
    // Not from within the message at hand.
    if (const auto list = m_lists->list())
        QMetaObject::invokeMethod(
            this,
            [this, list = *list] {
                takeListEnd(list,
                            {ChannelError::MessageTooBig, 0, u"more came meanwhile than can be kept waiting"_s, {}});
            },
            Qt::QueuedConnection);
    m_missedIsCut = false;
    m_lists->stop();
}

void Feed::takeHeld()
{
    if (m_lists->isAsking() || m_missedIsCut)
        return;
    m_heldBytes = 0;
    m_takesHeld = true;
    for (const auto &[raw, isPage] : std::exchange(m_held, {})) {
        std::memcpy(messageSpace(raw.size()), raw.data(), raw.size());
        m_isPage = isPage;
        messageReceived(raw.size(), PayloadKind::Text);
        m_isPage = false;
    }
    m_takesHeld = false;
    confirm();
    if (m_heldCursor && m_held.empty())
        setPageCursor(*std::exchange(m_heldCursor, {}), false);
}

void Feed::noteMending()
{
    m_repair.setReading(m_lists && m_lists->list() == List::CatchUp);
    m_connection.setMending(m_repair.isMending() || (m_lists && m_lists->isAsking()));
}

} // namespace Bellboard
