// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/placement.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

const QRect primary(0, 0, 1920, 1040);
const QRect right(1920, 0, 2560, 1400);
constexpr QSize minimum(720, 480);

} // namespace

class TestPlacement : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void textSurvivesARoundTrip()
    {
        const Placement placement{QRect(-1900, 12, 1440, 900), true};
        QCOMPARE(parsePlacement(placementText(placement)), placement);
        const Placement plain{QRect(0, 0, 800, 600), false};
        QCOMPARE(parsePlacement(placementText(plain)), plain);
    }

    void nonsenseIsNoPlacement_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto *text : {"", "1 2 3", "1 2 3 4 5", "a b c d", "0 0 0 600", "0 0 -5 600", "99999999 0 800 600",
                                 "0 0 800 600 maximised extra"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void nonsenseIsNoPlacement()
    {
        QFETCH(QString, text);
        QVERIFY(!parsePlacement(text));
    }

    void isAlwaysReachable_data()
    {
        QTest::addColumn<QRect>("wanted");
        QTest::addColumn<QList<QRect>>("screens");
        QTest::addColumn<QRect>("expected");
        const QList<QRect> one{primary};
        const QList<QRect> both{primary, right};
        QTest::newRow("fits") << QRect(100, 100, 1440, 900) << one << QRect(100, 100, 1440, 900);
        QTest::newRow("second screen") << QRect(2000, 50, 1440, 900) << both << QRect(2000, 50, 1440, 900);
        QTest::newRow("second screen is gone") << QRect(2000, 50, 1440, 900) << one << QRect(240, 70, 1440, 900);
        QTest::newRow("half out") << QRect(1500, 500, 1440, 900) << one << QRect(480, 140, 1440, 900);
        QTest::newRow("too large") << QRect(0, 0, 5000, 5000) << one << primary;
        QTest::newRow("too small") << QRect(10, 10, 5, 5) << one << QRect(10, 10, 720, 480);
        QTest::newRow("above the top") << QRect(10, -300, 1440, 900) << one << QRect(10, 0, 1440, 900);
        QTest::newRow("screen smaller than the minimum")
            << QRect(0, 0, 1440, 900) << QList<QRect>{QRect(0, 0, 640, 400)} << QRect(0, 0, 640, 400);
        QTest::newRow("no screen") << QRect(1, 2, 3, 4) << QList<QRect>{} << QRect(1, 2, 3, 4);
    }
    void isAlwaysReachable()
    {
        QFETCH(QRect, wanted);
        QFETCH(QList<QRect>, screens);
        QFETCH(QRect, expected);
        QCOMPARE(reachable(wanted, screens, minimum), expected);
    }
};

QTEST_GUILESS_MAIN(TestPlacement)
#include "tst_placement.moc"
