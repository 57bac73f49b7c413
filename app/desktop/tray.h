// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/alertchange.h"
#include "desktop/trayhost.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

#include <memory>

namespace Bellboard {

/// What the tray shows.
struct TrayState
{
    QString severity; ///< token of the icon's shape and colour
    int unacknowledged = 0;
    QString text; ///< tooltip, in words
    QList<AlertSummary> worst; ///< the first entries of the menu
    QString pausedText; ///< "Paused until 14:30"; empty when notifications come

    bool operator==(const TrayState &other) const;
};

/// The icon in the tray with its menu. It only shows and asks; it decides nothing.
class Tray : public QObject
{
    Q_OBJECT

public:
    explicit Tray(std::unique_ptr<TrayHost> host, QObject *parent = nullptr);

    /// Whether the window may hide behind the icon.
    bool isProven() const { return m_host->isProven(); }
    /// Whether icon()->showMessage() reaches anybody.
    bool showsBalloons() const { return m_host->showsBalloons(); }
    void show(const TrayState &state);
    QSystemTrayIcon *icon() const { return m_icon.get(); }
    QMenu *menu() { return &m_menu; }

Q_SIGNALS:
    void openRequested();
    void itemRequested(const QString &key);
    void pauseRequested(Bellboard::Timestamp until); ///< the epoch ends the pause
    void retryRequested();
    void quitRequested();
    /// The icon was made anew; whoever keeps a pointer to it must ask again.
    void iconReplaced();

private:
    void makeIcon();
    void fillMenu();

    std::unique_ptr<TrayHost> m_host;
    QMenu m_menu;
    QMenu m_pauseMenu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    TrayState m_state;
};

/// The next 08:00 of local time after `now` that is on another day; the end of "until tomorrow".
Timestamp tomorrowMorning(Timestamp now);

} // namespace Bellboard
