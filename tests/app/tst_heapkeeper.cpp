// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "heapkeeper.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;

class TestHeapKeeper : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void whenTheFloodIsOver()
    {
        HeapKeeper keeper;
        QSignalSpy due(&keeper, &HeapKeeper::releaseDue);
        pass(keeper, 3 * HeapKeeper::manyEvents);
        pass(keeper, 2 * HeapKeeper::manyEvents);
        QCOMPARE(due.count(), 0);
        pass(keeper, HeapKeeper::manyEvents);
        QCOMPARE(due.count(), 1);
    }

    void nowAndThenWhileItLasts()
    {
        HeapKeeper keeper;
        QSignalSpy due(&keeper, &HeapKeeper::releaseDue);
        for (auto passed = HeapKeeper::interval; passed < HeapKeeper::distance; passed += HeapKeeper::interval)
            pass(keeper, HeapKeeper::manyEvents);
        QCOMPARE(due.count(), 0);
        pass(keeper, HeapKeeper::manyEvents);
        QCOMPARE(due.count(), 1);
        pass(keeper, HeapKeeper::manyEvents);
        QCOMPARE(due.count(), 1);
    }

    void notAgainAtOnce()
    {
        HeapKeeper keeper;
        QSignalSpy due(&keeper, &HeapKeeper::releaseDue);
        pass(keeper, HeapKeeper::manyEvents);
        pass(keeper, 0);
        QCOMPARE(due.count(), 1);
        for (auto passed = HeapKeeper::interval; passed < HeapKeeper::distance; passed += HeapKeeper::interval)
            pass(keeper, passed == HeapKeeper::interval ? HeapKeeper::manyEvents : 0);
        QCOMPARE(due.count(), 1);
        pass(keeper, 0);
        QCOMPARE(due.count(), 2);
    }

    void itLooksByItself()
    {
        HeapKeeper keeper;
        QSignalSpy due(&keeper, &HeapKeeper::releaseDue);
        keeper.add(HeapKeeper::manyEvents);
        QTRY_COMPARE(due.count(), 1);
    }

private:
    /// Lets an interval pass in which so many events came.
    static void pass(HeapKeeper &keeper, std::size_t events)
    {
        keeper.add(events);
        keeper.look();
    }
};

QTEST_GUILESS_MAIN(TestHeapKeeper)
#include "tst_heapkeeper.moc"
