// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/trayhost.h"

#include <QSystemTrayIcon>

namespace Bellboard {

namespace {

/// Windows and macOS always have a tray.
class SystemTrayHost final : public TrayHost
{
public:
    bool isProven() const override { return QSystemTrayIcon::isSystemTrayAvailable(); }
    bool showsBalloons() const override { return QSystemTrayIcon::supportsMessages(); }
};

} // namespace

std::unique_ptr<TrayHost> TrayHost::create()
{
    return std::make_unique<SystemTrayHost>();
}

} // namespace Bellboard
