// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/traynotifier.h"

#include "desktop/tray.h"

namespace Bellboard {

TrayNotifier::TrayNotifier(Tray &tray, QObject *parent) : Notifier(parent), m_tray(tray)
{
    connect(&tray, &Tray::iconReplaced, this, &TrayNotifier::listen);
    listen();
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
    auto symbol = QSystemTrayIcon::Information;
    if (toast.severity == Severity::Critical)
        symbol = QSystemTrayIcon::Critical;
    else if (toast.severity >= Severity::Warning)
        symbol = QSystemTrayIcon::Warning;
    m_last = toast.id;
    m_tray.icon()->showMessage(toast.title, toast.body, symbol);
}

void TrayNotifier::withdraw(const QString &id)
{
    if (id == m_last)
        m_last.clear();
}

} // namespace Bellboard
