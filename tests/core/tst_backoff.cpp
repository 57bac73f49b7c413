// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/backoff.h"

#include "stricttest.h"

#include <map>
#include <random>

using namespace Bellboard;
using namespace std::chrono_literals;

class TestBackoff : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void shortestWaits()
    {
        Backoff backoff({}, [] { return 0.0; });
        for (int i = 0; i < 20; ++i)
            QVERIFY(backoff.next() == 250ms);
    }

    void longestWaitsGrowToTheCap()
    {
        Backoff backoff({}, [] { return std::nextafter(1.0, 0.0); });
        auto before = 0ms;
        for (int i = 0; i < 20; ++i) {
            const auto wait = backoff.next();
            QVERIFY(wait >= 250ms && wait <= 30'000ms);
            QVERIFY(wait <= std::max(500ms, 3 * before));
            QVERIFY(wait >= before);
            before = wait;
        }
        QVERIFY(before >= 29'999ms);
        backoff.reset();
        QVERIFY(backoff.next() <= 500ms);
    }

    /// Short waits by chance do not keep the next ones short.
    void shortWaitsDoNotLast()
    {
        double random = 0;
        Backoff backoff({}, [&] { return random; });
        QVERIFY(backoff.first(5s) == 0ms);
        for (int i = 0; i < 6; ++i)
            QVERIFY(backoff.next() == 250ms);
        random = std::nextafter(1.0, 0.0);
        QVERIFY(backoff.next() >= 29'999ms);
        backoff.first(0ms);
        QVERIFY(backoff.next() <= 500ms);
    }

    void spreadFillsItsWindow()
    {
        double random = 0;
        Backoff backoff({}, [&] { return random; });
        QVERIFY(backoff.spread(5s) == 0ms);
        random = 0.5;
        QVERIFY(backoff.spread(5s) == 2500ms);
        random = std::nextafter(1.0, 0.0);
        QVERIFY(backoff.spread(5s) >= 4999ms && backoff.spread(5s) <= 5s);
        QVERIFY(backoff.spread(0ms) == 0ms);
    }

    /// Who was spread widely at first stays so.
    void laterWaitsGrowFromTheFirst()
    {
        Backoff backoff({}, [] { return 0.5; });
        QVERIFY(backoff.first(5s) == 2500ms);
        QVERIFY(backoff.next() == 250ms + (7500ms - 250ms) / 2);
        QVERIFY(backoff.first(0ms) == 0ms);
        QVERIFY(backoff.next() == 375ms);
    }

    /// At the cap too: the upper end is capped before the draw.
    void waitsAtTheCapAreSpread()
    {
        std::mt19937 engine(2);
        std::uniform_real_distribution<double> distribution(0, 1);
        std::map<std::int64_t, int> seconds;
        Backoff backoff({}, [&] { return distribution(engine); });
        for (int i = 0; i < 3000; ++i)
            ++seconds[backoff.next().count() / 1000];
        QVERIFY(seconds.size() >= 28);
        for (const auto &[second, count] : seconds)
            QVERIFY2(count < 600, qPrintable(QStringLiteral("%1 s: %2").arg(second).arg(count)));
    }
};

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
