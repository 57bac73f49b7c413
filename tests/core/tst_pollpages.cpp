// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/pollpages.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

namespace {

PollPages::Answer page(std::string_view next, std::chrono::milliseconds took = 50ms)
{
    return {false, next, took};
}

PollPages::Answer nothing(std::string_view next = {}, std::chrono::milliseconds took = 50ms)
{
    return {true, next, took};
}

} // namespace

class TestPollPages : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// Page by page to the end, and then the first one again.
    void byPosition()
    {
        PollPages pages(5s, false);
        QVERIFY(pages.isFirst());
        for (const auto *next : {"2", "3"}) {
            const auto step = pages.take(page(next));
            QVERIFY(!step.problem && !step.isEnd);
            QVERIFY(step.pause == 50ms);
            QCOMPARE(pages.cursor(), next);
            QVERIFY(!pages.isFirst());
        }
        const auto step = pages.take(page({}));
        QVERIFY(!step.problem && step.isEnd);
        QVERIFY(step.pause == 5s);
        QVERIFY(pages.isFirst());
        // The same page is no next one.
        pages.take(page("2"));
        QVERIFY(pages.take(page("2")).isEnd);
    }

    void byCursor()
    {
        PollPages pages(5s, true);
        pages.restart("a");
        QVERIFY(!pages.take(page("b")).isEnd);
        QVERIFY(pages.take(page("b")).isEnd);
        QCOMPARE(pages.cursor(), "b");
        QVERIFY(pages.take(page({})).isEnd);
        QCOMPARE(pages.cursor(), "b"); // there it goes on
        // A server that always names another one has nothing more when it gives nothing twice.
        QVERIFY(!pages.take(nothing("c")).isEnd);
        QVERIFY(pages.take(nothing("d")).isEnd);
        QCOMPARE(pages.cursor(), "d");
    }

    /// Neither is the question over with it, nor is the server asked without a rest.
    void emptyPages()
    {
        PollPages pages(5s, false);
        std::chrono::milliseconds last{0};
        for (int i = 1; i < 40; ++i) {
            const auto next = std::to_string(i);
            const auto step = pages.take(nothing(next));
            QVERIFY(!step.problem && !step.isEnd);
            QVERIFY(step.pause >= PollPages::leastPause && step.pause >= last && step.pause <= 5s);
            last = step.pause;
            QCOMPARE(pages.cursor(), next);
        }
        QVERIFY(last == 5s);
        QVERIFY(pages.take(page("x")).pause == 50ms);
        QVERIFY(pages.take(nothing("y")).pause == PollPages::leastPause);
    }

    void pauses_data()
    {
        QTest::addColumn<int>("took");
        QTest::addColumn<int>("pause");
        QTest::newRow("at once") << 0 << 10;
        QTest::newRow("soon") << 90 << 90;
        QTest::newRow("late") << 9'000 << 250;
    }
    /// The server has as long for others as it took for us.
    void pauses()
    {
        QFETCH(int, took);
        QFETCH(int, pause);
        PollPages pages(5s, false);
        QVERIFY(pages.take(page("2", std::chrono::milliseconds(took))).pause == std::chrono::milliseconds(pause));
    }

    void held()
    {
        PollPages pages(5s, false);
        QVERIFY(pages.take(nothing({}, 25s)).pause == PollPages::leastPause);
        QVERIFY(pages.take(page({})).pause
                == PollPages::leastPause); // it was there at once, and is still one that holds
        QVERIFY(pages.take(nothing()).pause == 5s);
    }

    void circles_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("length");
        for (const int before : {0, 1, 5, 100}) {
            for (const int length : {2, 3, 17, 1'000})
                QTest::addRow("%d in a circle behind %d", length, before) << before << length;
        }
    }
    void circles()
    {
        QFETCH(int, before);
        QFETCH(int, length);
        for (const bool keepsCursor : {false, true}) {
            PollPages pages(5s, keepsCursor);
            const char *problem = nullptr;
            int asked = 0;
            for (; !problem && asked < 10 * (before + length); ++asked) {
                const auto place = asked < before ? asked : before + (asked - before) % length;
                problem = pages.take(page(std::to_string(place))).problem;
            }
            QCOMPARE(problem, "its pages lead in a circle");
            QVERIFY(asked > before + length);
        }
    }

    void longCursor()
    {
        PollPages pages(5s, true);
        QVERIFY(!pages.take(page(std::string(PollPages::cursorLimit, 'c'))).problem);
        QVERIFY(pages.take(page(std::string(PollPages::cursorLimit + 1, 'c'))).problem);
    }
};

QTEST_GUILESS_MAIN(TestPollPages)
#include "tst_pollpages.moc"
