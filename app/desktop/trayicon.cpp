// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/trayicon.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QPolygonF>

#include <cmath>
#include <numbers>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr QRgb ink = 0xff10161d; ///< "on" of the dark tokens

/// The fills of the dark tokens: a panel's own colour is not known, and these keep their distance on light and dark.
QColor fillOf(const QString &severity)
{
    if (severity == u"critical")
        return QColor(0xea3f77);
    if (severity == u"high")
        return QColor(0xe39c52);
    if (severity == u"warning")
        return QColor(0xffec3d);
    if (severity == u"info")
        return QColor(0x5592e0);
    if (severity == u"ok")
        return QColor(0x62ebc8);
    return QColor(0x9199a2);
}

/// A regular polygon in the unit square, its first corner at `degrees` (0 is right, clockwise).
QPolygonF polygon(int corners, double degrees, double radius, QPointF centre)
{
    QPolygonF shape;
    for (int corner = 0; corner < corners; ++corner) {
        const double angle = (degrees + 360.0 * corner / corners) * std::numbers::pi / 180;
        shape << centre + radius * QPointF(std::cos(angle), std::sin(angle));
    }
    return shape;
}

void drawShape(QPainter &painter, const QString &severity)
{
    const QPointF middle(0.5, 0.5);
    painter.setBrush(fillOf(severity));
    painter.setPen(QPen(QColor(ink), 0.05));
    if (severity == u"critical") {
        painter.drawPolygon(polygon(8, 22.5, 0.49, middle));
    } else if (severity == u"high") {
        painter.drawPolygon(polygon(4, 0, 0.48, middle));
    } else if (severity == u"warning") {
        painter.drawPolygon(QPolygonF({{0.5, 0.04}, {0.98, 0.94}, {0.02, 0.94}}));
    } else if (severity == u"info" || severity == u"ok") {
        painter.drawEllipse(middle, 0.46, 0.46);
    } else {
        QPen ring(fillOf(severity), 0.14);
        ring.setDashPattern({1.4, 0.9});
        ring.setCapStyle(Qt::FlatCap);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(ring);
        painter.drawEllipse(middle, 0.40, 0.40);
    }
}

void drawCheck(QPainter &painter)
{
    painter.setPen(QPen(QColor(ink), 0.12, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF({{0.28, 0.52}, {0.44, 0.68}, {0.74, 0.34}}));
}

void drawCount(QPainter &painter, const QString &severity, int count)
{
    QFont font;
    font.setBold(true);
    font.setPixelSize(100); // scaled below: a path has no hinting to lose
    QPainterPath path;
    path.addText(0, 0, font, count > 9 ? u"9+"_s : QString::number(count));
    const auto box = path.boundingRect();
    const double height = severity == u"warning" ? 0.46 : 0.54;
    const double scale = std::min(height / box.height(), 0.66 / box.width());
    const QPointF middle(0.5, severity == u"warning" ? 0.64 : 0.5);
    const bool ring = severity.isEmpty() || severity == u"stale";
    painter.save();
    painter.translate(middle);
    painter.scale(scale, scale);
    painter.translate(-box.center());
    painter.fillPath(path, ring ? fillOf(severity) : QColor(ink));
    painter.restore();
}

} // namespace

QImage trayImage(const QString &severity, int count, int size)
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size, size);
    drawShape(painter, severity);
    if (count > 0)
        drawCount(painter, severity, count);
    else if (severity == u"ok")
        drawCheck(painter);
    return image;
}

QIcon trayIcon(const QString &severity, int count)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64})
        icon.addPixmap(QPixmap::fromImage(trayImage(severity, count, size)));
    return icon;
}

} // namespace Bellboard
