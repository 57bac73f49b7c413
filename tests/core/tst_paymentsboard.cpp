// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/paymentsboard.h"

#include "board/format.h"

#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

PaymentData payment(PaymentStatus status, Money amount = pounds(123'450))
{
    PaymentData data;
    data.status = status;
    data.amount = amount;
    data.payer = "A. Okafor";
    data.method = "bank_transfer";
    return data;
}

} // namespace

class TestPaymentsBoard : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void cells();
    void severities_data();
    void severities();
    void newestFirst();
    void amountsSortByValue();
    void searches_data();
    void searches();
    void detail();
    void historyKeepsTheLastSix();
    void anOldEventChangesNothing();
    void onlyAgesThatReadDifferentlyAreAnnounced();
    void figures();
    void figuresFollowRandomChanges();
};

void TestPaymentsBoard::cells()
{
    PaymentsBoard board;
    QAbstractItemModelTester tester(board.payments(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    board.fold(maker.make("PAY-1", payment(PaymentStatus::Settled)));
    board.flush();
    board.tick(testTime + 42s);
    QCOMPARE(texts(board.payments(), 0),
             QStringList({u"Settled"_s, u"PAY-1"_s, u"A. Okafor"_s, u"GBP 1,234.50"_s, u"Bank transfer"_s, u"0:42"_s}));
    QVERIFY(cell(board.payments(), 0, 5, RowModel::TipRole).toString().contains(u"21 Nov 2026 09:40:00"_s));
    QCOMPARE(board.payments()->keyAt(0), u"0/PAY-1"_s);
    QCOMPARE(board.payments()->headerData(3, Qt::Horizontal).toString(), u"Amount"_s);
}

void TestPaymentsBoard::severities_data()
{
    QTest::addColumn<PaymentStatus>("status");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("token");
    QTest::addColumn<bool>("dimmed");
    QTest::newRow("created") << PaymentStatus::Created << u"Created"_s << u"info"_s << false;
    QTest::newRow("authorised") << PaymentStatus::Authorised << u"Authorised"_s << u"info"_s << false;
    QTest::newRow("processing") << PaymentStatus::Processing << u"Processing"_s << u"info"_s << false;
    QTest::newRow("settled") << PaymentStatus::Settled << u"Settled"_s << u"ok"_s << false;
    QTest::newRow("failed") << PaymentStatus::Failed << u"Failed"_s << u"high"_s << false;
    QTest::newRow("refunded") << PaymentStatus::Refunded << u"Refunded"_s << u"warning"_s << true;
}

void TestPaymentsBoard::severities()
{
    QFETCH(PaymentStatus, status);
    PaymentsBoard board;
    EventMaker maker;
    board.fold(maker.make("PAY-1", payment(status)));
    board.flush();
    QTEST(cell(board.payments(), 0, 0).toString(), "word");
    QTEST(cell(board.payments(), 0, 0, RowModel::SeverityRole).toString(), "token");
    QTEST(cell(board.payments(), 0, 0, RowModel::DimmedRole).toBool(), "dimmed");
}

void TestPaymentsBoard::newestFirst()
{
    PaymentsBoard board;
    EventMaker maker;
    board.fold(maker.make("first", payment(PaymentStatus::Created), 0s));
    board.fold(maker.make("third", payment(PaymentStatus::Created), 2s));
    board.fold(maker.make("second", payment(PaymentStatus::Created), 1s));
    board.flush();
    QCOMPARE(keys(board.payments()), QStringList({u"0/third"_s, u"0/second"_s, u"0/first"_s}));
    board.fold(maker.make("first", payment(PaymentStatus::Settled), 9s));
    board.flush();
    QCOMPARE(board.payments()->keyAt(2), u"0/first"_s);
}

void TestPaymentsBoard::amountsSortByValue()
{
    PaymentsBoard board;
    EventMaker maker;
    board.fold(maker.make("b", payment(PaymentStatus::Created, {1'005, 2, {'G', 'B', 'P'}})));
    board.fold(maker.make("a", payment(PaymentStatus::Created, {-5, 0, {'G', 'B', 'P'}})));
    board.fold(maker.make("d", payment(PaymentStatus::Created, {999'999'999'999'999'999, 0, {'G', 'B', 'P'}})));
    board.fold(maker.make("c", payment(PaymentStatus::Created, {999'999'999'999'999'998, 0, {'G', 'B', 'P'}})));
    board.flush();
    board.payments()->sortBy(3);
    QCOMPARE(keys(board.payments()), QStringList({u"0/a"_s, u"0/b"_s, u"0/c"_s, u"0/d"_s}));
    for (int column = 0; column < board.payments()->columnCount(); ++column) {
        board.payments()->sort(column, Qt::DescendingOrder);
        QCOMPARE(board.payments()->count(), 4);
    }
}

void TestPaymentsBoard::searches_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("rows");
    QTest::newRow("status") << u"fail"_s << 1;
    QTest::newRow("payer") << u"okafor"_s << 2;
    QTest::newRow("method in words") << u"bank tr"_s << 2;
    QTest::newRow("amount as shown") << u"1,234.50"_s << 2;
    QTest::newRow("amount and currency") << u"gbp 1234"_s << 2;
    QTest::newRow("subject") << u"pay-2"_s << 1;
    QTest::newRow("reason") << u"timeout"_s << 1;
    QTest::newRow("reference") << u"inv"_s << 1;
    QTest::newRow("none") << u"euro"_s << 0;
}

void TestPaymentsBoard::searches()
{
    PaymentsBoard board;
    EventMaker maker;
    board.fold(maker.make("PAY-1", payment(PaymentStatus::Settled)));
    PaymentData failed = payment(PaymentStatus::Failed);
    failed.reason = "gateway timeout";
    failed.reference = "INV-77";
    board.fold(maker.make("PAY-2", failed));
    board.flush();
    QFETCH(QString, filter);
    board.payments()->setFilter(filter);
    QTEST(board.payments()->count(), "rows");
}

void TestPaymentsBoard::detail()
{
    PaymentsBoard board;
    board.setFeedNames({u"bank"_s, u"shop"_s});
    EventMaker maker(1);
    board.fold(maker.make("PAY-1", payment(PaymentStatus::Created)));
    PaymentData failed = payment(PaymentStatus::Failed);
    failed.reason = "<b>gateway</b> timeout";
    failed.reference = "INV-77";
    board.fold(maker.make("PAY-1", failed, 5s));
    board.flush();
    board.payments()->setSelectedKey(u"1/PAY-1"_s);
    const BoardDetail detail = board.payments()->detail();
    QVERIFY(detail.valid);
    QCOMPARE(detail.kind, u"payment"_s);
    QCOMPARE(detail.badge, u"Failed"_s);
    QCOMPARE(detail.severity, u"high"_s);
    QCOMPARE(detail.title, u"GBP 1,234.50 from A. Okafor"_s);
    QCOMPARE(detail.subtitle, u"Payments · shop · 09:40:05 · #PAY-1"_s);
    QCOMPARE(detail.text, u"<b>gateway</b> timeout"_s);
    QVERIFY(fieldTexts(detail).contains(u"Reference: INV-77"_s));
    QVERIFY(fieldTexts(detail).contains(u"Feed: shop"_s));
    QCOMPARE(timelineTexts(detail), QStringList({u"09:40:00 Created"_s, u"09:40:05 Failed"_s}));
    QVERIFY(detail.actions.isEmpty());
    QCOMPARE(detail.timelineList().size(), 2);
    QCOMPARE(detail.fieldList().first().value<DetailField>().label, u"Payment"_s);
}

void TestPaymentsBoard::historyKeepsTheLastSix()
{
    PaymentsBoard board;
    EventMaker maker;
    for (int i = 0; i < 9; ++i) {
        const auto status = i % 2 == 0 ? PaymentStatus::Created : PaymentStatus::Processing;
        board.fold(maker.make("PAY-1", payment(status), std::chrono::seconds(i)));
    }
    const auto timeline = timelineTexts(board.payments()->detailOf(u"0/PAY-1"_s));
    QCOMPARE(timeline.size(), 6);
    QCOMPARE(timeline.first(), u"09:40:03 Processing"_s);
    QCOMPARE(timeline.last(), u"09:40:08 Created"_s);
}

void TestPaymentsBoard::anOldEventChangesNothing()
{
    PaymentsBoard board;
    EventMaker maker;
    const Event created = maker.make("PAY-1", payment(PaymentStatus::Created));
    const Event settled = maker.make("PAY-1", payment(PaymentStatus::Settled));
    for (const Event &event : {created, settled, created, settled}) {
        board.fold(event);
    }
    board.flush();
    QCOMPARE(cell(board.payments(), 0, 0).toString(), u"Settled"_s);
    QCOMPARE(board.countOf(PaymentStatus::Settled), 1);
    QCOMPARE(board.countOf(PaymentStatus::Created), 0);
    QCOMPARE(board.payments()->detailOf(u"0/PAY-1"_s).timeline.size(), 2);
}

void TestPaymentsBoard::onlyAgesThatReadDifferentlyAreAnnounced()
{
    constexpr int updatedColumn = 5;
    PaymentsBoard board;
    RowModel *payments = board.payments();
    EventMaker maker;
    for (const int seconds : {100, 0, 60, 110}) {
        board.fold(maker.make(std::to_string(seconds), payment(PaymentStatus::Settled), std::chrono::seconds(seconds)));
    }
    board.flush();
    payments->setVisibleRows(0, 3);
    board.tick(testTime + 120s);
    QStringList shown;
    for (int row = 0; row < payments->count(); ++row) {
        shown.append(cell(payments, row, updatedColumn).toString());
    }
    QCOMPARE(shown, QStringList({u"0:10"_s, u"0:20"_s, u"1 m"_s, u"2 m"_s}));
    QSignalSpy changed(payments, &RowModel::dataChanged);
    board.tick(testTime + 121s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex(), payments->index(0, updatedColumn));
    QCOMPARE(changed.at(0).at(1).toModelIndex(), payments->index(1, updatedColumn));
    QCOMPARE(cell(payments, 0, updatedColumn).toString(), u"0:11"_s);
    changed.clear();
    payments->setVisibleRows(2, 3);
    board.tick(testTime + 122s);
    QCOMPARE(changed.count(), 0);
    board.tick(testTime + 180s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(cell(payments, 2, updatedColumn).toString(), u"2 m"_s);
    QCOMPARE(cell(payments, 3, updatedColumn).toString(), u"3 m"_s);
}

void TestPaymentsBoard::figures()
{
    PaymentsBoard board;
    QAbstractItemModelTester tester(board.kpis(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    board.setFreshness({true, testTime});
    board.tick(testTime);
    QCOMPARE(cardValue(board.kpis(), PaymentsBoard::FailedCard), u"0"_s);
    QCOMPARE(cardValue(board.kpis(), PaymentsBoard::SuccessCard), u"—"_s);
    QCOMPARE(card(board.kpis(), PaymentsBoard::FailedCard, KpiModel::SeverityRole), u"ok"_s);
    EventMaker maker;
    board.fold(maker.make("1", payment(PaymentStatus::Settled, pounds(1'000'000))));
    board.fold(maker.make("2", payment(PaymentStatus::Settled, pounds(248'050))));
    board.fold(maker.make("3", payment(PaymentStatus::Settled, euros(1))));
    board.fold(maker.make("4", payment(PaymentStatus::Processing)));
    board.fold(maker.make("4", payment(PaymentStatus::Failed)));
    board.fold(maker.make("5", payment(PaymentStatus::Created)));
    board.tick(testTime + 1s);
    QCOMPARE(cardValue(board.kpis(), PaymentsBoard::FailedCard), u"1"_s);
    QCOMPARE(card(board.kpis(), PaymentsBoard::FailedCard, KpiModel::SeverityRole), u"high"_s);
    QCOMPARE(cardValue(board.kpis(), PaymentsBoard::UnderWayCard), u"1"_s);
    QCOMPARE(cardValue(board.kpis(), PaymentsBoard::SuccessCard), u"75.0 %"_s);
    QCOMPARE(cardValue(board.kpis(), PaymentsBoard::SettledCard), u"GBP 12,481"_s);
    QCOMPARE(card(board.kpis(), PaymentsBoard::SettledCard, KpiModel::DeltaRole), u"+1 more currency"_s);
    QCOMPARE(card(board.kpis(), PaymentsBoard::SettledCard, KpiModel::TipRole), u"GBP 12,480.50"_s);
    board.setFreshness({false, testTime});
    board.tick(testTime + 120s);
    QCOMPARE(card(board.kpis(), PaymentsBoard::FailedCard, KpiModel::AgeTextRole), u"stale, 2 min old"_s);
    QVERIFY(board.payments()->isStale());
}

void TestPaymentsBoard::figuresFollowRandomChanges()
{
    PaymentsBoard board;
    EventMaker maker;
    std::vector<PaymentData> latest(20);
    std::vector<bool> known(20);
    unsigned random = 7;
    for (int i = 0; i < 2000; ++i) {
        random = random * 1'103'515'245U + 12'345U;
        const std::size_t which = (random >> 16) % 20;
        latest[which] = payment(static_cast<PaymentStatus>((random >> 8) % 6), pounds((random >> 12) % 1000));
        known[which] = true;
        board.fold(maker.make(std::to_string(which), latest[which]));
    }
    Money settled = pounds(0);
    int count = 0;
    for (std::size_t which = 0; which < latest.size(); ++which) {
        if (known[which] && latest[which].status == PaymentStatus::Settled) {
            settled = *Money::sum(settled, latest[which].amount);
            ++count;
        }
    }
    board.tick(testTime);
    QCOMPARE(board.countOf(PaymentStatus::Settled), count);
    QCOMPARE(card(board.kpis(), PaymentsBoard::SettledCard, KpiModel::ValueRole), Format::amountShort(settled));
}

QTEST_MAIN(TestPaymentsBoard)
#include "tst_paymentsboard.moc"
