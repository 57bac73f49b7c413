// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/feedstatus.h"
#include "notify/announcer.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace Bellboard {

class Engine;
class Session;
class Tray;

/// Everything outside of the window: the tray and the toasts, wired to the session.
class Announcements : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Parts
    {
        Engine &engine; ///< started, so that it knows what was announced before
        Session &session;
        Tray &tray;
        Notifier &notifier;
        const Clock &clock;
    };
    explicit Announcements(const Parts &parts, QObject *parent = nullptr);

    /// Whether the alerts of a feed are told singly, as they happen now, rather than in a digest.
    bool isCurrent(FeedIndex feed) const { return m_current.contains(feed); }

Q_SIGNALS:
    /// Bring the window to the front; an item may have been asked for just before, by Session::openItem().
    void windowRequested(const QString &activationToken);
    void quitRequested();

private:
    void connectTray();
    void open(const QString &id, const QString &activationToken);
    /// Lets the announcer tell single alerts of a feed only while what comes is new.
    void settle(const FeedStatus &status);
    void tickWhenDue();
    void refreshTray();
    QString pausedText() const;

    Session &m_session;
    Tray &m_tray;
    const Clock &m_clock;
    Announcer m_announcer;
    QTimer m_tickTimer;
    QHash<FeedIndex, FeedStatus> m_statuses; ///< while the journal is read back
    QSet<FeedIndex> m_current; ///< feeds whose alerts happen now
    bool m_replaying = true;
};

} // namespace Bellboard
