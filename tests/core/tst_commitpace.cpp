// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/commitpace.h"

#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

class TestCommitPace : public StrictTest
{
    Q_OBJECT

private:
    /// A disk that writes so many bytes in a millisecond, and needs `sync` for each commit besides.
    struct Disk
    {
        double rate = 1000;
        std::chrono::milliseconds sync{20};

        bool commit(CommitPace &pace, std::size_t bytes) const
        {
            const std::chrono::duration<double, std::milli> writing(static_cast<double>(bytes) / rate);
            return pace.note(sync + std::chrono::duration_cast<std::chrono::nanoseconds>(writing), bytes, false);
        }
        /// Commits of turns, and of something small between them.
        void settle(CommitPace &pace) const
        {
            for (int i = 0; i < 60; ++i) {
                commit(pace, pace.turn().bytes);
                commit(pace, 500);
            }
        }
    };

private Q_SLOTS:
    void aQuickDiskGetsFullTurns()
    {
        CommitPace pace;
        Disk{.rate = 100'000, .sync = 3ms}.settle(pace);
        QCOMPARE(pace.turn(), (Channel::Turn{CommitPace::fullTurn, 0ms, 0ms}));
        QVERIFY(!pace.isSlow());
    }

    /// Nothing would be gained by smaller ones.
    void andSoDoesOneThatIsSlowToSync()
    {
        CommitPace pace;
        Disk{.rate = 100'000, .sync = 80ms}.settle(pace);
        QCOMPARE(pace.turn().bytes, CommitPace::fullTurn);
        QVERIFY(pace.isSlow());
        QVERIFY(pace.turn().rest >= CommitPace::restPerCommit * 80ms); // but a flood leaves it to others
        QVERIFY(pace.turn().rest < CommitPace::restPerCommit * 90ms);
    }

    /// What a turn adds to a commit is no more than the smaller part of it.
    void oneThatIsSlowToWriteGetsSmallTurns()
    {
        CommitPace pace;
        Disk{.rate = 1000, .sync = 100ms}.settle(pace);
        const auto adds = static_cast<double>(pace.turn().bytes) / 1000;
        const auto most = CommitPace::additionalPart * 100;
        QVERIFY2(adds > 0.8 * most && adds < 1.2 * most, qPrintable(QString::number(adds)));
        QVERIFY(pace.turn().rest > CommitPace::restPerCommit * 100ms);
    }

    void besideQuietFeedsAFloodRestsLonger()
    {
        CommitPace pace;
        Disk{.rate = 1000, .sync = 60ms}.settle(pace);
        const auto before = pace.turn().rest;
        pace.note(60ms, 500, true);
        QVERIFY(pace.turn().rest > 5 * before);
        QVERIFY(pace.turn().share < 2 * before); // what they may say does not shrink with it
        pace.note(60ms, 500, false);
        QVERIFY(pace.turn().rest < 2 * before);
    }

    /// What came at once when the feeds connected, and then the first of what they say now and then: the next turn is a small one.
    void theFirstOfLittleTellsWhatTurnsCost()
    {
        CommitPace pace;
        const Disk disk{.rate = 1000, .sync = 60ms};
        for (const std::size_t scene : {320'000, 40'000, 126'000, 81'000})
            disk.commit(pace, scene);
        QCOMPARE(pace.turn().bytes, CommitPace::fullTurn);
        QVERIFY(disk.commit(pace, 800));
        const auto adds = static_cast<double>(pace.turn().bytes) / disk.rate;
        QVERIFY2(adds <= 1.2 * CommitPace::additionalPart * 60, qPrintable(QString::number(adds)));
    }

    void noTurnIsTooSmallAndNoRestTooLong()
    {
        CommitPace pace;
        Disk{.rate = 1, .sync = 20ms}.settle(pace);
        QCOMPARE(pace.turn().bytes, CommitPace::leastTurn);
        QCOMPARE(pace.turn().rest, CommitPace::longestRest);
        QCOMPARE(1000 * pace.turn().bytes / static_cast<std::size_t>(pace.turn().share.count()), CommitPace::noFlood);
        const auto before = pace.turn();
        pace.note(1min, CommitPace::leastTurn, false);
        QCOMPARE(pace.turn(), before);
    }

    void aDiskThatHealsIsUsedAgain()
    {
        CommitPace pace;
        Disk{.rate = 100, .sync = 50ms}.settle(pace);
        QVERIFY(pace.isSlow() && pace.turn().bytes < CommitPace::fullTurn);
        const Disk quick{.rate = 100'000, .sync = 1ms};
        quick.commit(pace, 500);
        QVERIFY(!pace.isSlow());
        QCOMPARE(pace.turn().rest, 0ms);
        quick.settle(pace);
        QCOMPARE(pace.turn().bytes, CommitPace::fullTurn);
    }

    /// What turns cost is not forgotten while nothing but little comes.
    void littleTeachesNothingOfTurns()
    {
        CommitPace pace;
        const Disk disk{.rate = 100, .sync = 60ms};
        disk.settle(pace);
        const auto settled = pace.turn().bytes;
        QVERIFY(settled < CommitPace::fullTurn);
        for (int i = 0; i < 500; ++i) {
            disk.commit(pace, 200 + static_cast<std::size_t>(i % 7) * 100);
            QCOMPARE(pace.turn().bytes, settled);
        }
    }

    void largerTurnsAreTriedStepByStep()
    {
        CommitPace pace;
        Disk{.rate = 1, .sync = 20ms}.settle(pace);
        const Disk healed{.rate = 100'000, .sync = 1ms};
        while (pace.turn().bytes < CommitPace::fullTurn) {
            const auto before = pace.turn().bytes;
            healed.commit(pace, before);
            QVERIFY(pace.turn().bytes <= 2 * before);
        }
    }

    /// Where no feed has little to say there is nobody to be protected.
    void aFloodAloneGetsFullTurns()
    {
        CommitPace pace;
        for (int i = 0; i < 60; ++i)
            Disk{.rate = 100, .sync = 60ms}.commit(pace, pace.turn().bytes);
        QCOMPARE(pace.turn().bytes, CommitPace::fullTurn);
        QVERIFY(pace.turn().rest > 0ms);
    }
};

QTEST_GUILESS_MAIN(TestCommitPace)
#include "tst_commitpace.moc"
