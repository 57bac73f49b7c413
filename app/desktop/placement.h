// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QList>
#include <QRect>
#include <QString>

#include <optional>

namespace Bellboard {

/// Where the window is and was.
struct Placement
{
    QRect rect; ///< when neither maximised nor minimised, in device-independent pixels
    bool maximised = false;

    bool operator==(const Placement &) const = default;
};

/// "x y width height [maximised]".
QString placementText(const Placement &placement);
/// Reads placementText(); nothing when it is not one.
std::optional<Placement> parsePlacement(const QString &text);

/// The rectangle nearest to `wanted` that can be reached on one of the screens: no larger than its available area, no
/// smaller than `minimum` (unless the screen is), and wholly inside it. `screens` are available areas, the primary first.
QRect reachable(const QRect &wanted, const QList<QRect> &screens, const QSize &minimum);

} // namespace Bellboard
