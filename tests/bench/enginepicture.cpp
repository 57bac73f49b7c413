// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Draws the part "engines" of what the benchmark wrote: bellboard_enginepicture bench.json FILE.png

#include "contenders.h"

#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace Bellboard;

namespace {

constexpr int width = 1000;
constexpr int top = 56;
constexpr int rowHeight = 26;
constexpr double barsLeft = 400;
constexpr double barsWidth = 500;
const QColor ink(0x33, 0x3a, 0x44);
const QColor oursInk(0x0b, 0x6e, 0x4f);
const QColor othersInk(0x9a, 0xa3, 0xaf);

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    QFile file(arguments.value(1));
    if (arguments.size() != 3 || !file.open(QIODevice::ReadOnly)) {
        std::fputs("Usage: bellboard_enginepicture bench.json FILE.png\n", stderr);
        return 2;
    }
    const auto part = QJsonDocument::fromJson(file.readAll()).object().value("engines"_L1).toObject();
    const auto cpu = [&](const QString &key) { return part.value(key).toObject().value("ns"_L1).toDouble(); };
    double longest = 1;
    int rows = 0;
    for (const auto &contender : contenders()) {
        longest = std::max(longest, cpu(contender.key));
        rows += part.contains(contender.key) ? 1 : 0;
    }
    QImage image(width, top + rows * rowHeight + 20, QImage::Format_RGB32);
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
        const double length = barsWidth * cpu(contender.key) / longest;
        painter.fillRect(QRectF(barsLeft, y + 4, length, rowHeight - 8), contender.ours ? oursInk : othersInk);
        painter.drawText(QRectF(barsLeft + length + 8, y, 80, rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::number(cpu(contender.key), 'f', 0));
        y += rowHeight;
    }
    painter.end();
    if (!image.save(arguments.at(2))) {
        std::fprintf(stderr, "%s cannot be written\n", qPrintable(arguments.at(2)));
        return 1;
    }
    return 0;
}
