// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/makenotifier.h"

#include "desktop/fallbacknotifier.h"
#include "desktop/traynotifier.h"
#include "platform/freedesktopnotifier.h"

#include <QDBusConnection>

namespace Bellboard {

std::unique_ptr<Notifier> makeNotifier(Tray &tray)
{
    const auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::make_unique<TrayNotifier>(tray);
    return std::make_unique<FallbackNotifier>(std::make_unique<FreedesktopNotifier>(bus),
                                              std::make_unique<TrayNotifier>(tray));
}

} // namespace Bellboard
