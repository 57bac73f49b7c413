// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QIcon>
#include <QImage>
#include <QString>

namespace Bellboard {

/// The tray's picture of the state, `size` pixels square: the shape and colour of the severity token (octagon critical,
/// diamond high, triangle warning, circle info, check ok, dashed ring stale), and how many alerts wait ("9+" above nine).
QImage trayImage(const QString &severity, int count, int size);

/// The same at the sizes that trays use.
QIcon trayIcon(const QString &severity, int count);

} // namespace Bellboard
