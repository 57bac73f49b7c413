// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Draws the figures of herd.h: bellboard_herd FILE.png

#include "herd.h"

#include <QGuiApplication>
#include <QImage>
#include <QJsonArray>
#include <QPainter>

#include <cmath>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace Bellboard;

namespace {

constexpr QSize imageSize(1000, 520);
constexpr QRectF plot(80, 56, 610, 392);
constexpr double lowest = 0.001; // of the logarithmic axis, which ends at 1
const QColor inks[] = {QColor(0x0b, 0x6e, 0x4f), QColor(0x5c, 0xb8, 0x8a), QColor(0xb4, 0x53, 0x09),
                       QColor(0x7c, 0x3a, 0xed), QColor(0xb9, 0x1c, 0x1c), QColor(0x1d, 0x4e, 0xd8)};

double yOf(double share)
{
    return plot.bottom()
        - plot.height() * (std::log10(std::max(share, lowest)) - std::log10(lowest)) / -std::log10(lowest);
}

double xOf(qsizetype attempt)
{
    return plot.left() + plot.width() * static_cast<double>(attempt) / (Herd::attempts - 1);
}

void drawAxes(QPainter &painter)
{
    for (const double share : {0.001, 0.01, 0.1, 1.0}) {
        painter.setPen(QColor(0xd0, 0xd4, 0xda));
        painter.drawLine(QPointF(plot.left(), yOf(share)), QPointF(plot.right(), yOf(share)));
        painter.setPen(QColor(0x33, 0x3a, 0x44));
        painter.drawText(QRectF(0, yOf(share) - 10, plot.left() - 10, 20), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(share * 100) + u" %"_s);
    }
    for (int attempt = 0; attempt < Herd::attempts; ++attempt)
        painter.drawText(QRectF(xOf(attempt) - 20, plot.bottom() + 8, 40, 20), Qt::AlignCenter,
                         QString::number(attempt + 1));
    painter.drawText(QRectF(plot.left(), plot.bottom() + 30, plot.width(), 20), Qt::AlignCenter, u"attempt"_s);
}

void drawLine(QPainter &painter, const QJsonArray &busiest, const QColor &ink, bool ours)
{
    painter.setPen(QPen(ink, ours ? 3 : 1.8));
    QPolygonF line;
    for (qsizetype i = 0; i < busiest.size(); ++i)
        line << QPointF(xOf(i), yOf(busiest.at(i).toDouble()));
    painter.drawPolyline(line);
    painter.setBrush(ink);
    for (const auto &point : std::as_const(line))
        painter.drawEllipse(point, 3.0, 3.0);
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 2) {
        std::fputs("Usage: bellboard_herd FILE.png\n", stderr);
        return 2;
    }
    const auto results = herdResults();
    QImage image(imageSize, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    auto font = painter.font();
    font.setPixelSize(14);
    painter.setFont(font);
    painter.setPen(QColor(0x33, 0x3a, 0x44));
    painter.drawText(
        QRectF(20, 12, imageSize.width() - 40, 24), Qt::AlignLeft | Qt::AlignVCenter,
        u"%1 clients dropped together: share of them in the busiest %2 ms"_s.arg(results.value("clients"_L1).toInt())
            .arg(Herd::slotMs));
    drawAxes(painter);
    const auto shares = results.value("shares"_L1).toArray();
    for (qsizetype i = 0; i < shares.size(); ++i) {
        const auto ink = inks[static_cast<std::size_t>(i) % std::size(inks)];
        drawLine(painter, shares.at(i).toObject().value("busiest"_L1).toArray(), ink, i == 0);
        const auto y = plot.top() + 30.0 * static_cast<double>(i);
        painter.fillRect(QRectF(plot.right() + 24, y + 7, 18, 4), ink);
        painter.setPen(QColor(0x33, 0x3a, 0x44));
        painter.drawText(QRectF(plot.right() + 50, y - 2, 250, 22), Qt::AlignLeft | Qt::AlignVCenter,
                         shares.at(i).toObject().value("policy"_L1).toString());
    }
    painter.end();
    if (!image.save(arguments.at(1))) {
        std::fprintf(stderr, "%s cannot be written\n", qPrintable(arguments.at(1)));
        return 1;
    }
    return 0;
}
