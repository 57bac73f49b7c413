// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/format.h"

#include "eventmaker.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestFormat : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }
    void amount_data();
    void amount();
    void amountShort_data();
    void amountShort();
    void counts();
    void percent_data();
    void percent();
    void spans_data();
    void spans();
    void moments();
};

void TestFormat::amount_data()
{
    QTest::addColumn<QString>("digits");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"12.50"_s << u"GBP"_s << u"en_GB"_s << u"GBP 12.50"_s;
    QTest::newRow("grouped") << u"1234.50"_s << u"GBP"_s << u"en_GB"_s << u"GBP 1,234.50"_s;
    QTest::newRow("millions") << u"1234567"_s << u"JPY"_s << u"en_GB"_s << u"JPY 1,234,567"_s;
    QTest::newRow("negative") << u"-0.05"_s << u"EUR"_s << u"en_GB"_s << u"EUR \u22120.05"_s;
    QTest::newRow("three decimals") << u"1.005"_s << u"KWD"_s << u"en_GB"_s << u"KWD 1.005"_s;
    QTest::newRow("German") << u"1234.50"_s << u"EUR"_s << u"de_DE"_s << u"EUR 1.234,50"_s;
    QTest::newRow("C") << u"1234.50"_s << u"GBP"_s << u"C"_s << u"GBP 1,234.50"_s;
    QTest::newRow("Arabic digits") << u"12.05"_s << u"EGP"_s << u"ar_EG"_s << u"EGP \u0661\u0662\u066b\u0660\u0665"_s;
    QTest::newRow("largest") << u"999999999999999999"_s << u"GBP"_s << u"en_GB"_s << u"GBP 999,999,999,999,999,999"_s;
    QTest::newRow("most decimals") << u"999999999.999999999"_s << u"GBP"_s << u"en_GB"_s
                                   << u"GBP 999,999,999.999999999"_s;
}

void TestFormat::amount()
{
    QFETCH(QString, digits);
    QFETCH(QString, currency);
    QFETCH(QString, locale);
    const auto money = Money::parse(digits.toStdString(), currency.toStdString());
    QVERIFY(money.has_value());
    QTEST(Format::amount(*money, QLocale(locale)), "text");
}

void TestFormat::amountShort_data()
{
    QTest::addColumn<qint64>("pence");
    QTest::addColumn<QString>("text");
    QTest::newRow("small stays exact") << qint64(999'999) << u"GBP 9,999.99"_s;
    QTest::newRow("large is rounded up") << qint64(1'248'050) << u"GBP 12,481"_s;
    QTest::newRow("large is rounded down") << qint64(1'248'049) << u"GBP 12,480"_s;
    QTest::newRow("negative") << qint64(-1'248'050) << u"GBP \u221212,481"_s;
}

void TestFormat::amountShort()
{
    QFETCH(qint64, pence);
    QTEST(Format::amountShort(pounds(pence), QLocale(u"en_GB"_s)), "text");
}

void TestFormat::counts()
{
    const QLocale british(u"en_GB"_s);
    QCOMPARE(Format::count(0, british), u"0"_s);
    QCOMPARE(Format::count(12480, british), u"12,480"_s);
    QCOMPARE(Format::count(-5, british), u"\u22125"_s);
    QCOMPARE(Format::count(std::numeric_limits<qint64>::min(), british), u"\u22129,223,372,036,854,775,808"_s);
    QCOMPARE(Format::signedCount(5, british), u"+5"_s);
    QCOMPARE(Format::signedCount(-5, british), u"\u22125"_s);
    QCOMPARE(Format::signedCount(0, british), u"0"_s);
    QCOMPARE(Format::number(1240.4, 0, british), u"1,240"_s);
    QCOMPARE(Format::number(-0.3, 1, british), u"\u22120.3"_s);
    QCOMPARE(Format::number(-0.01, 1, british), u"0.0"_s);
    QCOMPARE(Format::figure(1240, british), u"1,240"_s);
    QCOMPARE(Format::figure(-92.40, british), u"\u221292.4"_s);
    QCOMPARE(Format::figure(0.12345, british), u"0.123"_s);
    QCOMPARE(Format::figure(0.9996, british), u"1"_s);
    QCOMPARE(Format::figure(-0.0001, british), u"0"_s);
    QCOMPARE(Format::figure(1.5e20, british), u"1.5E+20"_s);
    QCOMPARE(Format::figure(-1e300, british), u"\u22121E+300"_s);
}

void TestFormat::percent_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << 0 << u"0 %"_s;
    QTest::newRow("two digits") << 0.64 << 0 << u"64 %"_s;
    QTest::newRow("binary fraction") << 0.29 << 0 << u"29 %"_s;
    QTest::newRow("one decimal") << 0.974 << 1 << u"97.4 %"_s;
    QTest::newRow("nearly all") << 0.99999 << 1 << u"99.9 %"_s;
    QTest::newRow("all") << 1.0 << 1 << u"100.0 %"_s;
    QTest::newRow("negative") << -0.184 << 0 << u"\u221218 %"_s;
}

void TestFormat::percent()
{
    QFETCH(double, ratio);
    QFETCH(int, decimals);
    QTEST(Format::percent(ratio, decimals, QLocale(u"en_GB"_s)), "text");
}

void TestFormat::spans_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("age");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("stopwatch");
    QTest::addColumn<QString>("duration");
    QTest::newRow("before") << qint64(-5) << u"0:00"_s << u"0 s"_s << u"0:00"_s << u"0 s"_s;
    QTest::newRow("now") << qint64(0) << u"0:00"_s << u"0 s"_s << u"0:00"_s << u"0 s"_s;
    QTest::newRow("seconds") << qint64(42) << u"0:42"_s << u"42 s"_s << u"0:42"_s << u"42 s"_s;
    QTest::newRow("a minute") << qint64(60) << u"1 m"_s << u"1 min"_s << u"1:00"_s << u"1 min"_s;
    QTest::newRow("minutes") << qint64(372) << u"6 m"_s << u"6 min"_s << u"6:12"_s << u"6 min"_s;
    QTest::newRow("an hour less a second") << qint64(3599) << u"59 m"_s << u"59 min"_s << u"59:59"_s << u"1 h"_s;
    QTest::newRow("hours") << qint64(7500) << u"2 h"_s << u"2 h"_s << u"2:05:00"_s << u"2 h 5 min"_s;
    QTest::newRow("days") << qint64(4 * 86400 + 5) << u"4 d"_s << u"4 d"_s << u"96:00:05"_s << u"4 d"_s;
}

void TestFormat::spans()
{
    QFETCH(qint64, seconds);
    const std::chrono::seconds span(seconds);
    QTEST(Format::age(span), "age");
    QTEST(Format::ageWords(span), "words");
    QTEST(Format::stopwatch(span), "stopwatch");
    QTEST(Format::duration(span), "duration");
}

void TestFormat::moments()
{
    const QLocale british(u"en_GB"_s);
    QCOMPARE(Format::timeOfDay(testTime + 25s), u"10:40:25"_s);
    QCOMPARE(Format::minuteOfDay(testTime), u"10:40"_s);
    QCOMPARE(Format::dateTime(testTime, british), u"Sat 21 Nov 2026 10:40:00 CET"_s);
    QCOMPARE(Format::shortDateTime(testTime, british), u"Sat 21 Nov 10:40"_s);
}

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
