// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/boards.h"

#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// One event of each kind.
std::vector<Event> oneOfEach(EventMaker &maker)
{
    PaymentData payment;
    payment.status = PaymentStatus::Failed;
    payment.amount = pounds(100);
    RunData run;
    run.done = 1000;
    run.total = 2000;
    run.matched = 974;
    ExceptionData exception;
    exception.amount = pounds(500);
    HelpData help;
    help.since = testTime;
    DonationData donation;
    donation.status = DonationStatus::Received;
    donation.amount = pounds(1000);
    MessageData message;
    message.conversation = "desk";
    AlertData alert;
    alert.severity = Severity::High;
    alert.area = Area::Payments;
    alert.raised = testTime;
    return {
        maker.make("payment", payment), maker.make("run", run),           maker.make("exception", exception),
        maker.make("help", help),       maker.make("donation", donation), maker.make("shift", ShiftData{}),
        maker.make("task", TaskData{}), maker.make("message", message),   maker.make("Mo", PresenceData{}),
        maker.make("alert", alert),     maker.make("unknown", {}),        maker.make("metric", MetricData{}),
        maker.make("rule", RuleData{}),
    };
}

Badge badge(int count, const QString &severity)
{
    Badge badge;
    badge.count = count;
    badge.severity = severity;
    return badge;
}

} // namespace

class TestBoards : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void eachEventFindsItsBoard();
    void detailOf_data();
    void detailOf();
    void theStripMirrorsTheBoards();
    void figuresDoNotWaitForTheNextSecond();
    void badges();
    void freshnessIsPerPage();
    void gapsAreToldByTheBoardsOfTheirStream();
    void gapsOfAnUnknownStreamAreToldByAll();
    void gapsAreToldByTheBoardsOfTheirFeed();
    void replayRestartsTheTrends();
    void replayIsSilent();
    void foldingTwiceChangesNothing();
    void feedsAreApart();
    void aBigBatch();
};

void TestBoards::eachEventFindsItsBoard()
{
    Boards boards;
    EventMaker maker;
    boards.fold(batchOf(oneOfEach(maker)));
    boards.flush();
    QCOMPARE(boards.foldedCount(), quint64(13));
    QCOMPARE(boards.payments()->payments()->count(), 1);
    QCOMPARE(boards.reconciliation()->runs()->count(), 1);
    QCOMPARE(boards.reconciliation()->exceptions()->count(), 1);
    QCOMPARE(boards.reconciliation()->rules()->count(), 1);
    QCOMPARE(boards.reconciliation()->figures()->count(), 1);
    QCOMPARE(boards.charity()->figures()->count(), 0);
    QCOMPARE(boards.charity()->help()->count(), 1);
    QCOMPARE(boards.charity()->donations()->count(), 1);
    QCOMPARE(boards.charity()->shifts()->count(), 1);
    QCOMPARE(boards.review()->tasks()->count(), 1);
    QCOMPARE(boards.chat()->conversations()->count(), 1);
    QCOMPARE(boards.chat()->people()->count(), 1);
    QCOMPARE(boards.inbox()->alerts()->count(), 1);
}

void TestBoards::detailOf_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("kind");
    for (const char *kind :
         {"payment", "run", "exception", "rule", "help", "donation", "shift", "metric", "task", "alert"}) {
        QTest::newRow(kind) << u"0/"_s + QString::fromLatin1(kind) << QString::fromLatin1(kind);
    }
    QTest::newRow("conversation") << u"0/desk"_s << u"conversation"_s;
    QTest::newRow("no such thing") << u"0/nothing"_s << QString();
    QTest::newRow("other feed") << u"1/payment"_s << QString();
    QTest::newRow("no key") << u"nonsense"_s << QString();
}

void TestBoards::detailOf()
{
    Boards boards;
    EventMaker maker;
    boards.fold(batchOf(oneOfEach(maker)));
    QFETCH(QString, key);
    QTEST(boards.detailOf(key).kind, "kind");
}

void TestBoards::theStripMirrorsTheBoards()
{
    Boards boards;
    QAbstractItemModelTester tester(boards.inbox()->kpis(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    boards.fold(batchOf(oneOfEach(maker)));
    boards.tick(testTime + 60s);
    const KpiModel *strip = boards.inbox()->kpis();
    QStringList cards;
    for (int i = 0; i < strip->count(); ++i) {
        cards.append(card(strip, i, KpiModel::LabelRole) + u": "_s + cardValue(strip, i));
    }
    QCOMPARE(cards,
             QStringList({u"Payments failed: 1"_s, u"Match rate: 97.4 %"_s, u"Unmatched: 1"_s, u"Waiting for help: 1"_s,
                          u"Donations today: GBP 10.00"_s}));
    QCOMPARE(card(strip, InboxBoard::WaitingCard, KpiModel::DeltaRole), u"oldest 1:00"_s);
}

void TestBoards::figuresDoNotWaitForTheNextSecond()
{
    Boards boards;
    EventMaker maker;
    boards.tick(testTime);
    QCOMPARE(cardValue(boards.inbox()->kpis(), InboxBoard::FailedCard), u"0"_s);
    boards.fold(batchOf(oneOfEach(maker)));
    boards.flush();
    QCOMPARE(cardValue(boards.inbox()->kpis(), InboxBoard::FailedCard), u"1"_s);
}

void TestBoards::badges()
{
    Boards boards;
    QSignalSpy changed(&boards, &Boards::badgesChanged);
    EventMaker maker;
    boards.fold(batchOf(oneOfEach(maker)));
    boards.flush();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(boards.badge(Boards::Page::Inbox), badge(1, u"high"_s));
    QCOMPARE(boards.badge(Boards::Page::Payments), badge(1, u"high"_s));
    QCOMPARE(boards.badge(Boards::Page::Reconciliation), badge(0, {}));
    QCOMPARE(boards.badge(Boards::Page::Charity), badge(0, {}));
    QCOMPARE(boards.badge(Boards::Page::Review), badge(1, u"info"_s));
    QCOMPARE(boards.badge(Boards::Page::Chat), badge(1, u"info"_s));
    QCOMPARE(boards.unacknowledged(), 1);
    QCOMPARE(boards.unacknowledged(Area::Payments), 1);
    boards.flush();
    QCOMPARE(changed.count(), 1);
}

void TestBoards::freshnessIsPerPage()
{
    Boards boards;
    boards.setFreshness(Boards::Page::Payments, {true, testTime});
    boards.setFreshness(Boards::Page::Charity, {false, testTime - 2min, testTime});
    boards.tick(testTime + 90s);
    const KpiModel *strip = boards.inbox()->kpis();
    QCOMPARE(card(strip, InboxBoard::FailedCard, KpiModel::AgeTextRole), QString());
    QCOMPARE(card(strip, InboxBoard::WaitingCard, KpiModel::AgeTextRole), u"stale, 1 min old"_s);
    QCOMPARE(card(strip, InboxBoard::MatchRateCard, KpiModel::AgeTextRole), u"no data yet"_s);
    QVERIFY(!boards.payments()->payments()->isStale());
    QVERIFY(boards.charity()->help()->isStale());
}

void TestBoards::gapsAreToldByTheBoardsOfTheirStream()
{
    Boards boards;
    boards.setFeedNames({u"north"_s, u"south"_s});
    boards.tick(testTime);
    EventMaker maker(1);
    const auto gap = [&](std::uint64_t from, std::chrono::minutes since) {
        GapData data{"payments", "e1", from, from + 9, "no longer kept"};
        data.since = testTime + since;
        data.until = data.since + 3min;
        return maker.make("", data);
    };
    const Board *payments = boards.payments();
    QSignalSpy told(payments, &Board::gapsChanged);
    QCOMPARE(payments->gapText(), QString());
    boards.fold(batchOf({gap(10, 0min)}, true)); // as after a restart
    boards.flush();
    QCOMPARE(told.size(), 1);
    QCOMPARE(payments->gapText(), u"Between 09:40 and 09:43 something may be missing"_s);
    QCOMPARE(
        payments->gapTip(),
        u"south · Between 09:40 and 09:43 something may be missing in payments · Offsets 10 to 19: no longer kept"_s);
    QVERIFY(boards.inbox()->alerts()->detailOf(payments->gapKey()).valid);
    for (const Board *other : {static_cast<const Board *>(boards.inbox()), static_cast<const Board *>(boards.chat())}) {
        QCOMPARE(other->gapText(), QString());
    }

    boards.fold(batchOf({gap(10, 0min), gap(30, 10min), gap(50, 20min)}));
    boards.flush();
    QCOMPARE(payments->gapText(), u"Between 10:00 and 10:03 something may be missing, and 2 more"_s);
    QCOMPARE(payments->gapTip().count(u'\n'), 2);

    boards.tick(testTime + 24h - 1ms);
    QCOMPARE(payments->gapText(), u"Between Sat 21 Nov 10:00 and 10:03 something may be missing, and 2 more"_s);
    boards.tick(testTime + 24h);
    QCOMPARE(payments->gapText(), QString());
    QCOMPARE(payments->gapKey(), QString());
    QCOMPARE(boards.inbox()->alerts()->count(), 3); // the inbox keeps them
}

void TestBoards::gapsOfAnUnknownStreamAreToldByAll()
{
    Boards boards;
    boards.tick(testTime);
    EventMaker maker;
    boards.fold(batchOf({maker.make("", GapData{"<b>ledger</b>", "e1", 10, 0, {}})}));
    boards.flush();
    for (const Boards::Page page : {Boards::Page::Inbox, Boards::Page::Payments, Boards::Page::Chat}) {
        QCOMPARE(boards.board(page)->gapText(),
                 u"<b>ledger</b> began anew; what came from offset 10 on may be missing"_s);
    }
}

void TestBoards::gapsAreToldByTheBoardsOfTheirFeed()
{
    Boards boards;
    boards.setFeedNames({u"north"_s, u"south"_s});
    boards.tick(testTime);
    EventMaker south(1);
    GapData data{"south", {}, 0, 0, "not given again"};
    data.since = testTime;
    data.until = testTime + 3min;
    boards.fold(batchOf({south.make("T", TaskData{}), south.make("", data)}));
    boards.flush();
    QCOMPARE(boards.review()->gapText(), u"Between 09:40 and 09:43 something may be missing"_s);
    QCOMPARE(boards.review()->gapTip(),
             u"south · Between 09:40 and 09:43 something may be missing in south · not given again"_s);
    QCOMPARE(boards.payments()->gapText(), QString());
    // The next one is another row.
    data.until += 1h;
    boards.fold(batchOf({south.make("", data)}));
    boards.flush();
    QCOMPARE(boards.inbox()->alerts()->count(), 2);
    QVERIFY(boards.review()->gapText().endsWith(u"and 1 more"_s));
}

void TestBoards::replayRestartsTheTrends()
{
    Boards boards;
    EventMaker maker;
    boards.tick(testTime);
    PaymentData failed;
    failed.status = PaymentStatus::Failed;
    std::vector<Event> events;
    for (int i = 0; i < 40; ++i) {
        events.push_back(maker.make(std::to_string(i), failed));
    }
    boards.fold(batchOf(std::move(events), true));
    boards.tick(testTime + 20s);
    boards.tick(testTime + 40s);
    QCOMPARE(card(boards.payments()->kpis(), PaymentsBoard::FailedCard, KpiModel::DeltaRole), u"no change in 20 s"_s);
}

void TestBoards::replayIsSilent()
{
    Boards boards;
    EventMaker maker;
    auto batch = batchOf(oneOfEach(maker), true);
    batch.segment = 7;
    const auto replayed = boards.fold(batch);
    QCOMPARE(replayed.size(), 1);
    QVERIFY(replayed.first().replayed);
    QCOMPARE(replayed.first().segment, 7);
    QCOMPARE(boards.chat()->unread(), 0);
    const auto changed = boards.fold(batchOf(oneOfEach(maker)));
    QCOMPARE(changed.size(), 1);
    QVERIFY(!changed.first().replayed && changed.first().before);
}

void TestBoards::foldingTwiceChangesNothing()
{
    Boards boards;
    EventMaker maker;
    const EventBatch batch = batchOf(oneOfEach(maker));
    boards.fold(batch);
    boards.flush();
    QSignalSpy cells(boards.payments()->payments(), &RowModel::dataChanged);
    QVERIFY(boards.fold(batch).isEmpty());
    boards.flush();
    QCOMPARE(cells.count(), 0);
    QCOMPARE(boards.chat()->unread(), 1);
}

void TestBoards::feedsAreApart()
{
    Boards boards;
    boards.setFeedNames({u"north"_s, u"south"_s});
    EventMaker north(0);
    EventMaker south(1);
    boards.fold(batchOf({north.make("1", PaymentData{})}));
    boards.fold(batchOf({south.make("1", PaymentData{})}));
    boards.flush();
    QCOMPARE(boards.payments()->payments()->count(), 2);
    QVERIFY(boards.payments()->payments()->rowOf(u"1/1"_s) >= 0);
}

void TestBoards::aBigBatch()
{
    Boards boards;
    EventMaker maker;
    std::vector<Event> events;
    for (int i = 0; i < 5000; ++i) {
        PaymentData payment;
        payment.status = static_cast<PaymentStatus>(i % 6);
        events.push_back(i % 7 == 3 ? maker.make(std::to_string(i % 90), TaskData{})
                                    : maker.make(std::to_string(i % 1000), payment));
    }
    boards.fold(batchOf(std::move(events)));
    boards.flush();
    QCOMPARE(boards.payments()->payments()->total(), 1000);
    qint64 sum = 0;
    for (int status = 0; status < 6; ++status) {
        sum += boards.payments()->countOf(static_cast<PaymentStatus>(status));
    }
    QCOMPARE(sum, 1000);
}

QTEST_MAIN(TestBoards)
#include "tst_boards.moc"
