// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/platformtheme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSettings>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// "Choose your mode" of the Windows settings, as the registry has it.
class RegistryTheme final : public SystemTheme
{
public:
    RegistryTheme() : m_dark(read()) { QCoreApplication::instance()->installEventFilter(this); }

    bool isDark() const override { return m_dark; }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::ThemeChange || event->type() == QEvent::ApplicationPaletteChange) {
            if (const bool dark = read(); dark != m_dark) {
                m_dark = dark;
                Q_EMIT darkChanged();
            }
        }
        return SystemTheme::eventFilter(watched, event);
    }

private:
    static bool read()
    {
        const QSettings personalise(
            uR"(HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize)"_s,
            QSettings::NativeFormat);
        return personalise.value(u"AppsUseLightTheme"_s, 1).toInt() == 0;
    }

    bool m_dark;
};

} // namespace

std::unique_ptr<SystemTheme> makePlatformTheme()
{
    return std::make_unique<RegistryTheme>();
}

} // namespace Bellboard
