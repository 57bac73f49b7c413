// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "sparkline.h"
#include "sparklineshape.h"
#include "stricttest.h"

#include <QImage>
#include <QQuickWindow>

#include <cmath>
#include <limits>

namespace Bellboard {

namespace {

/// Counts how often the line is drawn.
class CountingSparkline final : public Sparkline
{
public:
    int drawn = 0;

protected:
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override
    {
        ++drawn;
        return Sparkline::updatePaintNode(node, data);
    }
};

} // namespace

class SparklineTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QQuickWindow::setGraphicsApi(QSGRendererInterface::Software); }

    void pointsSpanTheItem()
    {
        const QList<QPointF> points = sparklinePoints({1, 3, 2}, {102, 22}, 1);
        QCOMPARE(points, (QList<QPointF>{{1, 21}, {51, 1}, {101, 11}}));
    }

    void tooLittleDrawsNothing()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(sparklinePoints({}, {100, 20}, 1).isEmpty());
        QVERIFY(sparklinePoints({5}, {100, 20}, 1).isEmpty());
        QVERIFY(sparklinePoints({5, nan}, {100, 20}, 1).isEmpty());
        QVERIFY(sparklinePoints({5, 6}, {1, 20}, 1).isEmpty());
        QVERIFY(sparklineRibbon({{0, 0}}, 1.5, 0.75).isEmpty());
    }

    void oddSamplesAreLeftOut()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        QCOMPARE(sparklinePoints({0, infinity, 1}, {10, 10}, 0), (QList<QPointF>{{0, 10}, {10, 0}}));
    }

    void aFlatSeriesLiesInTheMiddle()
    {
        QCOMPARE(sparklinePoints({7, 7}, {10, 10}, 0), (QList<QPointF>{{0, 5}, {10, 5}}));
    }

    void aLevelStretchIsOneLine()
    {
        QCOMPARE(sparklinePoints({4, 4, 4, 4}, {10, 10}, 0), sparklinePoints({7, 7, 7}, {10, 10}, 0));
        QCOMPARE(sparklinePoints({2, 2, 2, 0, 0, 0}, {10, 10}, 0), (QList<QPointF>{{0, 0}, {4, 0}, {6, 10}, {10, 10}}));
    }

    void theRibbonStaysCloseToTheLine()
    {
        const QList<QPointF> zigzag{{0, 0}, {1, 20}, {2, 0}, {3, 20}, {3, 20}};
        const QList<RibbonVertex> ribbon = sparklineRibbon(zigzag, 1.5, 0.75);
        QCOMPARE(ribbon.size(), zigzag.size() * 4);
        for (qsizetype i = 0; i < ribbon.size(); ++i) {
            const QPointF away = ribbon.at(i).position - zigzag.at(i / 4);
            QVERIFY(std::isfinite(away.x()) && std::isfinite(away.y()));
            QVERIFY(std::hypot(away.x(), away.y()) <= 3.01); // (0.75 + 0.75) times the miter limit of 2
            QCOMPARE(ribbon.at(i).alpha, i % 4 == 0 || i % 4 == 3 ? 0.0 : 1.0);
        }
    }

    void theSoftwareRendererDrawsIt()
    {
        QQuickWindow window;
        window.setColor(Qt::white);
        window.resize(100, 40);
        Sparkline line;
        line.setParentItem(window.contentItem());
        line.setSize({100, 40});
        line.setColor(Qt::red);
        line.setSamples({1, 5, 2, 8});
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTRY_VERIFY(redPixels(window.grabWindow()) > 50);
        line.setSamples({});
        QTRY_COMPARE(redPixels(window.grabWindow()), 0);
    }

    void theSameLineIsNotDrawnAgain()
    {
        QQuickWindow window;
        window.resize(100, 40);
        CountingSparkline line;
        line.setParentItem(window.contentItem());
        line.setSize({100, 40});
        line.setSamples({3, 3, 3, 3});
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QVERIFY(!window.grabWindow().isNull());
        const int before = line.drawn;
        QVERIFY(before > 0);
        line.setSamples({3, 3, 3, 3, 3});
        QVERIFY(!window.grabWindow().isNull());
        QCOMPARE(line.drawn, before);
        QCOMPARE(line.samples().size(), 5);
        line.setSamples({3, 3, 3, 3, 4});
        QVERIFY(!window.grabWindow().isNull());
        QCOMPARE(line.drawn, before + 1);
    }

private:
    static int redPixels(const QImage &image)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y).green() < 128 ? 1 : 0;
        }
        return count;
    }
};

} // namespace Bellboard

QTEST_MAIN(Bellboard::SparklineTest)
#include "tst_sparkline.moc"
