// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>

#include <memory>

namespace Bellboard {

/// Whether the desktop is set to dark. One implementation per system is built (platform/systemtheme_*.cpp), and one over Qt 6.5 and newer, which knows by itself.
class SystemTheme : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The implementation for this system; needs a QGuiApplication.
    static std::unique_ptr<SystemTheme> create();

    virtual bool isDark() const = 0;

Q_SIGNALS:
    void darkChanged();
};

} // namespace Bellboard
