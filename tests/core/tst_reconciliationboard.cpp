// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/rateestimate.h"
#include "board/reconciliationboard.h"

#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>

#include <algorithm>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

RunData run(RunPhase phase, std::uint64_t done, std::uint64_t total, std::uint64_t matched = 0)
{
    RunData data;
    data.phase = phase;
    data.name = "Nightly cards";
    data.done = done;
    data.total = total;
    data.matched = matched;
    data.exceptions = 1'312;
    data.unmatched = pounds(4'821'016);
    return data;
}

ExceptionData exception(ExceptionStatus status, Money amount, std::string_view owner = {})
{
    ExceptionData data;
    data.status = status;
    data.run = "RUN-1";
    data.amount = amount;
    data.reason = "no partner";
    data.owner = owner;
    return data;
}

Command edit(const char *key, const char *text, const char *base, const char *name = "edit")
{
    Command command;
    command.key = QString::fromLatin1(key);
    command.name = QString::fromLatin1(name);
    command.subject = u"R-1"_s;
    command.text = QString::fromLatin1(text);
    command.base = QString::fromLatin1(base);
    return command;
}

} // namespace

class TestReconciliationBoard : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void progress_data();
    void progress();
    void timeLeftOnlyWhenStable_data();
    void timeLeftOnlyWhenStable();
    void rateGoesAfterSilence();
    void theTableForgetsTheRateOfASilentRun();
    void rateBeginsAnewInEachPhase();
    void underWayFirst();
    void runDetail();
    void exceptions();
    void exceptionDetail();
    void rules();
    void aChangeOnItsWay();
    void aChangeThatFailed();
    void figures();
    void figuresFollowRuns();
};

void TestReconciliationBoard::progress_data()
{
    QTest::addColumn<quint64>("done");
    QTest::addColumn<quint64>("total");
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");
    QTest::newRow("unknown total") << quint64(5) << quint64(0) << u"—"_s << -1.0;
    QTest::newRow("nothing yet") << quint64(0) << quint64(100) << u"0 %"_s << 0.0;
    QTest::newRow("some") << quint64(64) << quint64(100) << u"64 %"_s << 0.64;
    QTest::newRow("nearly all") << quint64(999'999) << quint64(1'000'000) << u"99 %"_s << 0.999999;
    QTest::newRow("more than all") << quint64(150) << quint64(100) << u"100 %"_s << 1.0;
}

void TestReconciliationBoard::progress()
{
    QFETCH(quint64, done);
    QFETCH(quint64, total);
    ReconciliationBoard board;
    QAbstractItemModelTester tester(board.runs(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    board.fold(maker.make("RUN-1", run(RunPhase::Matching, done, total)));
    board.flush();
    QCOMPARE(cell(board.runs(), 0, 1).toString(), u"Nightly cards"_s);
    QTEST(cell(board.runs(), 0, 2).toString(), "text");
    QTEST(cell(board.runs(), 0, 2, RowModel::ValueRole).toDouble(), "value");
    QCOMPARE(cell(board.runs(), 0, 5).toString(), u"1,312"_s);
}

void TestReconciliationBoard::timeLeftOnlyWhenStable_data()
{
    QTest::addColumn<QList<int>>("steps"); // records done in each step of 2 s
    QTest::addColumn<bool>("hasRate");
    QTest::addColumn<QString>("left");
    QTest::newRow("first report") << QList<int>{} << false << u"—"_s;
    QTest::newRow("too few") << QList<int>{2480, 2480, 2480, 2480} << true << u"—"_s;
    QTest::newRow("steady") << QList<int>{2480, 2480, 2480, 2480, 2480} << true << u"11 min"_s;
    QTest::newRow("wild") << QList<int>{100, 9000, 50, 8000, 10, 7000} << true << u"—"_s;
    QTest::newRow("standing still") << QList<int>{0, 0, 0, 0, 0, 0} << false << u"—"_s;
}

void TestReconciliationBoard::timeLeftOnlyWhenStable()
{
    QFETCH(QList<int>, steps);
    ReconciliationBoard board;
    EventMaker maker;
    std::uint64_t done = 0;
    std::chrono::seconds after = 0s;
    constexpr std::uint64_t total = 830'000;
    board.fold(maker.make("RUN-1", run(RunPhase::Matching, done, total), after));
    for (const int step : steps) {
        done += static_cast<std::uint64_t>(step);
        after += 2s;
        board.fold(maker.make("RUN-1", run(RunPhase::Matching, done, total), after));
    }
    board.flush();
    board.tick(testTime + after);
    QTEST(cell(board.runs(), 0, 3).toString().endsWith(u"/s"_s), "hasRate");
    QTEST(cell(board.runs(), 0, 4).toString(), "left");
}

void TestReconciliationBoard::rateGoesAfterSilence()
{
    RateEstimate estimate;
    for (int i = 0; i < 10; ++i) {
        estimate.add(testTime + std::chrono::seconds(2 * i), static_cast<std::uint64_t>(200 * i));
    }
    QCOMPARE(*estimate.perSecond(testTime + 18s), 100.0);
    QCOMPARE(estimate.timeFor(6000, testTime + 18s)->count(), 60'000);
    QVERIFY(!estimate.perSecond(testTime + 79s));
    QVERIFY(!estimate.timeFor(6000, testTime + 79s));
    estimate.add(testTime + 80s, 5);
    QVERIFY(!estimate.perSecond(testTime + 80s));
}

void TestReconciliationBoard::theTableForgetsTheRateOfASilentRun()
{
    ReconciliationBoard board;
    EventMaker maker;
    for (int i = 0; i < 8; ++i) {
        const auto done = static_cast<std::uint64_t>(i) * 1000;
        board.fold(maker.make("RUN-1", run(RunPhase::Loading, done, 100'000), std::chrono::seconds(2 * i)));
    }
    board.flush();
    board.tick(testTime + 74s);
    QVERIFY(cell(board.runs(), 0, 4).toString() != u"—"_s);
    QList<int> columns;
    connect(board.runs(), &RowModel::dataChanged, this,
            [&](const QModelIndex &from, const QModelIndex &) { columns.append(from.column()); });
    board.tick(testTime + 75s);
    QCOMPARE(columns, QList<int>({3, 4}));
    QCOMPARE(cell(board.runs(), 0, 3).toString(), QString());
    QCOMPARE(cell(board.runs(), 0, 4).toString(), u"—"_s);
}

void TestReconciliationBoard::rateBeginsAnewInEachPhase()
{
    ReconciliationBoard board;
    EventMaker maker;
    for (int i = 0; i < 8; ++i) {
        const auto done = static_cast<std::uint64_t>(i) * 1000;
        board.fold(maker.make("RUN-1", run(RunPhase::Loading, done, 100'000), std::chrono::seconds(2 * i)));
    }
    board.flush();
    board.tick(testTime + 14s);
    QVERIFY(cell(board.runs(), 0, 4).toString() != u"—"_s);
    board.fold(maker.make("RUN-1", run(RunPhase::Matching, 8000, 100'000), 16s));
    board.flush();
    QCOMPARE(cell(board.runs(), 0, 3).toString(), QString());
    QCOMPARE(cell(board.runs(), 0, 4).toString(), u"—"_s);
    board.fold(maker.make("RUN-1", run(RunPhase::Completed, 100'000, 100'000), 18s));
    board.flush();
    QCOMPARE(cell(board.runs(), 0, 4).toString(), QString());
}

void TestReconciliationBoard::underWayFirst()
{
    ReconciliationBoard board;
    EventMaker maker;
    board.fold(maker.make("old", run(RunPhase::Matching, 1, 2), 0s));
    board.fold(maker.make("done", run(RunPhase::Completed, 2, 2), 5s));
    board.fold(maker.make("new", run(RunPhase::Loading, 1, 2), 3s));
    board.flush();
    QCOMPARE(keys(board.runs()), QStringList({u"0/new"_s, u"0/old"_s, u"0/done"_s}));
    board.fold(maker.make("new", run(RunPhase::Failed, 1, 2), 9s));
    board.flush();
    QCOMPARE(keys(board.runs()), QStringList({u"0/old"_s, u"0/done"_s, u"0/new"_s}));
}

void TestReconciliationBoard::runDetail()
{
    ReconciliationBoard board;
    EventMaker maker;
    board.fold(maker.make("RUN-1", run(RunPhase::Loading, 0, 100)));
    board.fold(maker.make("RUN-1", run(RunPhase::Matching, 64, 100, 60), 5s));
    const BoardDetail detail = board.runs()->detailOf(u"0/RUN-1"_s);
    QCOMPARE(detail.kind, u"run"_s);
    QCOMPARE(detail.badge, u"Matching · 64 %"_s);
    QCOMPARE(detail.subtitle, u"Reconciliation · 09:40:05 · #RUN-1"_s);
    QVERIFY(fieldTexts(detail).contains(u"Records: 64 of 100 records"_s));
    QVERIFY(fieldTexts(detail).contains(u"Unmatched: GBP 48,210.16"_s));
    QCOMPARE(timelineTexts(detail), QStringList({u"09:40:00 Loading"_s, u"09:40:05 Matching"_s}));
}

void TestReconciliationBoard::exceptions()
{
    ReconciliationBoard board;
    QAbstractItemModelTester tester(board.exceptions(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    board.setUserNames({u"Mo"_s});
    EventMaker maker;
    board.fold(maker.make("X-1", exception(ExceptionStatus::Open, pounds(-500), "Mo")));
    board.fold(maker.make("X-2", exception(ExceptionStatus::Open, pounds(100)), 1s));
    board.flush();
    board.tick(testTime + 61s);
    QCOMPARE(texts(board.exceptions(), 1),
             QStringList({u"Open"_s, u"X-1"_s, u"RUN-1"_s, u"GBP \u22125.00"_s, u"no partner"_s, u"you"_s, u"1 m"_s}));
    board.fold(maker.make("RUN-1", run(RunPhase::Matching, 1, 2)));
    QCOMPARE(cell(board.exceptions(), 1, 2).toString(), u"Nightly cards"_s);
    board.fold(maker.make("X-2", exception(ExceptionStatus::Resolved, pounds(100)), 2s));
    board.flush();
    QCOMPARE(board.exceptions()->keyAt(1), u"0/X-2"_s);
    QVERIFY(cell(board.exceptions(), 1, 0, RowModel::DimmedRole).toBool());
    for (int column = 0; column < board.exceptions()->columnCount(); ++column) {
        board.exceptions()->sort(column, Qt::AscendingOrder);
    }
    board.exceptions()->setFilter(u"partner nightly"_s);
    QCOMPARE(board.exceptions()->count(), 2);
}

void TestReconciliationBoard::exceptionDetail()
{
    ReconciliationBoard board;
    EventMaker maker;
    board.fold(maker.make("X-1", exception(ExceptionStatus::Open, pounds(500))));
    BoardDetail detail = board.exceptions()->detailOf(u"0/X-1"_s);
    QCOMPARE(detail.title, u"GBP 5.00 unmatched"_s);
    QCOMPARE(actionIds(detail), QStringList({u"take"_s, u"assign"_s, u"resolve"_s}));
    board.fold(maker.make("X-1", exception(ExceptionStatus::Resolved, pounds(500))));
    detail = board.exceptions()->detailOf(u"0/X-1"_s);
    QVERIFY(detail.actions.isEmpty());
}

void TestReconciliationBoard::rules()
{
    ReconciliationBoard board;
    board.setUserNames({u"Priya"_s});
    QAbstractItemModelTester tester(board.rules(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    board.fold(maker.make("R-1", RuleData{RuleStatus::Paused, "Fees", "a\nb", "Sam", "4"}));
    board.fold(maker.make("R-2", RuleData{RuleStatus::Active, "Weekends", "up to 3 days", "Priya", "1"}));
    board.fold(maker.make("R-3", RuleData{RuleStatus::Active, "Batches", "one line", {}, {}}));
    board.flush();
    QCOMPARE(keys(board.rules()), QStringList({u"0/R-3"_s, u"0/R-2"_s, u"0/R-1"_s}));
    QCOMPARE(texts(board.rules(), 2).mid(0, 4), QStringList({u"Paused"_s, u"Fees"_s, u"a b"_s, u"Sam"_s}));
    QCOMPARE(cell(board.rules(), 1, 3).toString(), u"you"_s);
    QCOMPARE(board.rules()->detailOf(u"0/R-1"_s).text, u"a\nb"_s);
    QCOMPARE(board.rules()->detailOf(u"0/R-1"_s).version, u"4"_s);
    QVERIFY(board.rules()->detailOf(u"0/R-3"_s).version.isEmpty());
}

void TestReconciliationBoard::aChangeOnItsWay()
{
    ReconciliationBoard board;
    EventMaker maker;
    board.fold(maker.make("R-1", RuleData{RuleStatus::Active, "Fees", "old", "Sam", "4"}));
    board.flush();
    const auto detail = [&] { return board.rules()->detailOf(u"0/R-1"_s); };
    board.rules()->noteCommand({edit("k", "new", "4"), testTime, CommandPhase::Pending});
    board.rules()->noteCommand({edit("k", "new", "4"), testTime, CommandPhase::Sent});
    QCOMPARE(detail().timeline.size(), 1);
    QVERIFY(detail().timeline.first().pending);
    QCOMPARE(detail().timeline.first().note, u"new"_s);
    QCOMPARE(detail().text, u"old"_s);
    board.rules()->noteCommand({edit("k", "new", "4"), testTime, CommandPhase::Settled, {}, true});
    QCOMPARE(detail().timeline.size(), 0);
}

void TestReconciliationBoard::aChangeThatFailed()
{
    ReconciliationBoard board;
    EventMaker maker;
    const auto fold = [&](ExceptionStatus status, std::string_view version) {
        auto data = exception(status, pounds(100));
        data.version = version;
        board.fold(maker.make("R-1", data));
        board.flush();
    };
    const auto detail = [&] { return board.exceptions()->detailOf(u"0/R-1"_s); };
    const auto can = [&](const char16_t *action) {
        return std::ranges::any_of(detail().actions, [&](const auto &known) { return known.id == action; });
    };
    fold(ExceptionStatus::Open, "4");
    QVERIFY(can(u"resolve"));
    const auto resolve = edit("k", "mine", "4", "resolve");
    board.exceptions()->noteCommand({resolve, testTime, CommandPhase::Refused, u"No."_s, true});
    QCOMPARE(detail().editText, u"mine"_s);
    QCOMPARE(detail().editReason, u"No."_s);
    QVERIFY(can(u"saveMine") && can(u"discardMine") && !can(u"resolve"));
    fold(ExceptionStatus::Open, "5");
    QCOMPARE(detail().editReason, u"No.\nIt was changed since; what it says now stands below."_s);
    // Tried again, it takes its own place.
    auto again = edit("k2", "mine", "5", "resolve");
    again.replaces = u"k"_s;
    board.exceptions()->noteCommand({again, testTime, CommandPhase::Pending});
    QCOMPARE(detail().editText, QString());
    board.exceptions()->noteCommand({again, testTime, CommandPhase::Expired, u"Nobody answered."_s});
    QCOMPARE(detail().editText, u"mine"_s);
    // What is decided cannot be decided once more.
    fold(ExceptionStatus::Resolved, "6");
    QVERIFY(!can(u"saveMine") && can(u"discardMine"));
    board.exceptions()->noteCommand({again, testTime, CommandPhase::Cancelled});
    QCOMPARE(detail().editText, QString());
    QVERIFY(detail().actions.isEmpty());
}

void TestReconciliationBoard::figures()
{
    ReconciliationBoard board;
    board.setFreshness({true, testTime});
    EventMaker maker;
    board.fold(maker.make("RUN-1", run(RunPhase::Matching, 1000, 2000, 974)));
    board.fold(maker.make("RUN-2", run(RunPhase::Failed, 1000, 2000, 0)));
    board.fold(maker.make("X-1", exception(ExceptionStatus::Open, pounds(4'821'000))));
    board.fold(maker.make("X-2", exception(ExceptionStatus::Open, pounds(16))));
    board.fold(maker.make("X-3", exception(ExceptionStatus::Open, pounds(100))));
    board.fold(maker.make("X-3", exception(ExceptionStatus::Resolved, pounds(100))));
    board.tick(testTime);
    const KpiModel *kpis = board.kpis();
    QCOMPARE(cardValue(kpis, ReconciliationBoard::MatchRateCard), u"97.4 %"_s);
    QCOMPARE(card(kpis, ReconciliationBoard::MatchRateCard, KpiModel::SeverityRole), u"ok"_s);
    QCOMPARE(cardValue(kpis, ReconciliationBoard::UnmatchedCard), u"2"_s);
    QCOMPARE(card(kpis, ReconciliationBoard::UnmatchedCard, KpiModel::DeltaRole), u"GBP 48,210.16"_s);
    QCOMPARE(cardValue(kpis, ReconciliationBoard::RunningCard), u"1"_s);
    QCOMPARE(cardValue(kpis, ReconciliationBoard::FailedCard), u"1"_s);
}

void TestReconciliationBoard::figuresFollowRuns()
{
    ReconciliationBoard board;
    EventMaker maker;
    board.fold(maker.make("RUN-1", run(RunPhase::Matching, 1000, 2000, 500)));
    board.fold(maker.make("RUN-2", run(RunPhase::Matching, 1000, 2000, 1000)));
    board.tick(testTime);
    QCOMPARE(cardValue(board.kpis(), ReconciliationBoard::MatchRateCard), u"75.0 %"_s);
    board.fold(maker.make("RUN-1", run(RunPhase::Failed, 1000, 2000, 500)));
    board.tick(testTime + 20s);
    QCOMPARE(cardValue(board.kpis(), ReconciliationBoard::MatchRateCard), u"100.0 %"_s);
    board.fold(maker.make("RUN-1", run(RunPhase::Matching, 1500, 2000, 500)));
    board.tick(testTime + 40s);
    QCOMPARE(cardValue(board.kpis(), ReconciliationBoard::MatchRateCard), u"60.0 %"_s);
    QCOMPARE(card(board.kpis(), ReconciliationBoard::MatchRateCard, KpiModel::DeltaToneRole), u"bad"_s);
}

QTEST_MAIN(TestReconciliationBoard)
#include "tst_reconciliationboard.moc"
