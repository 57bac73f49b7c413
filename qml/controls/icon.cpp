// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "icon.h"

#include <QCache>
#include <QFile>
#include <QPainter>
#include <QQuickWindow>
#include <QSGImageNode>
#include <QSvgRenderer>

#include <cmath>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr int cachedKilobytes = 2048;

/// Names come from our own QML, but a severity token travels through the models: nothing but [a-z-] reaches a path.
bool isIconName(const QString &name)
{
    return !name.isEmpty()
        && std::all_of(name.begin(), name.end(), [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'-'; });
}

QImage paint(const QString &path, const QColor &color, int size)
{
    QSvgRenderer renderer(path);
    if (!renderer.isValid())
        return {};
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(0, 0, size, size));
    if (color.isValid()) {
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), color);
    }
    return image;
}

} // namespace

Icon::Icon(QQuickItem *parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
    setImplicitSize(20, 20);
}

void Icon::setName(const QString &name)
{
    if (m_name == name)
        return;
    m_name = name;
    markStale();
    Q_EMIT nameChanged();
}

void Icon::setColor(const QColor &color)
{
    if (m_color == color)
        return;
    m_color = color;
    markStale();
    Q_EMIT colorChanged();
}

void Icon::setColorful(bool colorful)
{
    if (m_colorful == colorful)
        return;
    m_colorful = colorful;
    markStale();
    Q_EMIT colorfulChanged();
}

QImage Icon::render(const QString &name, const QColor &color, int size)
{
    if (!isIconName(name) || size <= 0)
        return {};
    // GUI thread and render thread may both ask; each has its own small cache instead of a lock.
    thread_local QCache<QString, QImage> cache(cachedKilobytes);
    const QString key =
        name + u'|' + (color.isValid() ? color.name(QColor::HexArgb) : QString()) + u'|' + QString::number(size);
    if (const QImage *hit = cache.object(key))
        return *hit;
    const QString path = u":/bellboard/icons/"_s + name + u".svg"_s;
    if (!QFile::exists(path)) {
        qWarning("there is no icon \"%s\"", qPrintable(name));
        return {};
    }
    auto image = std::make_unique<QImage>(paint(path, color, size));
    const QImage result = *image;
    cache.insert(key, image.release(), 1 + size * size * 4 / 1024);
    return result;
}

QSGNode *Icon::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    auto *imageNode = static_cast<QSGImageNode *>(node);
    const int extent = int(std::lround(std::min(width(), height()) * window()->effectiveDevicePixelRatio()));
    if (m_stale || !imageNode) {
        const QImage image = m_name.isEmpty() ? QImage() : render(m_name, m_colorful ? QColor() : m_color, extent);
        if (image.isNull()) {
            delete imageNode;
            return nullptr;
        }
        if (!imageNode) {
            imageNode = window()->createImageNode();
            imageNode->setOwnsTexture(true);
            imageNode->setFiltering(QSGTexture::Linear);
        }
        imageNode->setTexture(window()->createTextureFromImage(image, QQuickWindow::TextureCanUseAtlas));
        m_stale = false;
    }
    const qreal side = std::min(width(), height());
    imageNode->setRect(std::round((width() - side) / 2), std::round((height() - side) / 2), side, side);
    return imageNode;
}

void Icon::itemChange(ItemChange change, const ItemChangeData &data)
{
    if (change == ItemDevicePixelRatioHasChanged || (change == ItemSceneChange && data.window))
        markStale();
    QQuickItem::itemChange(change, data);
}

void Icon::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    if (newGeometry.size() != oldGeometry.size())
        markStale();
    QQuickItem::geometryChange(newGeometry, oldGeometry);
}

void Icon::markStale()
{
    m_stale = true;
    update();
}

} // namespace Bellboard
