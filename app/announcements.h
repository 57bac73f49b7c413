// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "absencewatch.h"
#include "desktop/tray.h"
#include "notify/announcer.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace Bellboard {

class Engine;
class Session;

/// Everything outside of the window: the tray and the toasts, wired to the session.
class Announcements : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    Announcements(Engine &engine, Session &session, const OpenAlerts &alerts, const Clock &clock,
                  QObject *parent = nullptr);
    ~Announcements() override;

    bool isTrayProven() const { return m_tray.isProven(); }

Q_SIGNALS:
    /// Bring the window to the front; an item may have been asked for just before, by Session::openItem().
    void windowRequested(const QString &activationToken);
    void quitRequested();

private:
    void open(const QString &id, const QString &activationToken);
    void refreshTray();
    QString pausedText() const;

    Session &m_session;
    const Clock &m_clock;
    Tray m_tray;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<Announcer> m_announcer;
    AbsenceWatch m_absences;
    QTimer m_pauseTimer;
};

} // namespace Bellboard
