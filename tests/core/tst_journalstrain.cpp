// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/journalstrain.h"

#include "feed/commitpace.h"
#include "stillclock.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t flood = CommitPace::leastTurn;
constexpr Channel::Turn leastTurn{CommitPace::leastTurn, 0ms};

} // namespace

class TestJournalStrain : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsIsToldOnceItLasts()
    {
        StillClock clock;
        JournalStrain strain(clock);
        JournalStatus status;
        const Timestamp shown = clock.wallTime();
        QVERIFY(strain.isCalm());
        strain.noteWaiting(100, shown);
        QVERIFY(!strain.tell(status) && !strain.isCalm());
        clock.advance(JournalStrain::patience - 1ms);
        strain.noteWaiting(150, shown);
        QVERIFY(!strain.tell(status));
        clock.advance(1ms);
        strain.noteWaiting(200, shown);
        QVERIFY(strain.tell(status));
        QCOMPARE(status.waiting, quint64{200});
        QVERIFY(status.shownUntil == shown);
        QVERIFY(!strain.tell(status)); // no news
        strain.noteWaiting(90, shown);
        QVERIFY(strain.tell(status));
        QCOMPARE(status.waiting, quint64{90});
        strain.noteWaiting(0, shown);
        QVERIFY(strain.tell(status) && strain.isCalm());
        QVERIFY(status == JournalStatus());
    }

    void whatIsSoonOverIsNotTold()
    {
        StillClock clock;
        JournalStrain strain(clock);
        JournalStatus status;
        for (int i = 0; i < 10; ++i) {
            strain.noteWaiting(100, {});
            QVERIFY(!strain.tell(status));
            clock.advance(JournalStrain::patience - 1ms);
            strain.noteWaiting(0, {});
            QVERIFY(!strain.tell(status));
            clock.advance(10ms);
        }
    }

    void aDiskThatCrawls()
    {
        StillClock clock;
        JournalStrain strain(clock);
        JournalStatus status;
        for (int i = 0; i < 20; ++i) {
            strain.noteCommit(110ms, flood, leastTurn);
            strain.noteCommit(40ms, 300, leastTurn); // of another feed: it tells nothing
            QVERIFY(!strain.tell(status));
            clock.advance(100ms);
        }
        strain.noteCommit(110ms, flood, leastTurn);
        QVERIFY(strain.tell(status) && status.slow);
        strain.noteCommit(CommitPace::slow, flood, leastTurn);
        QVERIFY(strain.tell(status) && !status.slow && strain.isCalm());
    }

    void aDiskThatHeals()
    {
        StillClock clock;
        JournalStrain strain(clock);
        strain.noteCommit(110ms, flood, leastTurn);
        QVERIFY(!strain.isCalm());
        strain.noteCommit(CommitPace::quick - 1ms, 300, leastTurn);
        QVERIFY(strain.isCalm());
    }

    /// It ends also when nothing comes any more.
    void aFloodThatStops()
    {
        StillClock clock;
        JournalStrain strain(clock);
        JournalStatus status;
        strain.noteCommit(110ms, flood, leastTurn);
        clock.advance(JournalStrain::patience);
        strain.noteCommit(110ms, flood, leastTurn);
        QVERIFY(strain.tell(status) && status.slow);
        clock.advance(JournalStrain::quiet - 1ms);
        QVERIFY(!strain.tell(status) && status.slow);
        clock.advance(1ms);
        QVERIFY(strain.tell(status) && !status.slow && strain.isCalm());
    }

    /// A slow disk keeps nobody waiting while little comes.
    void aSlowDiskThatKeepsUp()
    {
        StillClock clock;
        JournalStrain strain(clock);
        JournalStatus status;
        for (int i = 0; i < 10; ++i) {
            strain.noteCommit(110ms, 300, leastTurn);
            strain.noteCommit(110ms, flood, {3 * CommitPace::leastTurn, 0ms});
            clock.advance(1s);
            QVERIFY(!strain.tell(status) && strain.isCalm());
        }
    }
};

QTEST_GUILESS_MAIN(TestJournalStrain)
#include "tst_journalstrain.moc"
