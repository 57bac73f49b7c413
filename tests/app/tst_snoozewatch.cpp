// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/boards.h"
#include "snoozewatch.h"
#include "stillclock.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// It goes by the clock on the wall, whatever its timer does.
class TestSnoozeWatch : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void wakesWhenTheClockSaysSo()
    {
        Bench bench;
        bench.watch.start();
        bench.snooze("a", 30min);
        bench.clock.advance(30min - 1ms);
        bench.watch.look();
        QVERIFY(bench.woken.isEmpty());
        // The computer slept for a night.
        bench.clock.advance(10h);
        bench.watch.look();
        QCOMPARE(bench.woken.size(), 1);
        const auto changes = bench.woken.first().first().value<QList<AlertChange>>();
        QCOMPARE(changes.size(), 1);
        QVERIFY(wantsAnswer(changes.first().alert));
        QCOMPARE(bench.boards.unacknowledged(), 1);
        bench.watch.look();
        QCOMPARE(bench.woken.size(), 1);
    }

    void looksByItself()
    {
        Bench bench;
        bench.watch.start();
        bench.snooze("a", 20ms);
        bench.watch.look();
        bench.clock.advance(20ms);
        QTRY_COMPARE(bench.woken.size(), 1);
    }

    /// The timer may come before the clock says so, as that may have been set back.
    void looksAgain()
    {
        Bench bench;
        bench.watch.start();
        bench.snooze("a", 20ms);
        bench.snooze("b", 40ms);
        bench.watch.look();
        bench.clock.advance(20ms);
        QTRY_COMPARE(bench.woken.size(), 1);
        bench.clock.advance(20ms);
        QTRY_COMPARE(bench.woken.size(), 2);
        QCOMPARE(bench.boards.unacknowledged(), 2);
    }

    /// While the journal is read back an alert may still turn out to be acknowledged.
    void waitsForTheJournal()
    {
        Bench bench;
        bench.snooze("a", 30min);
        bench.clock.advance(1h);
        bench.watch.look();
        QVERIFY(bench.woken.isEmpty());
        bench.watch.start();
        QCOMPARE(bench.woken.size(), 1);
    }

private:
    struct Bench
    {
        StillClock clock;
        Boards boards;
        SnoozeWatch watch{boards, clock};
        QSignalSpy woken{&watch, &SnoozeWatch::woken};

        void snooze(std::string_view subject, std::chrono::milliseconds span)
        {
            AlertData data;
            data.title = "Gateway is slow";
            data.snoozedUntil = clock.wallTime() + span;
            Event event;
            event.subject = subject;
            event.data = data;
            EventBatch batch;
            batch.received = clock.wallTime();
            batch.events.push_back(event);
            boards.fold(batch);
        }
    };
};

QTEST_GUILESS_MAIN(TestSnoozeWatch)
#include "tst_snoozewatch.moc"
