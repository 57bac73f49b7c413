// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>

#include <memory>

namespace Bellboard {

/// Whether something shows our tray icon: only then may the window hide. One implementation per system is built.
class TrayHost : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    static std::unique_ptr<TrayHost> create();

    /// True only when a tray was seen, not merely assumed.
    virtual bool isProven() const = 0;

    /// Whether a balloon of the icon is shown without the help of the desktop's notification service.
    virtual bool showsBalloons() const = 0;

Q_SIGNALS:
    /// A host came or went; an icon made before it came must be made anew.
    void changed();
};

} // namespace Bellboard
