// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/charityboard.h"

#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

HelpData help(HelpStatus status, std::chrono::seconds since, std::string_view assignee = {})
{
    HelpData data;
    data.status = status;
    data.name = "Ada";
    data.topic = "Heating";
    data.position = status == HelpStatus::Waiting ? 2 : 0;
    data.since = testTime + since;
    data.assignee = assignee;
    return data;
}

DonationData donation(DonationStatus status, Money amount)
{
    DonationData data;
    data.status = status;
    data.amount = amount;
    data.donor = "A. Okafor";
    return data;
}

ShiftData shift(ShiftStatus status, std::uint32_t filled, std::uint32_t needed, std::chrono::hours starts = 24h)
{
    ShiftData data;
    data.status = status;
    data.title = "Soup kitchen";
    data.filled = filled;
    data.needed = needed;
    data.starts = testTime + starts;
    data.ends = data.starts + 2h;
    return data;
}

} // namespace

class TestCharityBoard : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void helpCells();
    void longestWaitingFirst();
    void helpDetail();
    void waitingFigure();
    void donations();
    void donationsToday();
    void shifts();
    void figures();
    void freePlaces();
    void everyColumnSorts();
};

void TestCharityBoard::helpCells()
{
    CharityBoard board;
    QAbstractItemModelTester tester(board.help(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    board.fold(maker.make("H-1", help(HelpStatus::Waiting, 0s)));
    board.flush();
    board.tick(testTime + 42s);
    QCOMPARE(texts(board.help(), 0),
             QStringList({u"Waiting"_s, u"Ada"_s, u"Heating"_s, u"2"_s, u"unassigned"_s, u"0:42"_s}));
    board.fold(maker.make("H-1", help(HelpStatus::Closed, 0s, "Sam")));
    board.flush();
    QCOMPARE(texts(board.help(), 0), QStringList({u"Closed"_s, u"Ada"_s, u"Heating"_s, u"—"_s, u"Sam"_s, u"—"_s}));
    QVERIFY(cell(board.help(), 0, 0, RowModel::DimmedRole).toBool());
}

void TestCharityBoard::longestWaitingFirst()
{
    CharityBoard board;
    EventMaker maker;
    board.fold(maker.make("late", help(HelpStatus::Waiting, 9s)));
    board.fold(maker.make("early", help(HelpStatus::Waiting, 1s)));
    board.fold(maker.make("active", help(HelpStatus::Active, 0s)));
    board.fold(maker.make("closed", help(HelpStatus::Closed, 0s)));
    board.flush();
    QCOMPARE(keys(board.help()), QStringList({u"0/early"_s, u"0/late"_s, u"0/active"_s, u"0/closed"_s}));
    board.fold(maker.make("early", help(HelpStatus::Closed, 1s)));
    board.flush();
    QCOMPARE(keys(board.help()), QStringList({u"0/late"_s, u"0/active"_s, u"0/early"_s, u"0/closed"_s}));
}

void TestCharityBoard::helpDetail()
{
    CharityBoard board;
    board.setUserNames({u"Sam"_s});
    EventMaker maker;
    board.fold(maker.make("H-1", help(HelpStatus::Waiting, 0s), 3s));
    board.fold(maker.make("H-1", help(HelpStatus::Assigned, 0s, "Priya"), 5s));
    QCOMPARE(actionIds(board.help()->detailOf(u"0/H-1"_s)), QStringList({u"take"_s, u"assign"_s}));
    board.fold(maker.make("H-1", help(HelpStatus::Assigned, 0s, "Sam"), 7s));
    BoardDetail detail = board.help()->detailOf(u"0/H-1"_s);
    QCOMPARE(detail.badge, u"Assigned"_s);
    QCOMPARE(detail.subtitle, u"Help desk · 09:40:00 · #H-1"_s);
    QCOMPARE(timelineTexts(detail),
             QStringList({u"09:40:00 Waiting"_s, u"09:40:05 Assigned, with Priya"_s, u"09:40:07 Assigned to you"_s}));
    QCOMPARE(actionIds(detail), QStringList(u"assign"_s)); // who has it need not take it
    board.fold(maker.make("H-1", help(HelpStatus::Closed, 0s, "Sam"), 9s));
    detail = board.help()->detailOf(u"0/H-1"_s);
    QVERIFY(detail.actions.isEmpty());
}

void TestCharityBoard::waitingFigure()
{
    CharityBoard board;
    EventMaker maker;
    board.setFreshness({true, testTime + 372s});
    const auto value = [&] {
        board.tick(testTime + 372s);
        return cardValue(board.kpis(), CharityBoard::WaitingCard) + u' '
            + card(board.kpis(), CharityBoard::WaitingCard, KpiModel::DeltaRole);
    };
    board.fold(maker.make("1", help(HelpStatus::Waiting, 0s)));
    board.fold(maker.make("2", help(HelpStatus::Waiting, 72s)));
    QCOMPARE(value(), u"2 oldest 6:12"_s);
    board.fold(maker.make("1", help(HelpStatus::Active, 0s)));
    QCOMPARE(value(), u"1 oldest 5:00"_s);
    QCOMPARE(cardValue(board.kpis(), CharityBoard::HelpedCard), u"1"_s);
    board.fold(maker.make("2", help(HelpStatus::Waiting, 312s)));
    QCOMPARE(value(), u"1 oldest 1:00"_s);
    board.fold(maker.make("2", help(HelpStatus::Closed, 312s)));
    QVERIFY(value().startsWith(u"0 "_s));
    QCOMPARE(card(board.kpis(), CharityBoard::WaitingCard, KpiModel::SeverityRole), u"ok"_s);
}

void TestCharityBoard::donations()
{
    CharityBoard board;
    QAbstractItemModelTester tester(board.donations(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    board.fold(maker.make("D-1", donation(DonationStatus::Received, pounds(50'000))));
    DonationData winter = donation(DonationStatus::Refunded, pounds(100));
    winter.campaign = "Winter";
    board.fold(maker.make("D-2", winter, 1s));
    board.flush();
    board.tick(testTime + 61s);
    QCOMPARE(texts(board.donations(), 1),
             QStringList({u"Received"_s, u"A. Okafor"_s, u"GBP 500.00"_s, u"—"_s, u"1 m"_s}));
    QVERIFY(cell(board.donations(), 0, 0, RowModel::DimmedRole).toBool());
    const BoardDetail detail = board.donations()->detailOf(u"0/D-2"_s);
    QCOMPARE(detail.title, u"GBP 1.00 from A. Okafor"_s);
    QVERIFY(fieldTexts(detail).contains(u"Campaign: Winter"_s));
}

void TestCharityBoard::donationsToday()
{
    CharityBoard board;
    EventMaker maker;
    board.setFreshness({true, testTime});
    const auto value = [&](Timestamp now) {
        board.tick(now);
        return cardValue(board.kpis(), CharityBoard::DonationsCard);
    };
    QCOMPARE(value(testTime), u"0"_s);
    board.fold(maker.make("1", donation(DonationStatus::Received, pounds(1000))));
    board.fold(maker.make("2", donation(DonationStatus::Received, pounds(250))));
    board.fold(maker.make("3", donation(DonationStatus::Received, euros(9900))));
    board.fold(maker.make("4", donation(DonationStatus::Pledged, pounds(9900))));
    board.fold(maker.make("5", donation(DonationStatus::Received, pounds(9900)), -24h));
    QCOMPARE(value(testTime), u"GBP 12.50"_s);
    QCOMPARE(card(board.kpis(), CharityBoard::DonationsCard, KpiModel::DeltaRole), u"+1 more currency"_s);
    board.fold(maker.make("2", donation(DonationStatus::Refunded, pounds(250))));
    board.fold(maker.make("3", donation(DonationStatus::Failed, euros(9900))));
    board.fold(maker.make("1", donation(DonationStatus::Received, pounds(1100))));
    QCOMPARE(value(testTime), u"GBP 11.00"_s);
    // At midnight the sum begins anew; a change of an older donation does not count for the new day.
    QCOMPARE(value(testTime + 24h), u"0"_s);
    board.fold(maker.make("1", donation(DonationStatus::Received, pounds(1200)), 24h));
    board.fold(maker.make("6", donation(DonationStatus::Received, pounds(300)), 24h));
    QCOMPARE(value(testTime + 24h), u"GBP 3.00"_s);
}

void TestCharityBoard::shifts()
{
    CharityBoard board;
    QAbstractItemModelTester tester(board.shifts(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    board.fold(maker.make("S-1", shift(ShiftStatus::Open, 3, 5)));
    board.fold(maker.make("S-2", shift(ShiftStatus::Open, 0, 0, 12h)));
    board.fold(maker.make("S-3", shift(ShiftStatus::Done, 5, 5, -24h)));
    board.flush();
    QCOMPARE(keys(board.shifts()), QStringList({u"0/S-2"_s, u"0/S-1"_s, u"0/S-3"_s}));
    QCOMPARE(cell(board.shifts(), 1, 2).toString(), u"3 of 5"_s);
    QCOMPARE(cell(board.shifts(), 1, 2, RowModel::ValueRole).toDouble(), 0.6);
    QCOMPARE(cell(board.shifts(), 0, 2, RowModel::ValueRole).toDouble(), -1.0);
    QVERIFY(cell(board.shifts(), 1, 3).toString().endsWith(u"22 Nov 09:40"_s));
    QCOMPARE(board.shifts()->detailOf(u"0/S-1"_s).badge, u"Open · needs 2 more"_s);
    board.fold(maker.make("S-2", shift(ShiftStatus::Filled, 0, 0, 12h)));
    board.flush();
    QCOMPARE(keys(board.shifts()), QStringList({u"0/S-1"_s, u"0/S-2"_s, u"0/S-3"_s}));
}

void TestCharityBoard::figures()
{
    CharityBoard board;
    QAbstractItemModelTester tester(board.figures(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    const auto metric = [](std::string_view title, double value, std::string_view unit) {
        return MetricData{MetricArea::Charity, title, value, unit};
    };
    board.fold(maker.make("wait", metric("Wait", 4.5, "min")));
    board.fold(maker.make("beds", metric("Beds free", 1400, {})));
    board.flush();
    QCOMPARE(keys(board.figures()), QStringList({u"0/beds"_s, u"0/wait"_s}));
    QCOMPARE(cell(board.figures(), 0, 1).toString(), u"1,400"_s);
    QCOMPARE(cell(board.figures(), 1, 1).toString(), u"4.5\u00a0min"_s);
    QCOMPARE(cell(board.figures(), 1, 2).toString(), QString());
    board.fold(maker.make("wait", metric("Wait", -0.125, "min")));
    board.flush();
    QCOMPARE(cell(board.figures(), 1, 1).toString(), u"\u22120.125\u00a0min"_s);
    QCOMPARE(cell(board.figures(), 1, 2).toString(), u"4.5\u00a0min"_s);
    QCOMPARE(board.figures()->detailOf(u"0/wait"_s).title, u"Wait"_s);
}

void TestCharityBoard::freePlaces()
{
    CharityBoard board;
    EventMaker maker;
    board.fold(maker.make("S-1", shift(ShiftStatus::Open, 3, 5)));
    const Event more = maker.make("S-2", shift(ShiftStatus::Open, 0, 4));
    board.fold(more);
    board.fold(more);
    board.fold(maker.make("S-3", shift(ShiftStatus::Open, 9, 4)));
    board.tick(testTime);
    QCOMPARE(cardValue(board.kpis(), CharityBoard::PlacesCard), u"6"_s);
    board.fold(maker.make("S-2", shift(ShiftStatus::Cancelled, 0, 4)));
    board.fold(maker.make("S-1", shift(ShiftStatus::Open, 4, 5)));
    board.tick(testTime);
    QCOMPARE(cardValue(board.kpis(), CharityBoard::PlacesCard), u"1"_s);
}

void TestCharityBoard::everyColumnSorts()
{
    CharityBoard board;
    EventMaker maker;
    for (int i = 0; i < 10; ++i) {
        const std::string subject = std::to_string(i);
        board.fold(maker.make("H-" + subject, help(static_cast<HelpStatus>(i % 4), std::chrono::seconds(i))));
        board.fold(maker.make("D-" + subject, donation(static_cast<DonationStatus>(i % 4), pounds(i * 7 % 10))));
        board.fold(maker.make("S-" + subject, shift(static_cast<ShiftStatus>(i % 4), 1, 5, std::chrono::hours(i))));
        board.fold(maker.make("M-" + subject, MetricData{MetricArea::Charity, "Beds", i / 2.0, "free"}));
    }
    board.flush();
    for (RowModel *table : board.tables()) {
        for (int column = -1; column < table->columnCount(); ++column) {
            table->sort(column, Qt::AscendingOrder);
            QCOMPARE(table->count(), 10);
        }
    }
    board.help()->sort(5, Qt::AscendingOrder);
    QCOMPARE(board.help()->keyAt(0), u"0/H-9"_s);
    board.help()->sort(3, Qt::AscendingOrder);
    QCOMPARE(cell(board.help(), 0, 3).toString(), u"2"_s);
    board.donations()->sort(2, Qt::DescendingOrder);
    QCOMPARE(cell(board.donations(), 0, 2).toString(), u"GBP 0.09"_s);
    board.shifts()->sort(3, Qt::DescendingOrder);
    QCOMPARE(board.shifts()->keyAt(0), u"0/S-9"_s);
    board.shifts()->sort(0, Qt::AscendingOrder);
    QCOMPARE(cell(board.shifts(), 0, 0).toString(), u"Open"_s);
}

QTEST_MAIN(TestCharityBoard)
#include "tst_charityboard.moc"
