// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/kpimodel.h"

#include "board/currencytotals.h"
#include "board/dailytotals.h"
#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <cmath>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestKpiModel : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void trendThinsOut();
    void trendLastsAboutAnHour();
    void trendSurvivesAClockSetBack();
    void deltas_data();
    void deltas();
    void aNoteReplacesTheDelta();
    void staleness_data();
    void staleness();
    void noSampleNoTrend();
    void mirror();
    void onlyWhatReadsDifferentlyIsAnnounced();
    void currencyTotals();
    void totalsOverflow();
    void dailyTotals();
};

void TestKpiModel::trendThinsOut()
{
    Trend trend;
    for (int second = 0; second < 60; ++second) {
        trend.add(testTime + std::chrono::seconds(second), second);
    }
    QCOMPARE(trend.samples().size(), 60);
    trend.add(testTime + 60s, 60);
    QCOMPARE(trend.samples().size(), 31);
    QCOMPARE(trend.samples().at(1), 2.0);
    QCOMPARE(trend.samples().last(), 60.0);
    trend.add(testTime + 61s, 61);
    QCOMPARE(trend.samples().size(), 31);
    QCOMPARE(trend.change(), 61.0);
    QCOMPARE(trend.span(), std::chrono::milliseconds(61s));
}

void TestKpiModel::trendLastsAboutAnHour()
{
    Trend trend;
    for (int second = 0; second < 3 * 3600; ++second) {
        trend.add(testTime + std::chrono::seconds(second), second);
        QVERIFY(trend.samples().size() <= Trend::capacity);
    }
    QVERIFY(trend.span() >= 60min);
    QVERIFY(trend.span() <= 66min);
    QCOMPARE(trend.change(), std::chrono::duration<double>(trend.span()).count());
}

void TestKpiModel::trendSurvivesAClockSetBack()
{
    Trend trend;
    trend.add(testTime, 1);
    trend.add(testTime + 1s, 2);
    trend.add(testTime - 24h, 3);
    trend.add(testTime - 24h + 1s, 4);
    QCOMPARE(trend.samples(), QList<qreal>({1, 2, 4}));
    QCOMPARE(trend.span(), std::chrono::milliseconds(2s));
}

void TestKpiModel::deltas_data()
{
    using Better = KpiSpec::Better;
    using Change = KpiSpec::Change;
    QTest::addColumn<Better>("better");
    QTest::addColumn<Change>("change");
    QTest::addColumn<double>("before");
    QTest::addColumn<double>("after");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("delta");
    QTest::addColumn<QString>("tone");
    QTest::newRow("more failures") << Better::Lower << Change::Count << 2.0 << 7.0 << 3600 << u"+5 vs 1 h"_s
                                   << u"bad"_s;
    QTest::newRow("fewer failures") << Better::Lower << Change::Count << 7.0 << 2.0 << 720 << u"\u22125 vs 12 min"_s
                                    << u"good"_s;
    QTest::newRow("falling match rate is bad")
        << Better::Higher << Change::Points << 0.977 << 0.974 << 3600 << u"\u22120.3 pt vs 1 h"_s << u"bad"_s;
    QTest::newRow("rising match rate is good")
        << Better::Higher << Change::Points << 0.974 << 0.977 << 30 << u"+0.3 pt vs 30 s"_s << u"good"_s;
    QTest::newRow("relative") << Better::Higher << Change::Relative << 100.0 << 118.0 << 60 << u"+18 % vs 1 min"_s
                              << u"good"_s;
    QTest::newRow("relative to nothing") << Better::Higher << Change::Relative << 0.0 << 118.0 << 60 << u""_s
                                         << u"neutral"_s;
    QTest::newRow("neutral") << Better::Neither << Change::Count << 1.0 << 2.0 << 60 << u"+1 vs 1 min"_s
                             << u"neutral"_s;
    QTest::newRow("no change") << Better::Lower << Change::Count << 2.0 << 2.0 << 60 << u"no change in 1 min"_s
                               << u"neutral"_s;
    QTest::newRow("too soon") << Better::Lower << Change::Count << 2.0 << 3.0 << 5 << u""_s << u"neutral"_s;
}

void TestKpiModel::deltas()
{
    QFETCH(KpiSpec::Better, better);
    QFETCH(KpiSpec::Change, change);
    QFETCH(double, before);
    QFETCH(double, after);
    QFETCH(int, seconds);
    KpiModel model({{u"Figure"_s, better, change}});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const Freshness fresh{true, testTime};
    model.setReading(0, {u"x"_s, before, {}, {}, {}}, fresh, testTime);
    model.setReading(0, {u"y"_s, after, {}, {}, {}}, fresh, testTime + std::chrono::seconds(seconds));
    QCOMPARE(cardValue(&model, 0), u"y"_s);
    QTEST(card(&model, 0, KpiModel::DeltaRole), "delta");
    QTEST(card(&model, 0, KpiModel::DeltaToneRole), "tone");
}

void TestKpiModel::aNoteReplacesTheDelta()
{
    KpiModel model({{u"Figure"_s}});
    QCOMPARE(cardValue(&model, 0), u"—"_s);
    model.setReading(0, {u"9"_s, 9, u"oldest 6:12"_s, u"tip"_s, u"high"_s}, {true, testTime}, testTime);
    QCOMPARE(card(&model, 0, KpiModel::LabelRole), u"Figure"_s);
    QCOMPARE(card(&model, 0, KpiModel::DeltaRole), u"oldest 6:12"_s);
    QCOMPARE(card(&model, 0, KpiModel::TipRole), u"tip"_s);
    QCOMPARE(card(&model, 0, KpiModel::SeverityRole), u"high"_s);
    QCOMPARE(model.data(model.index(0), KpiModel::SamplesRole).value<QList<qreal>>(), QList<qreal>({9}));
}

void TestKpiModel::staleness_data()
{
    QTest::addColumn<bool>("live");
    QTest::addColumn<int>("secondsAgo");
    QTest::addColumn<QString>("freshness");
    QTest::addColumn<QString>("severity");
    QTest::addColumn<QString>("ageText");
    QTest::addColumn<QString>("shown");
    const auto ok = u"ok"_s;
    const auto high = u"high"_s;
    const auto stale = u"stale"_s;
    const auto late = u"late"_s;
    const auto unknown = u"unknown"_s;
    QTest::newRow("live") << true << 5 << u"live"_s << ok << u""_s << ok;
    QTest::newRow("as old as expected") << true << 60 << u"live"_s << ok << u""_s << ok;
    // That it is bad is worth telling a while longer than that it is good.
    QTest::newRow("overdue") << true << 125 << late << ok << u"late, 2 min old"_s << stale;
    QTest::newRow("overdue and bad") << true << 125 << late << high << u"late, 2 min old"_s << high;
    QTest::newRow("long overdue") << true << 300 << stale << high << u"stale, 5 min old"_s << stale;
    QTest::newRow("not live") << false << 5 << late << ok << u"late, 5 s old"_s << stale;
    QTest::newRow("not live and bad") << false << 5 << late << high << u"late, 5 s old"_s << high;
    QTest::newRow("not live for long") << false << 61 << stale << ok << u"stale, 1 min old"_s << stale;
    QTest::newRow("never") << false << -1 << unknown << ok << u"no data yet"_s << stale;
    QTest::newRow("never, though live") << true << -1 << unknown << ok << u"no data yet"_s << stale;
}

void TestKpiModel::staleness()
{
    QFETCH(bool, live);
    QFETCH(int, secondsAgo);
    QFETCH(QString, severity);
    KpiModel model({{u"Figure"_s}});
    const Timestamp last = secondsAgo < 0 ? Timestamp() : testTime - std::chrono::seconds(secondsAgo);
    model.setReading(0, {u"9"_s, 9, {}, {}, severity}, {live, last, {}, 60s}, testTime);
    QTEST(card(&model, 0, KpiModel::FreshnessRole), "freshness");
    QTEST(card(&model, 0, KpiModel::AgeTextRole), "ageText");
    QTEST(card(&model, 0, KpiModel::SeverityRole), "shown");
}

void TestKpiModel::noSampleNoTrend()
{
    KpiModel model({{u"Figure"_s}});
    model.setReading(0, {u"—"_s, std::nan(""), {}, {}, {}}, {true, testTime}, testTime);
    QVERIFY(model.data(model.index(0), KpiModel::SamplesRole).value<QList<qreal>>().isEmpty());
    QCOMPARE(card(&model, 0, KpiModel::DeltaRole), QString());
}

void TestKpiModel::mirror()
{
    KpiModel board({{u"One"_s}, {u"Two"_s}});
    KpiModel strip({{u"Mine"_s}});
    board.setReading(1, {u"9"_s, 9, {}, {}, u"ok"_s}, {true, testTime}, testTime);
    strip.mirror(0, board, 1);
    QCOMPARE(cardValue(&strip, 0), u"9"_s);
    QCOMPARE(card(&strip, 0, KpiModel::LabelRole), u"Mine"_s);
    QCOMPARE(card(&strip, 0, KpiModel::SeverityRole), u"ok"_s);
}

void TestKpiModel::onlyWhatReadsDifferentlyIsAnnounced()
{
    using Roles = QList<int>;
    KpiModel model({{u"Figure"_s}});
    KpiModel strip({{u"Mine"_s}});
    const auto read = [&](const QString &value, double sample, std::chrono::seconds after) {
        model.setReading(0, {value, sample, {}, {}, u"ok"_s}, {true, testTime}, testTime + after);
        strip.mirror(0, model, 0);
    };
    // Until a sample stands for a minute and more.
    for (int second = 0; second <= 3600; ++second) {
        read(u"9"_s, 9, std::chrono::seconds(second));
    }
    QSignalSpy changed(&model, &KpiModel::dataChanged);
    QSignalSpy mirrored(&strip, &KpiModel::dataChanged);
    read(u"9"_s, 9, 3601s);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(mirrored.count(), 0);
    read(u"10"_s, 10, 3602s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(2).value<Roles>(), Roles({KpiModel::ValueRole, KpiModel::DeltaRole}));
    QCOMPARE(mirrored.count(), 1);
    QCOMPARE(mirrored.at(0).at(2).value<Roles>(), Roles({KpiModel::ValueRole, KpiModel::DeltaRole}));
    model.setReading(0, {u"10"_s, 10, {}, {}, u"ok"_s}, {false, testTime, testTime}, testTime + 3603s);
    QCOMPARE(changed.at(1).at(2).value<Roles>(),
             Roles({KpiModel::SeverityRole, KpiModel::AgeTextRole, KpiModel::FreshnessRole}));
}

void TestKpiModel::currencyTotals()
{
    CurrencyTotals totals;
    QVERIFY(!totals.main());
    totals.add(pounds(1050));
    totals.add(pounds(1));
    totals.add(euros(500));
    totals.add(Money{});
    QCOMPARE(totals.currencyCount(), 2);
    QCOMPARE(totals.count(), 3);
    QVERIFY(totals.main()->sum == pounds(1051));
    totals.subtract(pounds(1050));
    totals.subtract(pounds(1));
    QVERIFY(totals.main()->sum == euros(500));
    QCOMPARE(totals.currencyCount(), 1);
}

void TestKpiModel::totalsOverflow()
{
    CurrencyTotals totals;
    const Money most{999'999'999'999'999'999, 0, {'G', 'B', 'P'}};
    totals.add(most);
    totals.add(most);
    QVERIFY(!totals.main()->isExact);
    totals.subtract(most);
    QVERIFY(!totals.main()->isExact);
    totals.subtract(most);
    totals.add(pounds(100));
    QVERIFY(totals.main()->isExact);
    QVERIFY(totals.main()->sum == pounds(100));
}

void TestKpiModel::dailyTotals()
{
    DailyTotals totals;
    const auto today = totals.dayOf(testTime);
    const auto tomorrow = totals.dayOf(testTime + 24h);
    QCOMPARE(tomorrow, today + 1);
    QCOMPARE(totals.dayOf(testTime), today);
    totals.add(today, pounds(100));
    totals.add(tomorrow, pounds(50));
    totals.add(today, pounds(40));
    totals.subtract(today, pounds(100));
    QVERIFY(totals.of(today).main()->sum == pounds(40));
    totals.forgetBefore(tomorrow);
    QVERIFY(!totals.of(today).main());
    totals.subtract(today, pounds(40));
    QVERIFY(totals.of(tomorrow).main()->sum == pounds(50));
}

QTEST_MAIN(TestKpiModel)
#include "tst_kpimodel.moc"
