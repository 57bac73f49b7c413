// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/makenotifier.h"

#include "desktop/traynotifier.h"

namespace Bellboard {

std::unique_ptr<Notifier> makeNotifier(Tray &tray)
{
    return std::make_unique<TrayNotifier>(tray);
}

} // namespace Bellboard
