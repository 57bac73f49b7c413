// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "sparkline.h"

#include "sparklineshape.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QQuickWindow>
#include <QSGGeometryNode>
#include <QSGImageNode>
#include <QSGRendererInterface>
#include <QSGVertexColorMaterial>

#include <cmath>

namespace Bellboard {

namespace {

constexpr qreal lineWidth = 1.5;
/// How far the ribbon fades out on each side; the fading half counts towards the line's width.
constexpr qreal rim = 0.75;

uchar premultiplied(int channel, qreal alpha)
{
    return uchar(std::lround(channel * alpha));
}

} // namespace

Sparkline::Sparkline(QQuickItem *parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
    setImplicitSize(68, 24);
}

void Sparkline::setSamples(const QList<qreal> &samples)
{
    if (m_samples == samples)
        return;
    // A figure that stands still gets sample after sample, and its line stays as it is: nothing to draw then.
    const QList<QPointF> before = points();
    m_samples = samples;
    if (points() != before)
        update();
    Q_EMIT samplesChanged();
}

void Sparkline::setColor(const QColor &color)
{
    if (m_color == color)
        return;
    m_color = color;
    update();
    Q_EMIT colorChanged();
}

QList<QPointF> Sparkline::points() const
{
    return sparklinePoints(m_samples, size(), lineWidth / 2 + rim);
}

QSGNode *Sparkline::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    const QList<QPointF> points = this->points();
    if (points.isEmpty()) {
        delete node;
        return nullptr;
    }
    const bool software = window()->rendererInterface()->graphicsApi() == QSGRendererInterface::Software;
    return software ? updateImage(node, points) : updateRibbon(node, points);
}

QSGNode *Sparkline::updateImage(QSGNode *node, const QList<QPointF> &points) const
{
    const qreal ratio = window()->effectiveDevicePixelRatio();
    QImage image((size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.scale(ratio, ratio);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_color, lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(points.constData(), int(points.size()));
    painter.end();

    auto *imageNode = static_cast<QSGImageNode *>(node);
    if (!imageNode) {
        imageNode = window()->createImageNode();
        imageNode->setOwnsTexture(true);
    }
    imageNode->setTexture(window()->createTextureFromImage(image));
    imageNode->setRect(boundingRect());
    return imageNode;
}

QSGNode *Sparkline::updateRibbon(QSGNode *node, const QList<QPointF> &points) const
{
    const QList<RibbonVertex> ribbon = sparklineRibbon(points, lineWidth - rim, rim);
    const int quads = int(points.size() - 1) * 3;
    auto *geometryNode = static_cast<QSGGeometryNode *>(node);
    if (!geometryNode) {
        geometryNode = new QSGGeometryNode;
        auto *geometry = new QSGGeometry(QSGGeometry::defaultAttributes_ColoredPoint2D(), 0);
        geometry->setDrawingMode(QSGGeometry::DrawTriangles);
        geometryNode->setGeometry(geometry);
        geometryNode->setMaterial(new QSGVertexColorMaterial);
        geometryNode->setFlags(QSGNode::OwnsGeometry | QSGNode::OwnsMaterial);
    }
    QSGGeometry *geometry = geometryNode->geometry();
    geometry->allocate(quads * 6);
    QSGGeometry::ColoredPoint2D *out = geometry->vertexDataAsColoredPoint2D();
    const auto emitVertex = [&](const RibbonVertex &vertex) {
        const qreal alpha = vertex.alpha * m_color.alphaF();
        (out++)->set(float(vertex.position.x()), float(vertex.position.y()), premultiplied(m_color.red(), alpha),
                     premultiplied(m_color.green(), alpha), premultiplied(m_color.blue(), alpha),
                     premultiplied(255, alpha));
    };
    for (qsizetype base = 0; base + 7 < ribbon.size(); base += 4) {
        for (qsizetype lane = base; lane < base + 3; ++lane) {
            for (const qsizetype corner : {lane, lane + 1, lane + 4, lane + 4, lane + 1, lane + 5})
                emitVertex(ribbon.at(corner));
        }
    }
    geometryNode->markDirty(QSGNode::DirtyGeometry);
    return geometryNode;
}

void Sparkline::itemChange(ItemChange change, const ItemChangeData &data)
{
    if (change == ItemDevicePixelRatioHasChanged)
        update();
    QQuickItem::itemChange(change, data);
}

void Sparkline::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    if (newGeometry.size() != oldGeometry.size())
        update();
    QQuickItem::geometryChange(newGeometry, oldGeometry);
}

} // namespace Bellboard
