// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/time.h"

#include "stricttest.h"

#include <QDateTime>

using namespace Bellboard;

class TestTime : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void parse_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("utc");
        const auto row = [](const char *text, const char *utc) {
            QTest::addRow("%s", text) << QByteArray(text) << QByteArray(utc);
        };
        row("2026-03-01T09:40:25Z", "2026-03-01T09:40:25.000Z");
        row("2026-03-01T09:40:25.123Z", "2026-03-01T09:40:25.123Z");
        row("2026-03-01t09:40:25.1z", "2026-03-01T09:40:25.100Z");
        row("2026-03-01T09:40:25.12Z", "2026-03-01T09:40:25.120Z");
        row("2026-03-01T09:40:25.1239999999999999999999Z", "2026-03-01T09:40:25.123Z");
        row("2026-03-01T09:40:25+01:00", "2026-03-01T08:40:25.000Z");
        row("2026-03-01T00:00:00+00:30", "2026-02-28T23:30:00.000Z");
        row("2025-12-31T23:59:59.999-05:30", "2026-01-01T05:29:59.999Z");
        row("2026-03-01T09:40:25-00:00", "2026-03-01T09:40:25.000Z");
        row("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z");
        row("2000-02-29T12:00:00Z", "2000-02-29T12:00:00.000Z");
        row("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"); // a leap second
        row("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z");
        row("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z");
        row("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z");
        row("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z");
    }
    void parse()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, utc);
        const auto time = parseTime(text.toStdString());
        QVERIFY(time);
        QCOMPARE(QByteArray::fromStdString(formatTime(*time)), utc);
        QVERIFY(parseTime(formatTime(*time)) == time);
    }

    void refuse_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"",
                                 "2026",
                                 "2026-03-01",
                                 "2026-03-01T09:40:25",
                                 "2026-03-01 09:40:25Z",
                                 "2026-03-01T09:40Z",
                                 "2026-3-1T09:40:25Z",
                                 "26-03-01T09:40:25Z",
                                 "2026-03-01T09:40:25.Z",
                                 "2026-03-01T09:40:25,1Z",
                                 "2026-03-01T09:40:25ZZ",
                                 "2026-03-01T09:40:25Z ",
                                 " 2026-03-01T09:40:25Z",
                                 "2026-00-01T09:40:25Z",
                                 "2026-13-01T09:40:25Z",
                                 "2O26-03-01T09:40:25Z",
                                 "202a-03-01T09:40:25Z",
                                 "2026-0/-01T09:40:25Z",
                                 "2026-03-0:T09:40:25Z",
                                 "2026-03-01T\xe9\x30:40:25Z",
                                 "2026-02-29T09:40:25Z",
                                 "1900-02-29T09:40:25Z",
                                 "2026-04-31T09:40:25Z",
                                 "2026-03-00T09:40:25Z",
                                 "2026-03-01T24:00:00Z",
                                 "2026-03-01T09:60:25Z",
                                 "2026-03-01T09:40:61Z",
                                 "2026-03-01T09:40:25+01",
                                 "2026-03-01T09:40:25+0100",
                                 "2026-03-01T09:40:25+24:00",
                                 "2026-03-01T09:40:25+01:60",
                                 "2026-03-01T09:40:25+1:00",
                                 "2026-03-01T09:40:25.5",
                                 "+026-03-01T09:40:25Z",
                                 "2026-03-01T-9:40:25Z",
                                 "2026-03-01T09:40:25+01:0",
                                 "9999-12-31T23:59:59-00:01",
                                 "0000-01-01T00:00:00+00:01",
                                 "20260301T094025.123Z",
                                 "\xd9\xa2\xd9\xa0\x32\x36-03-01T09:40:25Z"})
            QTest::addRow("%s", text) << QByteArray(text);
    }
    void refuse()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parseTime(text.toStdString()));
    }

    /// No cut of a time is a time, and none is read past its end.
    void truncated()
    {
        const std::string whole = "2026-03-01T09:40:25.123456+01:00";
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const std::string part(whole, 0, length);
            QVERIFY2(!parseTime(part), part.c_str());
        }
    }

    /// Against another implementation, over four thousand years.
    void likeQDateTime()
    {
        for (qint64 ms = -62'000'000'000'000; ms < 100'000'000'000'000; ms += 86'399'123'457) {
            const auto expected = QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODateWithMs).toLatin1();
            const Timestamp time{std::chrono::milliseconds(ms)};
            QCOMPARE(QByteArray::fromStdString(formatTime(time)), expected);
            QVERIFY(parseTime(expected.toStdString()) == time);
        }
    }
};

QTEST_GUILESS_MAIN(TestTime)
#include "tst_time.moc"
