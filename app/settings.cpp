// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "settings.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QString knownTheme(const QString &theme)
{
    return theme == u"light" || theme == u"dark" ? theme : u"system"_s;
}

} // namespace

Settings::Settings(const QString &file, const QString &defaultUser, QObject *parent) : QObject(parent), m_file(file)
{
    m_theme = knownTheme(m_file.value(u"theme"_s).toString());
    m_railCollapsed = m_file.value(u"railCollapsed"_s).toBool();
    m_reducedMotion = m_file.value(u"reducedMotion"_s).toBool();
    m_userName = m_file.value(u"userName"_s).toString();
    if (m_userName.isEmpty())
        m_userName = defaultUser;
    if (m_userName.isEmpty())
        m_userName = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
}

void Settings::setTheme(const QString &theme)
{
    const auto known = knownTheme(theme);
    if (known == m_theme)
        return;
    m_theme = known;
    m_file.setValue(u"theme"_s, known);
    Q_EMIT themeChanged();
}

void Settings::setRailCollapsed(bool collapsed)
{
    if (collapsed == m_railCollapsed)
        return;
    m_railCollapsed = collapsed;
    m_file.setValue(u"railCollapsed"_s, collapsed);
    Q_EMIT railCollapsedChanged();
}

void Settings::setUserName(const QString &name)
{
    if (name == m_userName)
        return;
    m_userName = name;
    m_file.setValue(u"userName"_s, name);
    Q_EMIT userNameChanged();
}

void Settings::setReducedMotion(bool reduced)
{
    if (reduced == m_reducedMotion)
        return;
    m_reducedMotion = reduced;
    m_file.setValue(u"reducedMotion"_s, reduced);
    Q_EMIT reducedMotionChanged();
}

QString Settings::placement() const
{
    return m_file.value(u"placement"_s).toString();
}

void Settings::setPlacement(const QString &placement)
{
    if (placement != this->placement())
        m_file.setValue(u"placement"_s, placement);
}

} // namespace Bellboard
