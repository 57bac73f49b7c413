// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "notify/decision.h"
#include "notify/notifier.h"
#include "notify/toldmarks.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <deque>
#include <functional>

namespace Bellboard {

class Clock;

/// Carries out what decide() decides: shows, replaces, groups and withdraws toasts, and sums up absences.
///
/// An alert counts as told only when the notifier took its toast. Until then it is kept back from the mark that goes to disk,
/// so that the next run tells it if this one cannot.
class Announcer : public QObject
{
    Q_OBJECT

public:
    /// The toasts that do not stand for one alert.
    static QString summaryId() { return QStringLiteral("storm"); }
    static QString digestId() { return QStringLiteral("digest"); }
    /// How many critical alerts are shown singly after an absence.
    static constexpr int singlesAfterAbsence = 3;

    /// `notifier` and `clock` must outlive it.
    Announcer(Notifier &notifier, const Clock &clock, NotifyRules rules = {}, QObject *parent = nullptr);

    /// Sets how far a feed's alerts were announced before this program started.
    void setNotifiedSegment(FeedIndex feed, qint64 segment) { m_marks.restore(feed, segment); }
    /// Sets until when the snoozed alerts of a feed were announced again before this program started.
    void setNotifiedWaking(FeedIndex feed, Timestamp until)
    {
        m_wakingMarks.restore(feed, until.time_since_epoch().count());
    }
    /// Takes what a batch changed.
    void take(const QList<AlertChange> &changes);
    /// While a feed catches up (and at the start, until its first time), its alerts wait for the digest, which comes when it
    /// ends, and for an alert no later than NotifyRules::longestHold.
    void setCatchingUp(FeedIndex feed, bool catchingUp);
    /// Whether the alerts of a feed wait for a digest.
    bool isCatchingUp(FeedIndex feed) const { return m_catchingUp.contains(feed); }
    /// Silence until then; the epoch ends the pause and brings the digest.
    void pauseUntil(Timestamp until);
    Timestamp pausedUntil() const { return m_pausedUntil; }
    /// How long until tick() has something to do, 0 when it has now; nothing while nothing is to come.
    std::optional<std::chrono::milliseconds> untilTick() const;
    /// Ends a pause that is over, and tells what waited long enough.
    void tick();
    /// Whether a toast of this id is on the screen, as far as we know.
    bool isShowing(const QString &id) const { return m_showing.contains(id); }

Q_SIGNALS:
    /// Everything of this feed up to this segment was announced; to be remembered on disk.
    void announced(Bellboard::FeedIndex feed, qint64 segment);
    /// Every alert of this feed that was snoozed until then or before was announced again; to be remembered on disk.
    void wakingAnnounced(Bellboard::FeedIndex feed, Bellboard::Timestamp until);
    void pauseChanged();

private:
    /// What telling an alert covers, as a ToldMarks counts.
    struct Span
    {
        qint64 first = 0; ///< since when it waits; 0 when it covers nothing
        qint64 last = 0; ///< the newest that it covers
    };
    /// An alert that the user is to be told of.
    struct Untold
    {
        AlertSnapshot alert; ///< as it stands
        Span segments;
        Span wakings; ///< ends of snoozes, in ms since 1970
    };
    using UntoldAlerts = QHash<QString, Untold>;

    NotifyContext contextFor(const AlertChange &change);
    /// The alert of a change as one to be told, with what waited of it before.
    Untold takeUntold(const AlertChange &change);
    static void extend(Span &span, ToldMarks &marks, FeedIndex feed, qint64 to);
    static void merge(Span &span, const Span &other, ToldMarks &marks, FeedIndex feed);
    /// Adds an alert to others, as one with what they have of it.
    void add(UntoldAlerts &others, Untold untold);
    void wait(const Untold &untold);
    void noteStanding(const AlertSnapshot &alert);
    void showSingle(const Untold &untold);
    void showSummary(const UntoldAlerts &news);
    void showDigest(const QString &title, const std::function<bool(FeedIndex)> &concerned);
    void display(const Toast &toast, const UntoldAlerts &told);
    void withdraw(const QString &id);
    void settle(const QString &id) { settle(m_underWay.take(id)); }
    void settle(const UntoldAlerts &told);
    void noteRefused(const Toast &toast);

    Notifier &m_notifier;
    const Clock &m_clock;
    NotifyRules m_rules;
    ToldMarks m_marks; ///< in segments
    ToldMarks m_wakingMarks; ///< in ends of snoozes
    Timestamp m_pausedUntil;
    QSet<FeedIndex> m_catchingUp;
    UntoldAlerts m_later; ///< wait for a digest
    QHash<FeedIndex, Instant> m_waitingSince; ///< feeds that catch up: since when something of theirs is in m_later
    QHash<QString, UntoldAlerts> m_underWay; ///< by toast: given to the notifier, which has not answered
    QHash<QString, AlertSnapshot> m_storm; ///< stand behind the summary
    QHash<QString, AlertSnapshot> m_digest; ///< stand behind the digest that is on the screen
    int m_digestGone = 0;
    QSet<QString> m_showing;
    std::deque<Timestamp> m_recent; ///< when single toasts were shown
};

} // namespace Bellboard
