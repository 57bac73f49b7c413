// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/roundtrip.h"

#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

class TestRoundTrip : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// Each answer is timed against its own ping, also when several are under way and the answers come late.
    void severalUnderWay()
    {
        RoundTrip trip;
        const Instant start(1h);
        QVERIFY(!trip.latest());
        QVERIFY(trip.isDue(start, 1min));
        const auto first = trip.begin(start);
        const auto second = trip.begin(start + 5s);
        QVERIFY(first != second);
        QVERIFY(trip.end(first, start + 6s));
        QVERIFY(trip.latest() == 6s);
        QVERIFY(trip.end(second, start + 5s + 40ms));
        QVERIFY(trip.latest() == 40ms);
        QVERIFY(!trip.end(second, start + 1min));
        QVERIFY(!trip.end("another", start + 1min));
        QVERIFY(trip.latest() == 40ms);
        QVERIFY(!trip.isDue(start + 64s, 1min));
        QVERIFY(trip.isDue(start + 65s, 1min));
    }

    void anOlderAnswerIsPassedOver()
    {
        RoundTrip trip;
        const Instant start(1h);
        const auto first = trip.begin(start);
        const auto second = trip.begin(start + 1s);
        QVERIFY(trip.end(second, start + 1s + 7us));
        QVERIFY(!trip.end(first, start + 2s));
        QVERIFY(trip.latest() == 7us);
        const auto third = trip.begin(start + 3s);
        trip.reset();
        QVERIFY(!trip.latest());
        QVERIFY(!trip.end(third, start + 4s));
        QVERIFY(trip.isDue(start + 3s, 1min));
    }

    /// A peer that never answers costs no memory.
    void manyWithoutAnAnswer()
    {
        RoundTrip trip;
        const Instant start(1h);
        const auto first = trip.begin(start);
        QByteArray last;
        for (int i = 0; i < 100; ++i)
            last = trip.begin(start + std::chrono::seconds(i));
        QVERIFY(!trip.end(first, start + 2min));
        QVERIFY(trip.end(last, start + 2min));
    }
};

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
