// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/money.h"

#include "stricttest.h"

using namespace Bellboard;

class TestMoney : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void parse_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("coefficient");
        QTest::addColumn<int>("scale");
        QTest::addColumn<QByteArray>("written");
        const auto row = [](const char *text, qint64 coefficient, int scale, const char *written = nullptr) {
            QTest::addRow("%s", text) << QByteArray(text) << coefficient << scale
                                      << QByteArray(written ? written : text);
        };
        row("0", 0, 0);
        row("0.00", 0, 2);
        row("12.50", 1250, 2);
        row("-12.50", -1250, 2);
        row("0.05", 5, 2);
        row("-0.05", -5, 2);
        row("0.000000001", 1, 9);
        row("1200", 1200, 0);
        row("999999999999999999", 999'999'999'999'999'999, 0);
        row("-999999999999999999", -999'999'999'999'999'999, 0);
        row("999999999.999999999", 999'999'999'999'999'999, 9);
        row("007.50", 750, 2, "7.50");
        row("-0.00", 0, 2, "0.00"); // there is no negative nothing
    }
    void parse()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, coefficient);
        QFETCH(int, scale);
        QFETCH(QByteArray, written);
        const auto money = Money::parse(text.toStdString(), "GBP");
        QVERIFY(money);
        QCOMPARE(qint64(money->coefficient), coefficient);
        QCOMPARE(int(money->scale), scale);
        QVERIFY(money->currencyCode() == "GBP");
        QCOMPARE(QByteArray::fromStdString(money->decimalText()), written);
        const auto again = Money::parse(money->decimalText(), "GBP");
        QVERIFY(again && *again == *money);
    }

    void refuse_data()
    {
        QTest::addColumn<QByteArray>("amount");
        QTest::addColumn<QByteArray>("currency");
        for (const char *amount : {"",
                                   "-",
                                   ".",
                                   "-.5",
                                   ".5",
                                   "5.",
                                   "1.2.3",
                                   "+1",
                                   " 1",
                                   "1 ",
                                   "1,5",
                                   "1e3",
                                   "0x10",
                                   "--1",
                                   "NaN",
                                   "1_0",
                                   "1234567890123456789",
                                   "0000000000000000001",
                                   "1.0000000000",
                                   "\xd9\xa1"})
            QTest::addRow("amount %s", amount) << QByteArray(amount) << QByteArray("GBP");
        QTest::addRow("NUL inside") << QByteArray("1\0"
                                                  "2",
                                                  3)
                                    << QByteArray("GBP");
        for (const char *currency : {"", "GB", "GBPX", "gbp", "G1P", "G P", "\xc2\xa3"})
            QTest::addRow("currency %s", currency) << QByteArray("1.00") << QByteArray(currency);
    }
    void refuse()
    {
        QFETCH(QByteArray, amount);
        QFETCH(QByteArray, currency);
        QVERIFY(!Money::parse(amount.toStdString(), currency.toStdString()));
    }

    void withoutCurrency()
    {
        QVERIFY(Money{}.currencyCode().empty());
        QCOMPARE(Money{}.coefficient, std::int64_t{0});
    }

    void sum_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<QByteArray>("total"); // empty: there is none
        QTest::addRow("same scale") << QByteArray("0.10") << QByteArray("0.20") << QByteArray("0.30");
        QTest::addRow("other scale") << QByteArray("1") << QByteArray("0.005") << QByteArray("1.005");
        QTest::addRow("signs") << QByteArray("-0.30") << QByteArray("0.1") << QByteArray("-0.20");
        QTest::addRow("to zero") << QByteArray("-5") << QByteArray("5.00") << QByteArray("0.00");
        QTest::addRow("full") << QByteArray("999999999999999998") << QByteArray("1")
                              << QByteArray("999999999999999999");
        QTest::addRow("too large") << QByteArray("999999999999999999") << QByteArray("1") << QByteArray();
        QTest::addRow("too small") << QByteArray("-999999999999999999") << QByteArray("-1") << QByteArray();
        QTest::addRow("too wide") << QByteArray("999999999999999999") << QByteArray("0.000000001") << QByteArray();
    }
    void sum()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(QByteArray, total);
        const auto left = Money::parse(a.toStdString(), "JPY");
        const auto right = Money::parse(b.toStdString(), "JPY");
        QVERIFY(left && right);
        for (const auto &result : {Money::sum(*left, *right), Money::sum(*right, *left)}) {
            QCOMPARE(result.has_value(), !total.isEmpty());
            if (result)
                QCOMPARE(QByteArray::fromStdString(result->decimalText()), total);
        }
    }

    void currenciesDoNotAddUp() { QVERIFY(!Money::sum(*Money::parse("1", "GBP"), *Money::parse("1", "EUR"))); }

    void negated()
    {
        const auto money = *Money::parse("-3.10", "EUR");
        QCOMPARE(money.negated().decimalText(), std::string("3.10"));
        QVERIFY(money.negated().negated() == money);
    }

    /// Each is less than the next, whatever its scale.
    void order()
    {
        const std::vector<const char *> ascending{"-999999999999999999",
                                                  "-2.5",
                                                  "-2.49",
                                                  "-0.000000001",
                                                  "0",
                                                  "0.000000001",
                                                  "0.01",
                                                  "0.1",
                                                  "1.0",
                                                  "999999999.999999999",
                                                  "1000000000",
                                                  "999999999999999999"};
        for (std::size_t i = 0; i < ascending.size(); ++i) {
            for (std::size_t j = 0; j < ascending.size(); ++j)
                QVERIFY2(Money::compare(*Money::parse(ascending[i], "GBP"), *Money::parse(ascending[j], "GBP"))
                             == (i <=> j),
                         qPrintable(QString::fromLatin1(ascending[i]) + QStringLiteral(" <=> ")
                                    + QString::fromLatin1(ascending[j])));
        }
        QVERIFY(Money::compare(*Money::parse("1.50", "GBP"), *Money::parse("1.5", "GBP")) == 0);
        QVERIFY(Money::compare(*Money::parse("1", "EUR"), *Money::parse("1", "GBP")) < 0);
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
