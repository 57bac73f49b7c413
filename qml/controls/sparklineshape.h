// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QList>
#include <QPointF>
#include <QSizeF>

namespace Bellboard {

/// Where the samples of a sparkline lie in an item of this size: oldest at the left, largest at the top, `inset` kept
/// free on every side. NaN and infinite samples are left out; a flat series lies in the middle. Empty for fewer than
/// two usable samples. A level stretch has no points but its ends, so one that merely goes on is the same line.
QList<QPointF> sparklinePoints(const QList<qreal> &samples, QSizeF size, qreal inset);

/// One point of the ribbon that a GPU draws for the line, `alpha` 0 at the feathered rim.
struct RibbonVertex
{
    QPointF position;
    qreal alpha = 1;
};

/// The line as a ribbon: four vertices per point (rim, edge, edge, rim), so that neighbours join with three quads and
/// the rim's fall-off replaces multisampling.
QList<RibbonVertex> sparklineRibbon(const QList<QPointF> &points, qreal thickness, qreal feather);

} // namespace Bellboard
