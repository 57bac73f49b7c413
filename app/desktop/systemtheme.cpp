// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/systemtheme.h"

#include "platform/platformtheme.h"

#include <QGuiApplication>
#include <QStyleHints>

namespace Bellboard {

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)

namespace {

class StyleHintsTheme final : public SystemTheme
{
public:
    StyleHintsTheme()
    {
        connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &SystemTheme::darkChanged);
    }
    bool isDark() const override { return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark; }
};

} // namespace

std::unique_ptr<SystemTheme> SystemTheme::create()
{
    return std::make_unique<StyleHintsTheme>();
}

#else

std::unique_ptr<SystemTheme> SystemTheme::create()
{
    return makePlatformTheme();
}

#endif

} // namespace Bellboard
