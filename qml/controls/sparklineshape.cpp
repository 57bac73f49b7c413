// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "sparklineshape.h"

#include <algorithm>
#include <cmath>

namespace Bellboard {

namespace {

/// Sharp corners would throw their miter far out; this bounds it to a multiple of half the thickness.
constexpr qreal miterLimit = 2.0;

QPointF unitNormal(QPointF from, QPointF to)
{
    const QPointF along = to - from;
    const qreal length = std::hypot(along.x(), along.y());
    return length > 0 ? QPointF(-along.y() / length, along.x() / length) : QPointF(0, 1);
}

QPointF miterAt(const QList<QPointF> &points, qsizetype i)
{
    const qsizetype last = points.size() - 1;
    if (i == 0)
        return unitNormal(points.at(0), points.at(1));
    if (i == last)
        return unitNormal(points.at(last - 1), points.at(last));
    const QPointF before = unitNormal(points.at(i - 1), points.at(i));
    const QPointF after = unitNormal(points.at(i), points.at(i + 1));
    const QPointF sum = before + after;
    const qreal length = std::hypot(sum.x(), sum.y());
    if (length < 1e-6)
        return after;
    const QPointF direction = sum / length;
    const qreal cosine = QPointF::dotProduct(direction, after);
    return direction * std::min(miterLimit, 1 / std::max(cosine, 1e-6));
}

} // namespace

QList<QPointF> sparklinePoints(const QList<qreal> &samples, QSizeF size, qreal inset)
{
    QList<qreal> usable;
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(usable), [](qreal v) { return std::isfinite(v); });
    const qreal width = size.width() - 2 * inset;
    const qreal height = size.height() - 2 * inset;
    if (usable.size() < 2 || width <= 0 || height <= 0)
        return {};
    const auto [low, high] = std::minmax_element(usable.cbegin(), usable.cend());
    const qreal range = *high - *low;
    const qreal step = width / qreal(usable.size() - 1);
    QList<QPointF> points;
    points.reserve(usable.size());
    for (qsizetype i = 0; i < usable.size(); ++i) {
        const qreal share = range > 0 ? (usable.at(i) - *low) / range : 0.5;
        const QPointF point(inset + step * qreal(i), inset + height * (1 - share));
        const qsizetype count = points.size();
        if (count >= 2 && points.at(count - 1).y() == point.y() && points.at(count - 2).y() == point.y())
            points.removeLast();
        points.append(point);
    }
    return points;
}

QList<RibbonVertex> sparklineRibbon(const QList<QPointF> &points, qreal thickness, qreal feather)
{
    if (points.size() < 2)
        return {};
    const qreal edge = thickness / 2;
    QList<RibbonVertex> ribbon;
    ribbon.reserve(points.size() * 4);
    for (qsizetype i = 0; i < points.size(); ++i) {
        const QPointF miter = miterAt(points, i);
        const QPointF point = points.at(i);
        ribbon.append({point + miter * (edge + feather), 0});
        ribbon.append({point + miter * edge, 1});
        ribbon.append({point - miter * edge, 1});
        ribbon.append({point - miter * (edge + feather), 0});
    }
    return ribbon;
}

} // namespace Bellboard
