// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/reviewboard.h"

#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

TaskData task(TaskStatus status, Severity priority = Severity::Info, std::chrono::minutes due = 0min)
{
    TaskData data;
    data.status = status;
    data.priority = priority;
    data.title = "Check identity";
    data.due = due == 0min ? Timestamp() : testTime + due;
    return data;
}

} // namespace

class TestReviewBoard : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void cells();
    void due_data();
    void due();
    void mostUrgentFirst();
    void everyColumnSorts();
    void detail();
    void figures();
};

void TestReviewBoard::cells()
{
    ReviewBoard board;
    QAbstractItemModelTester tester(board.tasks(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    TaskData data = task(TaskStatus::InReview, Severity::High, 90min);
    data.amount = pounds(125'000);
    data.assignee = "Mo";
    board.fold(maker.make("T-1", data));
    board.flush();
    board.tick(testTime + 5s);
    QCOMPARE(texts(board.tasks(), 0),
             QStringList(
                 {u"High"_s, u"Check identity"_s, u"In review"_s, u"Mo"_s, u"GBP 1,250.00"_s, u"in 1 h"_s, u"0:05"_s}));
    QCOMPARE(cell(board.tasks(), 0, 0, RowModel::SeverityRole).toString(), u"high"_s);
    board.tasks()->setFilter(u"review 1250"_s);
    QCOMPARE(board.tasks()->count(), 1);
}

void TestReviewBoard::due_data()
{
    QTest::addColumn<TaskStatus>("status");
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << TaskStatus::Queued << 0 << u"—"_s;
    QTest::newRow("coming") << TaskStatus::Queued << 11 << u"in 11 m"_s;
    QTest::newRow("passed") << TaskStatus::InReview << -125 << u"2 h over"_s;
    QTest::newRow("decided") << TaskStatus::Approved << -125 << u"—"_s;
}

void TestReviewBoard::due()
{
    QFETCH(TaskStatus, status);
    QFETCH(int, minutes);
    ReviewBoard board;
    EventMaker maker;
    board.fold(maker.make("T-1", task(status, Severity::Info, std::chrono::minutes(minutes))));
    board.flush();
    board.tick(testTime);
    QTEST(cell(board.tasks(), 0, 5).toString(), "text");
}

void TestReviewBoard::mostUrgentFirst()
{
    ReviewBoard board;
    EventMaker maker;
    board.fold(maker.make("decided", task(TaskStatus::Rejected, Severity::Critical)));
    board.fold(maker.make("low", task(TaskStatus::Queued, Severity::Info, 1min)));
    board.fold(maker.make("high, later", task(TaskStatus::Queued, Severity::High, 60min)));
    board.fold(maker.make("high, no deadline", task(TaskStatus::InReview, Severity::High)));
    board.fold(maker.make("high, soon", task(TaskStatus::InReview, Severity::High, 5min)));
    board.flush();
    QCOMPARE(
        keys(board.tasks()),
        QStringList({u"0/high, soon"_s, u"0/high, later"_s, u"0/high, no deadline"_s, u"0/low"_s, u"0/decided"_s}));
}

void TestReviewBoard::everyColumnSorts()
{
    ReviewBoard board;
    EventMaker maker;
    for (int i = 0; i < 12; ++i) {
        TaskData data = task(static_cast<TaskStatus>(i % 4), static_cast<Severity>(i % 3), std::chrono::minutes(i));
        data.amount = pounds(i % 5);
        data.title = maker.keep("task " + std::to_string(i * 5 % 12));
        board.fold(maker.make(std::to_string(i), data, std::chrono::seconds(i)));
    }
    board.flush();
    board.tasks()->sort(1, Qt::AscendingOrder);
    QCOMPARE(cell(board.tasks(), 0, 1).toString(), u"task 0"_s);
    board.tasks()->sort(4, Qt::DescendingOrder);
    QCOMPARE(cell(board.tasks(), 0, 4).toString(), u"GBP 0.04"_s);
    board.tasks()->sort(0, Qt::AscendingOrder);
    QCOMPARE(cell(board.tasks(), 0, 0).toString(), u"High"_s);
    board.tasks()->sort(6, Qt::AscendingOrder);
    QCOMPARE(board.tasks()->keyAt(0), u"0/11"_s);
}

void TestReviewBoard::detail()
{
    ReviewBoard board;
    EventMaker maker;
    TaskData data = task(TaskStatus::Queued, Severity::Critical, 60min);
    board.fold(maker.make("T-1", data));
    BoardDetail detail = board.tasks()->detailOf(u"0/T-1"_s);
    QCOMPARE(detail.kind, u"task"_s);
    QCOMPARE(detail.badge, u"Critical · Queued"_s);
    QCOMPARE(actionIds(detail), QStringList({u"take"_s, u"assign"_s}));
    QVERIFY(detail.actions.first().primary);
    data.assignee = "Mo";
    board.fold(maker.make("T-1", data, 5s));
    data.status = TaskStatus::Approved;
    board.fold(maker.make("T-1", data, 9s));
    detail = board.tasks()->detailOf(u"0/T-1"_s);
    QCOMPARE(timelineTexts(detail),
             QStringList({u"09:40:00 Queued"_s, u"09:40:05 Assigned to Mo"_s, u"09:40:09 Approved, with Mo"_s}));
    QVERIFY(detail.actions.isEmpty());
}

void TestReviewBoard::figures()
{
    ReviewBoard board;
    EventMaker maker;
    const auto values = [&](Timestamp now) {
        board.tick(now);
        QStringList cards;
        for (int i = 0; i < board.kpis()->count(); ++i) {
            cards.append(cardValue(board.kpis(), i));
        }
        return cards.join(u' ');
    };
    board.fold(maker.make("1", task(TaskStatus::Queued, Severity::Info, 5min)));
    board.fold(maker.make("2", task(TaskStatus::InReview, Severity::Info, 7min)));
    board.fold(maker.make("3", task(TaskStatus::Approved, Severity::Info, -7min)));
    board.fold(maker.make("4", task(TaskStatus::Queued)));
    QCOMPARE(values(testTime), u"2 1 0 1"_s);
    QCOMPARE(values(testTime + 6min), u"2 1 1 1"_s);
    QCOMPARE(values(testTime + 8min), u"2 1 2 1"_s);
    board.fold(maker.make("1", task(TaskStatus::Rejected, Severity::Info, 5min)));
    board.fold(maker.make("2", task(TaskStatus::InReview, Severity::Info, 60min)));
    QCOMPARE(values(testTime + 9min), u"1 1 0 2"_s);
}

QTEST_MAIN(TestReviewBoard)
#include "tst_reviewboard.moc"
