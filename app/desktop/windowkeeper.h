// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "desktop/placement.h"

#include <QObject>

#include <functional>

class QWindow;

namespace Bellboard {

class Settings;

/// Keeps the window's place, and decides what closing it means: it hides only behind a proven tray, else it minimises.
class WindowKeeper : public QObject
{
    Q_OBJECT

public:
    /// Smaller than this it shows nothing useful.
    static constexpr QSize minimumSize{720, 480};

    /// Both must outlive the keeper.
    WindowKeeper(QWindow &window, Settings &settings, QObject *parent = nullptr);

    /// Puts the window where it was, on a screen that is there now; shows it minimised when `minimised`.
    void restore(bool minimised);
    /// Says whether the window may hide; asked at each closing.
    void setTrayProven(std::function<bool()> proven) { m_trayProven = std::move(proven); }
    /// Shows the window and brings it to the front; the token is the system's leave to do so (Wayland), may be empty.
    void raise(const QString &activationToken = {});

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// Whether somebody can see the window now.
    void visibleChanged(bool visible);
    /// The user pressed the system's shortcut for Quit.
    void quitRequested();

private:
    void notePlace();

    QWindow &m_window;
    Settings &m_settings;
    std::function<bool()> m_trayProven;
    Placement m_place;
    bool m_maximisedBefore = false;
    bool m_sessionEnds = false;
};

} // namespace Bellboard
