// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "connectionsummary.h"

#include "connectionwords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Connection", text);
}

/// How bad a state is for whoever wants to trust the boards; 0 is fine.
int badness(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Live:
    case ConnectionState::Draining:
        return 0;
    case ConnectionState::Recovering:
        return 1;
    case ConnectionState::Authenticating:
    case ConnectionState::Connecting:
        return 2;
    case ConnectionState::Suspect:
        return 3;
    case ConnectionState::Stopped:
        return 4;
    case ConnectionState::Waiting:
        return 5;
    case ConnectionState::Offline:
        return 6;
    case ConnectionState::SignInRequired:
        return 7;
    case ConnectionState::Rejected:
        return 8;
    }
    return 8;
}

int badness(const FeedStatus &status)
{
    return badness(isMerelyAsked(status) ? ConnectionState::Authenticating : status.state);
}

QString streamOf(Boards::Page page)
{
    switch (page) {
    case Boards::Page::Inbox:
        return u"alerts"_s;
    case Boards::Page::Payments:
        return u"payments"_s;
    case Boards::Page::Reconciliation:
        return u"reconciliation"_s;
    case Boards::Page::Charity:
        return u"charity"_s;
    case Boards::Page::Review:
        return u"review"_s;
    case Boards::Page::Chat:
        return u"chat"_s;
    }
    return {};
}

Banner bannerFor(const FeedStatus &worst)
{
    // Connecting for the first time is no news; connecting again after a failure is.
    const bool trouble = badness(worst) >= badness(ConnectionState::Suspect)
        || (!isLive(worst.state) && worst.attempt > 1 && worst.failure.error != ChannelError::None);
    if (!trouble || worst.state == ConnectionState::Stopped)
        return {};
    Banner banner;
    banner.visible = true;
    banner.severity = stateSeverity(worst);
    banner.feed = worst.name;
    banner.canRetry = canRetry(worst.state);
    banner.text = worst.name + u": "_s + stateWords(worst) + u". "_s + explanation(worst);
    return banner;
}

const StreamStatus *findStream(const FeedStatus &feed, const QString &name)
{
    const auto found = std::find_if(feed.streams.cbegin(), feed.streams.cend(),
                                    [&](const auto &stream) { return stream.name == name; });
    return found == feed.streams.cend() ? nullptr : &*found;
}

/// How fresh what `feed` has of a page is; by everything that it has when it does not say which stream that is.
Freshness feedFreshness(const FeedStatus &feed, const StreamStatus *stream)
{
    Freshness freshness;
    freshness.live = isLive(feed.state);
    freshness.lastData = (stream ? stream->lastEvent : feed.lastData).value_or(Timestamp{});
    if (stream && stream->expectedInterval.count() > 0)
        freshness.expectedInterval = stream->expectedInterval;
    return freshness;
}

} // namespace

ConnectionSummary summarise(const QList<FeedStatus> &feeds, const QString &notice, const QString &journalProblem)
{
    ConnectionSummary summary;
    if (feeds.isEmpty()) {
        summary.text = tr("No feeds");
        summary.severity = u"stale"_s;
    } else {
        const auto worst = std::max_element(feeds.cbegin(), feeds.cend(),
                                            [](const auto &a, const auto &b) { return badness(a) < badness(b); });
        const auto live =
            std::count_if(feeds.cbegin(), feeds.cend(), [](const auto &feed) { return isLive(feed.state); });
        summary.severity = stateSeverity(*worst);
        summary.text = tr("%1 · %2 of %3 feeds live").arg(stateWords(*worst)).arg(live).arg(feeds.size());
        if (live == feeds.size())
            summary.text = tr("Live · %1 of %2 feeds").arg(live).arg(feeds.size());
        summary.banner = bannerFor(*worst);
    }
    if (!journalProblem.isEmpty())
        summary.banner = {true, u"critical"_s, journalProblem, false, {}};
    else if (!notice.isEmpty() && !summary.banner.visible)
        summary.banner = {true, u"warning"_s, notice, false, {}};
    return summary;
}

Badge connectionBadge(const QList<FeedStatus> &feeds)
{
    Badge badge;
    int worst = 0;
    for (const auto &feed : feeds) {
        if (badness(feed) < badness(ConnectionState::Waiting))
            continue;
        ++badge.count;
        if (badness(feed) > worst) {
            worst = badness(feed);
            badge.severity = stateSeverity(feed);
        }
    }
    return badge;
}

Freshness pageFreshness(const QList<FeedStatus> &feeds, Boards::Page page)
{
    const auto stream = streamOf(page);
    const bool known =
        std::any_of(feeds.cbegin(), feeds.cend(), [&](const auto &feed) { return findStream(feed, stream); });
    Freshness freshness;
    bool first = true;
    for (const auto &feed : feeds) {
        const auto *own = findStream(feed, stream);
        if (known && !own)
            continue;
        const auto part = feedFreshness(feed, own);
        // The one that is the first to be old speaks for all.
        const bool oldest =
            first || part.lastData + part.expectedInterval < freshness.lastData + freshness.expectedInterval;
        const bool live = (first || freshness.live) && part.live;
        if (oldest)
            freshness = part;
        freshness.live = live;
        first = false;
    }
    return freshness;
}

} // namespace Bellboard
