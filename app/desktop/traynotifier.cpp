// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/traynotifier.h"

#include "desktop/tray.h"

namespace Bellboard {

namespace {

/// How long a balloon stays; the system may decide otherwise, and does not say when it goes.
constexpr std::chrono::milliseconds balloonTime{10'000};

} // namespace

TrayNotifier::TrayNotifier(Tray &tray, QObject *parent) : Notifier(parent), m_tray(tray)
{
    connect(&tray, &Tray::iconReplaced, this, [this] {
        listen();
        if (m_tray.showsBalloons())
            Q_EMIT returned();
    });
    listen();
    m_balloon.setSingleShot(true);
    m_balloon.setInterval(balloonTime);
    connect(&m_balloon, &QTimer::timeout, this, [this] { Q_EMIT closed(m_last); });
}

void TrayNotifier::listen()
{
    connect(m_tray.icon(), &QSystemTrayIcon::messageClicked, this, [this] {
        if (!m_last.isEmpty())
            Q_EMIT activated(m_last, {});
    });
}

void TrayNotifier::show(const Toast &toast)
{
    if (!m_tray.showsBalloons()) {
        Q_EMIT refused(toast);
        return;
    }
    if (m_balloon.isActive() && m_last != toast.id)
        Q_EMIT closed(m_last);
    auto symbol = QSystemTrayIcon::Information;
    if (toast.severity == Severity::Critical)
        symbol = QSystemTrayIcon::Critical;
    else if (toast.severity >= Severity::Warning)
        symbol = QSystemTrayIcon::Warning;
    m_last = toast.id;
    m_tray.icon()->showMessage(toast.title, toast.body, symbol, static_cast<int>(balloonTime.count()));
    m_balloon.start();
    Q_EMIT shown(toast.id);
}

void TrayNotifier::withdraw(const QString &id)
{
    if (id != m_last)
        return;
    m_last.clear();
    m_balloon.stop();
}

} // namespace Bellboard
