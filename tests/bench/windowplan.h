// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QString>

namespace Bellboard {

// The real window of `program`, on a demo backend in another process. Needs a display, such as Xvfb.

/// From the start of the process to the first frame and to the first live data, in ms.
QJsonObject startPart(const QString &program, bool quick);
/// Frame rate, CPU, memory and whether all was applied, with 100,000 payments at 1,000, 10,000 and 50,000 updates/s.
QJsonObject windowPart(const QString &program, bool quick);
/// CPU of the window with a feed that sends nothing.
QJsonObject idlePart(const QString &program, bool quick);

} // namespace Bellboard
