// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "connectionsummary.h"

#include "board/format.h"
#include "connectionwords.h"

#include <QCoreApplication>
#include <QDir>

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

/// By everything that it has, where nobody says which stream it is.
Freshness feedFreshness(const FeedStatus &feed)
{
    StreamStatus any;
    any.lastEvent = feed.lastData;
    return streamFreshness(feed, any);
}

} // namespace

QString strainWords(const JournalStatus &journal)
{
    QStringList sentences;
    if (journal.waiting > 0) {
        const auto count = Format::count(static_cast<qint64>(journal.waiting));
        sentences << tr("More comes than can be shown at once: %1 events wait, nothing is lost.").arg(count);
        if (journal.shownUntil)
            sentences << tr("What is shown is as of %1.").arg(Format::timeOfDay(*journal.shownUntil));
    }
    if (journal.slow)
        sentences << tr("The disk is slow: events are taken in more slowly than they come.");
    return sentences.join(u' ');
}

JournalNote journalNote(const JournalStatus &journal, const QString &folder, const QString &damage)
{
    JournalNote note;
    QStringList sentences{journal.problem, journal.notice, damage, strainWords(journal)};
    sentences.removeAll(QString());
    note.text = sentences.join(u' ');
    for (const auto &name : journal.setAside)
        note.setAside.prepend(QDir::toNativeSeparators(QDir(folder).filePath(name)));
    if (!journal.problem.isEmpty()) {
        note.severity = u"critical"_s;
        note.stateText = tr("Not working");
    } else if (!journal.notice.isEmpty() || !damage.isEmpty()) {
        note.severity = u"warning"_s;
        note.stateText = tr("Was damaged");
    } else if (!note.text.isEmpty()) {
        note.severity = u"info"_s;
        note.stateText = tr("Behind");
    } else if (!note.setAside.isEmpty()) {
        note.severity = u"ok"_s;
        note.stateText = tr("Working");
    }
    return note;
}

ConnectionSummary summarise(const QList<FeedStatus> &feeds, const OwnTrouble &own)
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
    if (!own.problem.isEmpty())
        summary.banner = {true, u"critical"_s, own.problem, false, {}};
    else if (!own.notice.isEmpty() && !summary.banner.visible)
        summary.banner = {true, u"warning"_s, own.notice, false, {}};
    else if (!own.strain.isEmpty() && !summary.banner.visible)
        summary.banner = {true, u"info"_s, own.strain, false, {}};
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

Freshness streamFreshness(const FeedStatus &feed, const StreamStatus &stream)
{
    Freshness freshness;
    freshness.live = isLive(feed.state);
    freshness.lastData = stream.lastEvent.value_or(Timestamp{});
    freshness.lastLive = feed.lastLive.value_or(Timestamp{});
    freshness.expectedInterval = stream.expectedInterval;
    return freshness;
}

Freshness pageFreshness(const QList<FeedStatus> &feeds, Boards::Page page, const Boards::Sources &sources,
                        Timestamp now)
{
    const auto name = Boards::streamOf(page);
    const auto &own = sources[static_cast<std::size_t>(page)];
    QList<Freshness> parts;
    for (const auto &feed : feeds) {
        const auto before = parts.size();
        for (const auto &stream : feed.streams) {
            if (stream.name == name || (stream.id != 0 && own.has(feed.feed, stream.id)))
                parts << streamFreshness(feed, stream);
        }
        for (const auto &source : own.all()) {
            if (source.feed == feed.feed && source.stream == 0) {
                parts << streamFreshness(feed, {});
                parts.last().lastData = source.newest;
            }
        }
        // Nobody knows what belongs to a feed of which nothing came.
        const bool hasGiven = !feed.streams.isEmpty()
            || std::ranges::any_of(sources, [&](const auto &any) { return any.has(feed.feed); });
        // Of a stream that began anew, what it gave before is shown.
        if (parts.size() == before && (!hasGiven || own.has(feed.feed)))
            parts << feedFreshness(feed);
        for (auto part = parts.begin() + before; part != parts.end(); ++part)
            part->source = feed.name;
    }
    return worstOf(parts, now);
}

Freshness overallFreshness(const QList<FeedStatus> &feeds, Timestamp now)
{
    QList<Freshness> parts;
    for (const auto &feed : feeds) {
        for (const auto &stream : feed.streams) {
            parts << streamFreshness(feed, stream);
            parts.last().source = feeds.size() > 1 ? feed.name + u", "_s + stream.name : stream.name;
        }
        if (feed.streams.isEmpty()) {
            parts << feedFreshness(feed);
            parts.last().source = feed.name;
        }
    }
    return worstOf(parts, now);
}

} // namespace Bellboard
