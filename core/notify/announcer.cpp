// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "notify/announcer.h"

#include "util/clock.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

bool worse(const AlertSnapshot &a, const AlertSnapshot &b)
{
    if (a.severity != b.severity)
        return a.severity > b.severity;
    return a.raised != b.raised ? a.raised > b.raised : a.key < b.key;
}

/// The titles of the worst three, a line each.
QString topTitles(const QList<AlertSnapshot> &sorted)
{
    QStringList lines;
    for (const auto &alert : sorted.first(std::min<qsizetype>(3, sorted.size())))
        lines << alert.title;
    if (sorted.size() > lines.size())
        lines << u"and %1 more"_s.arg(sorted.size() - lines.size());
    return lines.join(u'\n');
}

QString alertCount(qsizetype count)
{
    return count == 1 ? u"1 alert"_s : u"%1 alerts"_s.arg(count);
}

} // namespace

Announcer::Announcer(const OpenAlerts &alerts, Notifier &notifier, const Clock &clock, NotifyRules rules,
                     QObject *parent)
    : QObject(parent)
    , m_alerts(alerts)
    , m_notifier(notifier)
    , m_clock(clock)
    , m_rules(rules)
{
    connect(&notifier, &Notifier::closed, this, [this](const QString &id) {
        m_showing.remove(id);
        if (id == summaryId())
            m_storm.clear();
    });
}

void Announcer::take(const QList<AlertChange> &changes)
{
    for (const auto &change : changes) {
        const auto &key = change.alert.key;
        switch (decide(change, m_rules, contextFor(change)).action) {
        case Decision::Action::Toast:
            showSingle(change.alert);
            remember(change.alert.segment);
            break;
        case Decision::Action::Summary:
            m_storm.insert(key, change.alert);
            showSummary();
            remember(change.alert.segment);
            break;
        case Decision::Action::Later:
            m_later.insert(key, change.alert);
            break;
        case Decision::Action::Withdraw:
            m_showing.remove(key);
            m_notifier.withdraw(key);
            break;
        case Decision::Action::Quiet:
            break;
        }
        if (change.alert.state != AlertState::Raised && m_storm.remove(key) > 0)
            showSummary();
    }
}

NotifyContext Announcer::contextFor(const AlertChange &change)
{
    NotifyContext context;
    context.now = m_clock.wallTime();
    context.pausedUntil = m_pausedUntil;
    context.notifiedSegment = m_notifiedSegment;
    context.catchingUp = m_catchingUp.contains(change.alert.feed);
    context.showing = m_showing.contains(change.alert.key);
    while (!m_recent.empty() && m_recent.front() + m_rules.stormWindow <= context.now)
        m_recent.pop_front();
    context.recentToasts = static_cast<int>(m_recent.size());
    return context;
}

void Announcer::setCatchingUp(FeedIndex feed, bool catchingUp)
{
    if (catchingUp) {
        m_catchingUp.insert(feed);
        return;
    }
    if (m_catchingUp.remove(feed) && m_pausedUntil <= m_clock.wallTime())
        showDigest(u"While you were away"_s, [feed](const AlertSnapshot &alert) { return alert.feed == feed; });
}

void Announcer::pauseUntil(Timestamp until)
{
    const bool wasPaused = m_pausedUntil != Timestamp{};
    m_pausedUntil = until > m_clock.wallTime() ? until : Timestamp{};
    if (wasPaused && m_pausedUntil == Timestamp{}) {
        showDigest(u"While notifications were paused"_s,
                   [this](const AlertSnapshot &alert) { return !m_catchingUp.contains(alert.feed); });
    }
    Q_EMIT pauseChanged();
}

void Announcer::tick()
{
    if (m_pausedUntil != Timestamp{} && m_pausedUntil <= m_clock.wallTime())
        pauseUntil({});
}

void Announcer::showSingle(const AlertSnapshot &alert)
{
    display({alert.key, alert.severity, alert.title, alert.text, true});
    if (m_recent.empty())
        m_storm.clear(); // what comes from now on is another storm
    m_recent.push_back(m_clock.wallTime());
}

void Announcer::showSummary()
{
    const auto id = summaryId();
    if (m_storm.isEmpty()) {
        m_showing.remove(id);
        m_notifier.withdraw(id);
        return;
    }
    auto alerts = m_storm.values();
    std::sort(alerts.begin(), alerts.end(), worse);
    display({id, alerts.first().severity, u"%1 more in the last minute"_s.arg(alertCount(alerts.size())),
             topTitles(alerts), false});
}

void Announcer::showDigest(const QString &title, const std::function<bool(const AlertSnapshot &)> &concerned)
{
    QList<AlertSnapshot> open;
    qsizetype gone = 0;
    qint64 newest = 0;
    m_later.removeIf([&](const QHash<QString, AlertSnapshot>::iterator &entry) {
        if (!concerned(entry.value()))
            return false;
        newest = std::max(newest, entry.value().segment);
        const auto now = m_alerts.find(entry.key());
        if (now && now->state == AlertState::Raised)
            open.append(*now);
        else
            ++gone;
        return true;
    });
    std::sort(open.begin(), open.end(), worse);
    // The critical ones come first in the order.
    int singles = 0;
    while (singles < singlesAfterAbsence && singles < open.size() && open[singles].severity == Severity::Critical)
        showSingle(open[singles++]);
    const auto rest = open.mid(singles);
    if (!rest.isEmpty() || gone > 0) {
        QStringList lines;
        if (!rest.isEmpty()) {
            lines << (singles > 0 ? u"%1 more want an answer:"_s : u"%1 want an answer:"_s).arg(alertCount(rest.size()))
                  << topTitles(rest);
        }
        if (gone > 0)
            lines << u"%1 came and went."_s.arg(alertCount(gone));
        display({digestId(), rest.isEmpty() ? Severity::Info : rest.first().severity, title, lines.join(u'\n'), false});
    }
    if (newest > 0)
        remember(newest);
}

void Announcer::display(const Toast &toast)
{
    m_showing.insert(toast.id);
    m_notifier.show(toast);
}

void Announcer::remember(qint64 segment)
{
    if (segment <= m_announcedSegment)
        return;
    m_announcedSegment = segment;
    Q_EMIT announced(segment);
}

} // namespace Bellboard
