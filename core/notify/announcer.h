// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "notify/decision.h"
#include "notify/notifier.h"

#include <QObject>
#include <QSet>

#include <deque>
#include <functional>

namespace Bellboard {

class Clock;

/// Carries out what decide() decides: shows, replaces, groups and withdraws toasts, and sums up absences.
class Announcer : public QObject
{
    Q_OBJECT

public:
    /// The toasts that do not stand for one alert.
    static QString summaryId() { return QStringLiteral("storm"); }
    static QString digestId() { return QStringLiteral("digest"); }
    /// How many critical alerts are shown singly after an absence.
    static constexpr int singlesAfterAbsence = 3;

    /// `alerts`, `notifier` and `clock` must outlive it.
    Announcer(const OpenAlerts &alerts, Notifier &notifier, const Clock &clock, NotifyRules rules = {},
              QObject *parent = nullptr);

    /// Sets how far alerts were announced before this program started.
    void setNotifiedSegment(qint64 segment) { m_notifiedSegment = segment; }
    /// Takes what a batch changed; to be called after OpenAlerts was folded.
    void take(const QList<AlertChange> &changes);
    /// While a feed catches up (and at the start, until its first time), its alerts wait for the digest, which comes when it ends.
    void setCatchingUp(FeedIndex feed, bool catchingUp);
    /// Whether the alerts of a feed wait for a digest.
    bool isCatchingUp(FeedIndex feed) const { return m_catchingUp.contains(feed); }
    /// Silence until then; the epoch ends the pause and brings the digest.
    void pauseUntil(Timestamp until);
    Timestamp pausedUntil() const { return m_pausedUntil; }
    /// Ends a pause that is over; to be called now and then.
    void tick();
    /// Whether a toast of this id is on the screen, as far as we know.
    bool isShowing(const QString &id) const { return m_showing.contains(id); }

Q_SIGNALS:
    /// Everything up to this segment was announced; to be remembered on disk.
    void announced(qint64 segment);
    void pauseChanged();

private:
    NotifyContext contextFor(const AlertChange &change);
    void showSingle(const AlertSnapshot &alert);
    void showSummary();
    void showDigest(const QString &title, const std::function<bool(const AlertSnapshot &)> &concerned);
    void display(const Toast &toast);
    void remember(qint64 segment);

    const OpenAlerts &m_alerts;
    Notifier &m_notifier;
    const Clock &m_clock;
    NotifyRules m_rules;
    qint64 m_notifiedSegment = 0; ///< up to here alerts were announced before the start
    qint64 m_announcedSegment = 0;
    Timestamp m_pausedUntil;
    QSet<FeedIndex> m_catchingUp;
    QHash<QString, AlertSnapshot> m_later; ///< waits for a digest
    QHash<QString, AlertSnapshot> m_storm; ///< stands behind the summary
    QSet<QString> m_showing;
    std::deque<Timestamp> m_recent; ///< when single toasts were shown
};

} // namespace Bellboard
