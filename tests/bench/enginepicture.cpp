// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "enginepicture.h"

#include "contenders.h"

#include <QPainter>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr int width = 1000;
constexpr int top = 56;
constexpr int rowHeight = 26;
constexpr double barsLeft = 450;
constexpr double barsWidth = 450;
const QColor ink(0x33, 0x3a, 0x44);
const QColor oursInk(0x0b, 0x6e, 0x4f);
const QColor othersInk(0x9a, 0xa3, 0xaf);

/// The value that fills the width: the greatest one that does not dwarf all others.
double scaleOf(std::vector<double> values)
{
    std::ranges::sort(values);
    while (values.size() > 1 && values.back() > 3 * values[values.size() - 2])
        values.pop_back();
    return values.empty() ? 1 : values.back();
}

} // namespace

QImage drawEngines(const QJsonObject &part)
{
    const auto cpu = [&](const QString &key) { return part.value(key).toObject().value("ns"_L1).toDouble(); };
    std::vector<double> values;
    for (const auto &contender : contenders()) {
        if (part.contains(contender.key))
            values.push_back(cpu(contender.key));
    }
    const double scale = scaleOf(values);
    QImage image(width, top + static_cast<int>(values.size()) * rowHeight + 20, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    auto font = painter.font();
    font.setPixelSize(14);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(QRectF(20, 14, width - 40, 24), Qt::AlignLeft | Qt::AlignVCenter,
                     u"CPU per message of %1 bytes on average, in ns; less is better"_s.arg(
                         part.value("bytes_per_event"_L1).toDouble(), 0, 'f', 0));
    double y = top;
    for (const auto &contender : contenders()) {
        if (!part.contains(contender.key))
            continue;
        painter.drawText(QRectF(20, y, barsLeft - 32, rowHeight), Qt::AlignRight | Qt::AlignVCenter, contender.words);
        const double length = std::min(barsWidth, barsWidth * cpu(contender.key) / scale);
        painter.fillRect(QRectF(barsLeft, y + 4, length, rowHeight - 8), contender.ours ? oursInk : othersInk);
        if (cpu(contender.key) > scale) // cut
            painter.fillRect(QRectF(barsLeft + length - 24, y + 2, 8, rowHeight - 4), Qt::white);
        painter.drawText(QRectF(barsLeft + length + 8, y, 80, rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::number(cpu(contender.key), 'f', 0));
        y += rowHeight;
    }
    return image;
}

} // namespace Bellboard
