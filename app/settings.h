// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "settingsfile.h"

#include <QObject>
#include <QtQml/qqml.h>

namespace Bellboard {

/// What this person chose, kept in window.ini (0600) in the configuration folder.
class Settings : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by the session")
    /// "system", "light" or "dark".
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged)
    /// True when the rail shows icons only.
    Q_PROPERTY(bool railCollapsed READ isRailCollapsed WRITE setRailCollapsed NOTIFY railCollapsedChanged)
    /// The name that commands are sent under; the system's user name until it is changed.
    Q_PROPERTY(QString userName READ userName WRITE setUserName NOTIFY userNameChanged)
    /// True when nothing shall move on its own.
    Q_PROPERTY(bool reducedMotion READ isMotionReduced WRITE setReducedMotion NOTIFY reducedMotionChanged)

public:
    /// Reads the settings from `file`; one that is missing or damaged gives the defaults. `defaultUser` is who the user is
    /// as long as they did not say it; empty: the system's user name.
    explicit Settings(const QString &file, const QString &defaultUser = {}, QObject *parent = nullptr);

    QString theme() const { return m_theme; }
    void setTheme(const QString &theme);
    bool isRailCollapsed() const { return m_railCollapsed; }
    void setRailCollapsed(bool collapsed);
    QString userName() const { return m_userName; }
    void setUserName(const QString &name);
    bool isMotionReduced() const { return m_reducedMotion; }
    void setReducedMotion(bool reduced);

    /// Where the window was, as placementText() wrote it; empty the first time.
    QString placement() const;
    void setPlacement(const QString &placement);

Q_SIGNALS:
    void themeChanged();
    void railCollapsedChanged();
    void userNameChanged();
    void reducedMotionChanged();

private:
    SettingsFile m_file;
    QString m_theme;
    QString m_userName;
    bool m_railCollapsed = false;
    bool m_reducedMotion = false;
};

} // namespace Bellboard
