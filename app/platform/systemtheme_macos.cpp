// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/platformtheme.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>

namespace Bellboard {

namespace {

/// Dark is when the system's palette writes light on dark.
class PaletteTheme final : public SystemTheme
{
public:
    PaletteTheme() : m_dark(read()) { qGuiApp->installEventFilter(this); }

    bool isDark() const override { return m_dark; }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::ApplicationPaletteChange) {
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
        const auto palette = QGuiApplication::palette();
        return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
    }

    bool m_dark;
};

} // namespace

std::unique_ptr<SystemTheme> makePlatformTheme()
{
    return std::make_unique<PaletteTheme>();
}

} // namespace Bellboard
