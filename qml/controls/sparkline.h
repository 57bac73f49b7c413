// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QColor>
#include <QList>
#include <QQuickItem>

namespace Bellboard {

/// The course of one figure as a thin line, straight on the scene graph.
///
/// On a GPU it is one feathered triangle ribbon; the software renderer draws no geometry nodes, so there it is one
/// antialiased image.
class Sparkline : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QList<qreal> samples READ samples WRITE setSamples NOTIFY samplesChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)

public:
    explicit Sparkline(QQuickItem *parent = nullptr);

    QList<qreal> samples() const { return m_samples; }
    void setSamples(const QList<qreal> &samples);
    QColor color() const { return m_color; }
    void setColor(const QColor &color);

Q_SIGNALS:
    void samplesChanged();
    void colorChanged();

protected:
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;

private:
    QList<QPointF> points() const;
    QSGNode *updateImage(QSGNode *node, const QList<QPointF> &points) const;
    QSGNode *updateRibbon(QSGNode *node, const QList<QPointF> &points) const;

    QList<qreal> m_samples;
    QColor m_color = Qt::black;
};

} // namespace Bellboard
