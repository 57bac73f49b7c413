// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QColor>
#include <QImage>
#include <QQuickItem>
#include <QString>

namespace Bellboard {

/// One of our own SVG icons (resources/icons/NAME.svg), drawn in one colour at the exact pixels of the screen.
///
/// It needs no shader, so it looks the same under the software renderer. An unknown name draws nothing and warns.
class Icon : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)
    /// Keeps the file's own colours (the program's emblem) instead of `color`.
    Q_PROPERTY(bool colorful READ isColorful WRITE setColorful NOTIFY colorfulChanged)

public:
    explicit Icon(QQuickItem *parent = nullptr);

    QString name() const { return m_name; }
    void setName(const QString &name);
    QColor color() const { return m_color; }
    void setColor(const QColor &color);
    bool isColorful() const { return m_colorful; }
    void setColorful(bool colorful);

    /// The icon as pixels, `size` across; `color` is ignored when invalid. Cached. Null when there is no such icon.
    static QImage render(const QString &name, const QColor &color, int size);

Q_SIGNALS:
    void nameChanged();
    void colorChanged();
    void colorfulChanged();

protected:
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;

private:
    void markStale();

    QString m_name;
    QColor m_color = Qt::black;
    bool m_colorful = false;
    bool m_stale = true;
};

} // namespace Bellboard
