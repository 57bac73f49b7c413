// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/commitpace.h"

#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

class TestCommitPace : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void slowCommitsMakeSmallTurns()
    {
        CommitPace pace;
        QVERIFY(pace.isFull());
        QVERIFY(!pace.note(CommitPace::quick)); // as many as it does at its best
        QVERIFY(!pace.note(CommitPace::slow));
        QVERIFY(pace.note(CommitPace::slow + 1ns));
        QCOMPARE(pace.turn().bytes, CommitPace::fullTurn / 2);
        QVERIFY(!pace.isFull());
        for (int i = 0; i < 20; ++i)
            pace.note(10s);
        QCOMPARE(pace.turn().bytes, CommitPace::leastTurn);
        QVERIFY(!pace.note(10s));
    }

    void aDiskThatCrawlsIsLeftToOthersMostOfTheTime()
    {
        CommitPace pace;
        while (pace.turn().bytes > CommitPace::leastTurn) {
            QCOMPARE(pace.turn().rest, 0ms); // less may be enough
            pace.note(CommitPace::crawling + 1ms);
        }
        QVERIFY(pace.note(CommitPace::crawling + 1ms));
        QCOMPARE(pace.turn().rest, CommitPace::restPerCommit * (CommitPace::crawling + 1ms));
        QVERIFY(pace.note(1min));
        QCOMPARE(pace.turn().rest, CommitPace::longestRest);
        QVERIFY(pace.note(CommitPace::crawling));
        QCOMPARE(pace.turn().rest, 0ms);
    }

    void quickOnesBringThemBack()
    {
        CommitPace pace;
        for (int i = 0; i < 20; ++i)
            pace.note(10s);
        QVERIFY(pace.note(20ms)); // neither, but for the rest that is over
        QVERIFY(!pace.note(20ms));
        while (!pace.isFull())
            QVERIFY(pace.note(1ms));
        QVERIFY(!pace.note(1ms));
    }
};

QTEST_GUILESS_MAIN(TestCommitPace)
#include "tst_commitpace.moc"
