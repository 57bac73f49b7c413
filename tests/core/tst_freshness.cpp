// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/freshness.h"

#include "board/boards.h"
#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QSignalSpy>

#include <algorithm>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using enum FreshnessState;

namespace {

constexpr Timestamp never{};

Freshness promised(bool live, Timestamp lastData, std::chrono::milliseconds interval = 10s)
{
    return {live, lastData, live ? never : lastData, interval};
}

} // namespace

class TestFreshness : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void states_data()
    {
        QTest::addColumn<Freshness>("freshness");
        QTest::addColumn<FreshnessState>("state");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("age");
        const auto ago = [](auto span) { return testTime - span; };
        const auto row = [](const char *name, const Freshness &freshness, FreshnessState state, const QString &words,
                            const QString &age) { QTest::addRow("%s", name) << freshness << state << words << age; };

        row("promised, in time", promised(true, ago(10s)), Live, u"Live · newest 10 s ago"_s, u"live"_s);
        row("promised, overdue", promised(true, ago(11s)), Late, u"Late · newest 11 s ago"_s, u"late, 11 s old"_s);
        row("promised, overdue by far", promised(true, ago(31s)), Stale, u"Stale · newest 31 s ago"_s,
            u"stale, 31 s old"_s);
        row("promised, nothing yet", promised(true, never), Unknown, u"No data yet"_s, u"no data yet"_s);
        row("promised, cut off just now", promised(false, ago(4s)), Late, u"Late · as of 4 s ago"_s,
            u"late, 4 s old"_s);
        row("promised, cut off", promised(false, ago(11s)), Stale, u"Stale · as of 11 s ago"_s, u"stale, 11 s old"_s);

        // Where nothing is promised, silence of a live feed says that nothing happened.
        row("quiet", {true, ago(2h), never, 0s}, Live, u"Live · newest 2 h ago"_s, u"live"_s);
        row("nothing happened", {true, never, never, 0s}, Live, u"Live · nothing yet"_s, u"live"_s);
        row("quiet, cut off", {false, ago(2h), ago(20s), 0s}, Late, u"Late · as of 20 s ago"_s, u"late, 20 s old"_s);
        row("quiet, cut off long ago", {false, ago(2h), ago(3min), 0s}, Stale, u"Stale · as of 3 min ago"_s,
            u"stale, 3 min old"_s);
        row("from the journal", {false, ago(26h), never, 0s}, Stale, u"Stale · as of 1 d ago"_s, u"stale, 1 d old"_s);
        row("nothing at all", {false, never, never, 0s}, Unknown, u"No data yet"_s, u"no data yet"_s);

        row("clock set back", promised(true, testTime + 1h), Live, u"Live · newest 0 s ago"_s, u"live"_s);
    }
    void states()
    {
        QFETCH(Freshness, freshness);
        QFETCH(FreshnessState, state);
        QCOMPARE(freshness.state(testTime), state);
        QTEST(freshnessWords(freshness, testTime), "words");
        QTEST(ageWordsOf(freshness, testTime), "age");
        QVERIFY(freshnessTip(freshness, testTime).endsWith(u'.'));
    }

    /// Nothing happens but time.
    void agesByTheClock()
    {
        const auto live = promised(true, testTime, 10s);
        QCOMPARE(live.state(testTime), Live);
        QCOMPARE(live.state(testTime + 10s), Live);
        QCOMPARE(live.state(testTime + 10s + 1ms), Late);
        QCOMPARE(live.state(testTime + 30s), Late);
        QCOMPARE(live.state(testTime + 30s + 1ms), Stale);
    }

    void worseIsWorse()
    {
        const auto live = promised(true, testTime - 1s);
        const auto late = promised(true, testTime - 15s);
        const auto later = promised(true, testTime - 20s);
        const Freshness cut{false, testTime - 5min, testTime - 2min, 0s};
        QList<Freshness> rising{live, late, later, cut};
        for (qsizetype i = 0; i < rising.size(); ++i)
            rising[i].source = QString::number(i);
        for (qsizetype i = 0; i < rising.size(); ++i) {
            for (qsizetype j = 0; j < rising.size(); ++j) {
                if (i != j)
                    QCOMPARE(worstOf({rising[i], rising[j]}, testTime).source, QString::number(std::max(i, j)));
            }
        }
    }

    /// One of several that is not as it should be is named; one that stands alone needs no name.
    void theWorstIsNamed()
    {
        auto a = promised(true, testTime - 3s);
        auto b = promised(true, testTime - 5s);
        a.source = u"A %2"_s;
        b.source = u"B"_s;
        QCOMPARE(freshnessWords(worstOf({a, b}, testTime), testTime), u"Live · newest 3 s ago"_s);
        QCOMPARE(freshnessWords(worstOf({b, a}, testTime), testTime), u"Live · newest 3 s ago"_s);
        const auto later = testTime + 8s;
        b.lastData = later;
        QCOMPARE(freshnessWords(worstOf({a, b}, later), later), u"Late · A %2: newest 11 s ago"_s);
        QCOMPARE(freshnessWords(worstOf({a}, later), later), u"Late · newest 11 s ago"_s);
        QCOMPARE(worstOf({}, later).state(later), Unknown);
    }

    /// Of what one source has not given nobody knows how it is; what the others gave is not old for that.
    void whatIsMissing()
    {
        const auto b = promised(true, testTime - 3s);
        Freshness none;
        none.source = u"Branch"_s;
        for (const auto &parts : {QList{none, b}, QList{b, none}}) {
            const auto together = worstOf(parts, testTime);
            QCOMPARE(together.state(testTime), Late);
            QCOMPARE(freshnessWords(together, testTime), u"Incomplete · nothing yet from Branch"_s);
            QCOMPARE(ageWordsOf(together, testTime), u"incomplete"_s);
            // What is old besides is worse.
            const auto later = testTime + 50s;
            QCOMPARE(worstOf(parts, later).state(later), Stale);
            QVERIFY(freshnessTip(worstOf(parts, later), later).startsWith(u"Nothing has come from Branch yet. "_s));
        }
        QCOMPARE(freshnessWords(worstOf({none, none}, testTime), testTime), u"No data yet"_s);
    }

    /// The head of a page, its figures and its rows tell the same, and change with the clock alone.
    void aBoardAges()
    {
        Boards boards;
        EventMaker maker;
        auto *board = boards.board(Boards::Page::Payments);
        QCOMPARE(board->freshnessToken(), u"unknown"_s);
        QCOMPARE(board->freshnessText(), u"No data yet"_s);
        QSignalSpy changed(board, &Board::freshnessChanged);
        boards.fold(batchOf({maker.make("1", PaymentData{})}));
        boards.setFreshness(Boards::Page::Payments, promised(true, testTime, 10s));
        boards.tick(testTime + 1s);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(board->freshnessToken(), u"live"_s);
        const auto *kpis = boards.payments()->kpis();
        const auto *strip = boards.inbox()->kpis();
        const auto shown = [&](Timestamp now) {
            boards.tick(now);
            return QStringList{board->freshnessToken(), card(kpis, PaymentsBoard::FailedCard, KpiModel::FreshnessRole),
                               card(strip, InboxBoard::FailedCard, KpiModel::FreshnessRole)};
        };
        QCOMPARE(shown(testTime + 10s), QStringList(3, u"live"_s));
        QVERIFY(!boards.payments()->payments()->isStale());
        QCOMPARE(shown(testTime + 20s), QStringList(3, u"late"_s));
        QVERIFY(!boards.payments()->payments()->isStale());
        QCOMPARE(board->freshnessText(), u"Late · newest 20 s ago"_s);
        QCOMPARE(shown(testTime + 40s), QStringList(3, u"stale"_s));
        QVERIFY(boards.payments()->payments()->isStale());
        boards.setFreshness(Boards::Page::Payments, promised(true, testTime + 40s, 10s));
        QCOMPARE(shown(testTime + 41s), QStringList(3, u"live"_s));
        QVERIFY(!boards.payments()->payments()->isStale());
        // Other pages are not concerned.
        QCOMPARE(boards.charity()->freshnessToken(), u"unknown"_s);
    }

    /// A feed that was asked, or lost for a moment, costs no trend; one that was away for long begins a new one.
    void aMomentCostsNoTrend()
    {
        Boards boards;
        const auto trend = [&](Timestamp now) {
            boards.tick(now);
            const auto *kpis = boards.payments()->kpis();
            return kpis->data(kpis->index(PaymentsBoard::FailedCard), KpiModel::SamplesRole)
                .value<QList<qreal>>()
                .size();
        };
        boards.setFreshness(Boards::Page::Payments, {true, testTime, never, 0s});
        for (int second = 1; second <= 20; ++second)
            trend(testTime + std::chrono::seconds(second));
        const auto before = trend(testTime + 21s);
        boards.setFreshness(Boards::Page::Payments, {false, testTime, testTime + 21s, 0s});
        trend(testTime + 22s);
        boards.setFreshness(Boards::Page::Payments, {true, testTime, never, 0s});
        QVERIFY(trend(testTime + 23s) >= before);
        boards.setFreshness(Boards::Page::Payments, {false, testTime, testTime + 23s, 0s});
        trend(testTime + 2min);
        boards.setFreshness(Boards::Page::Payments, {true, testTime, never, 0s});
        QCOMPARE(trend(testTime + 121s), 1);
    }
};

QTEST_MAIN(TestFreshness)
#include "tst_freshness.moc"
