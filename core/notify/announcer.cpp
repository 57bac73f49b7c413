// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "notify/announcer.h"

#include "notify/toastwords.h"
#include "util/clock.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

Announcer::Announcer(Notifier &notifier, const Clock &clock, NotifyRules rules, QObject *parent)
    : QObject(parent)
    , m_notifier(notifier)
    , m_clock(clock)
    , m_rules(rules)
{
    connect(&notifier, &Notifier::shown, this, [this](const QString &id) { settle(id); });
    connect(&notifier, &Notifier::refused, this, &Announcer::noteRefused);
    connect(&notifier, &Notifier::returned, this, [this] {
        if (m_pausedUntil <= m_clock.wallTime()) {
            showDigest(u"While notifications could not be shown"_s,
                       [this](FeedIndex feed) { return !m_catchingUp.contains(feed); });
        }
    });
    connect(&notifier, &Notifier::closed, this, [this](const QString &id) {
        m_showing.remove(id);
        if (id == summaryId())
            m_storm.clear();
        if (id == digestId()) {
            m_digest.clear();
            m_digestGone = 0;
        }
    });
}

void Announcer::take(const QList<AlertChange> &changes)
{
    for (const auto &change : changes) {
        const auto &key = change.alert.key;
        noteStanding(change.alert);
        switch (decide(change, m_rules, contextFor(change)).action) {
        case Decision::Action::Toast:
            showSingle(takeUntold(change));
            break;
        case Decision::Action::Summary:
            m_storm.insert(key, change.alert);
            showSummary({{key, takeUntold(change)}});
            break;
        case Decision::Action::Later:
            wait(takeUntold(change));
            break;
        case Decision::Action::Withdraw:
            withdraw(key);
            break;
        case Decision::Action::Quiet:
            break;
        }
    }
}

void Announcer::noteStanding(const AlertSnapshot &alert)
{
    if (const auto waiting = m_later.find(alert.key); waiting != m_later.end())
        waiting->alert = alert;
    for (auto &toast : m_underWay) {
        if (const auto told = toast.find(alert.key); told != toast.end())
            told->alert = alert;
    }
    if (wantsAnswer(alert))
        return;
    if (m_storm.remove(alert.key) > 0)
        showSummary({});
    if (m_digest.remove(alert.key) > 0 && m_digest.isEmpty() && m_digestGone == 0)
        withdraw(digestId());
}

NotifyContext Announcer::contextFor(const AlertChange &change)
{
    NotifyContext context;
    context.now = m_clock.wallTime();
    context.pausedUntil = m_pausedUntil;
    context.notifiedSegment = m_marks.restored(change.alert.feed);
    context.notifiedWaking = Timestamp(std::chrono::milliseconds(m_wakingMarks.restored(change.alert.feed)));
    context.catchingUp = m_catchingUp.contains(change.alert.feed);
    context.showing = m_showing.contains(change.alert.key);
    while (!m_recent.empty() && m_recent.front() + m_rules.stormWindow <= context.now)
        m_recent.pop_front();
    context.recentToasts = static_cast<int>(m_recent.size());
    return context;
}

Announcer::Untold Announcer::takeUntold(const AlertChange &change)
{
    auto untold = m_later.take(change.alert.key);
    untold.alert = change.alert;
    if (change.woken)
        extend(untold.wakings, m_wakingMarks, change.alert.feed, change.woken->time_since_epoch().count());
    else
        extend(untold.segments, m_marks, change.alert.feed, change.segment);
    return untold;
}

void Announcer::extend(Span &span, ToldMarks &marks, FeedIndex feed, qint64 to)
{
    if (span.first == 0) {
        marks.hold(feed, to);
        span.first = to;
    }
    span.last = std::max(span.last, to);
}

void Announcer::merge(Span &span, const Span &other, ToldMarks &marks, FeedIndex feed)
{
    if (span.first == 0 || other.first == 0) {
        span = span.first == 0 ? other : span;
        return;
    }
    marks.release(feed, std::max(span.first, other.first));
    span = {std::min(span.first, other.first), std::max(span.last, other.last)};
}

void Announcer::add(UntoldAlerts &others, Untold untold)
{
    const auto key = untold.alert.key;
    if (const auto other = others.constFind(key); other != others.cend()) {
        merge(untold.segments, other->segments, m_marks, untold.alert.feed);
        merge(untold.wakings, other->wakings, m_wakingMarks, untold.alert.feed);
    }
    others.insert(key, untold);
}

void Announcer::wait(const Untold &untold)
{
    const auto feed = untold.alert.feed;
    add(m_later, untold);
    if (m_catchingUp.contains(feed) && !m_waitingSince.contains(feed))
        m_waitingSince.insert(feed, m_clock.instant());
}

void Announcer::setCatchingUp(FeedIndex feed, bool catchingUp)
{
    if (catchingUp) {
        m_catchingUp.insert(feed);
        return;
    }
    if (m_catchingUp.remove(feed) && m_pausedUntil <= m_clock.wallTime())
        showDigest(u"While you were away"_s, [feed](FeedIndex other) { return other == feed; });
}

void Announcer::pauseUntil(Timestamp until)
{
    const bool wasPaused = m_pausedUntil != Timestamp{};
    m_pausedUntil = until > m_clock.wallTime() ? until : Timestamp{};
    if (wasPaused && m_pausedUntil == Timestamp{}) {
        showDigest(u"While notifications were paused"_s,
                   [this](FeedIndex feed) { return !m_catchingUp.contains(feed); });
    }
    Q_EMIT pauseChanged();
}

std::optional<std::chrono::milliseconds> Announcer::untilTick() const
{
    using std::chrono::milliseconds;
    if (m_pausedUntil != Timestamp{})
        return std::max(m_pausedUntil - m_clock.wallTime(), milliseconds(0));
    if (m_waitingSince.isEmpty())
        return std::nullopt;
    const auto first = *std::min_element(m_waitingSince.cbegin(), m_waitingSince.cend());
    // Rounded up: a tick that comes too early would have to come again.
    return std::max(std::chrono::ceil<milliseconds>(first + m_rules.longestHold - m_clock.instant()), milliseconds(0));
}

void Announcer::tick()
{
    if (m_pausedUntil != Timestamp{} && m_pausedUntil <= m_clock.wallTime())
        pauseUntil({});
    if (m_pausedUntil != Timestamp{})
        return;
    const auto now = m_clock.instant();
    QSet<FeedIndex> due;
    for (auto waiting = m_waitingSince.cbegin(); waiting != m_waitingSince.cend(); ++waiting) {
        if (waiting.value() + m_rules.longestHold <= now)
            due.insert(waiting.key());
    }
    if (!due.isEmpty())
        showDigest(u"While you were away"_s, [&due](FeedIndex feed) { return due.contains(feed); });
}

void Announcer::showSingle(const Untold &untold)
{
    const auto &alert = untold.alert;
    if (m_recent.empty())
        m_storm.clear(); // what comes from now on is another storm
    m_recent.push_back(m_clock.wallTime());
    display({alert.key, alert.severity, alert.title, alert.text, true}, {{alert.key, untold}});
}

void Announcer::showSummary(const UntoldAlerts &news)
{
    if (m_storm.isEmpty())
        return withdraw(summaryId());
    display(summaryToast(summaryId(), m_storm), news);
}

void Announcer::showDigest(const QString &title, const std::function<bool(FeedIndex)> &concerned)
{
    m_waitingSince.removeIf(
        [&](const QHash<FeedIndex, Instant>::iterator &waiting) { return concerned(waiting.key()); });
    QList<Untold> open;
    UntoldAlerts rest;
    UntoldAlerts snoozed; // they are told of when their time comes
    m_later.removeIf([&](const UntoldAlerts::iterator &entry) {
        if (!concerned(entry->alert.feed))
            return false;
        if (wantsAnswer(entry->alert))
            open.append(*entry);
        else if (entry->alert.snoozed)
            snoozed.insert(entry.key(), *entry);
        else
            rest.insert(entry.key(), *entry);
        return true;
    });
    settle(snoozed);
    if (open.isEmpty() && rest.isEmpty())
        return;
    m_digestGone += static_cast<int>(rest.size());
    std::sort(open.begin(), open.end(), [](const auto &a, const auto &b) { return isWorse(a.alert, b.alert); });
    // The critical ones come first in the order.
    int singles = 0;
    while (singles < singlesAfterAbsence && singles < open.size() && open[singles].alert.severity == Severity::Critical)
        ++singles;
    for (const auto &untold : open.mid(singles)) {
        rest.insert(untold.alert.key, untold);
        m_digest.insert(untold.alert.key, untold.alert);
    }
    for (const auto &untold : open.first(singles))
        showSingle(untold);
    // A digest that is still on the screen goes on in this one.
    if (!rest.isEmpty())
        display(digestToast(digestId(), title, m_digest, singles, m_digestGone), rest);
}

void Announcer::display(const Toast &toast, const UntoldAlerts &told)
{
    m_showing.insert(toast.id);
    auto &underWay = m_underWay[toast.id];
    for (const auto &untold : told)
        add(underWay, untold);
    m_notifier.show(toast);
}

void Announcer::withdraw(const QString &id)
{
    m_showing.remove(id);
    m_notifier.withdraw(id);
    settle(id); // nobody needs to be told of it any more
}

void Announcer::settle(const UntoldAlerts &told)
{
    // Each mark is written to disk, so it is told once.
    QHash<FeedIndex, qint64> moved;
    QHash<FeedIndex, qint64> wakingMoved;
    const auto move = [](ToldMarks &marks, FeedIndex feed, const Span &span, QHash<FeedIndex, qint64> &to) {
        if (const auto mark = span.first == 0 ? std::nullopt : marks.settle(feed, span.first, span.last))
            to.insert(feed, *mark);
    };
    for (const auto &untold : told) {
        move(m_marks, untold.alert.feed, untold.segments, moved);
        move(m_wakingMarks, untold.alert.feed, untold.wakings, wakingMoved);
    }
    for (auto mark = moved.cbegin(); mark != moved.cend(); ++mark)
        Q_EMIT announced(mark.key(), mark.value());
    for (auto mark = wakingMoved.cbegin(); mark != wakingMoved.cend(); ++mark)
        Q_EMIT wakingAnnounced(mark.key(), Timestamp(std::chrono::milliseconds(mark.value())));
}

void Announcer::noteRefused(const Toast &toast)
{
    m_showing.remove(toast.id);
    if (toast.id == summaryId())
        m_storm.clear();
    if (toast.id == digestId()) {
        m_digest.clear();
        m_digestGone = 0;
    }
    const auto untold = m_underWay.take(toast.id);
    for (const auto &back : untold)
        wait(back);
}

} // namespace Bellboard
