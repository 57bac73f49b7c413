// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/time.h"
#include "snoozechoice.h"
#include "stricttest.h"

#include <QDateTime>

#include <ctime>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

class TestSnoozeChoice : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void ends_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("choice");
        QTest::addColumn<std::string>("now");
        QTest::addColumn<std::string>("end");
        const auto row = [](const char *name, const char *zone, const QString &choice, const char *now,
                            const char *end) {
            QTest::newRow(name) << QByteArray(zone) << choice << std::string(now) << std::string(end);
        };
        row("quarter of an hour", "UTC", u"15min"_s, "2026-11-21T09:40:00.000Z", "2026-11-21T09:55:00.000Z");
        row("hour", "UTC", u"1h"_s, "2026-11-21T23:40:00.000Z", "2026-11-22T00:40:00.000Z");
        row("tomorrow", "UTC", u"tomorrow"_s, "2026-11-21T09:40:00.000Z", "2026-11-22T09:00:00.000Z");
        row("just before midnight", "UTC", u"tomorrow"_s, "2026-11-21T23:59:59.999Z", "2026-11-22T09:00:00.000Z");
        row("just after midnight", "UTC", u"tomorrow"_s, "2026-11-22T00:00:00.000Z", "2026-11-23T09:00:00.000Z");
        // There it is the 22nd already.
        row("elsewhere", "Asia/Tokyo", u"tomorrow"_s, "2026-11-21T20:00:00.000Z", "2026-11-23T00:00:00.000Z");
        row("over the end of summer time", "Europe/London", u"tomorrow"_s, "2026-10-24T12:00:00.000Z",
            "2026-10-25T09:00:00.000Z");
        row("over its beginning", "Europe/London", u"tomorrow"_s, "2026-03-28T12:00:00.000Z",
            "2026-03-29T08:00:00.000Z");
    }
    void ends()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QString, choice);
        QFETCH(std::string, now);
        QFETCH(std::string, end);
        qputenv("TZ", zone);
#ifdef Q_OS_UNIX
        tzset();
#else
        if (zone != "UTC")
            QSKIP("This system's time zone cannot be set for one program.");
#endif
        QCOMPARE(formatTime(snoozeEnd(choice, *parseTime(now)).value_or(Timestamp())), end);
    }

    void nothingElse()
    {
        QVERIFY(!snoozeEnd({}, Timestamp()));
        QVERIFY(!snoozeEnd(u"forever"_s, Timestamp()));
    }
};

QTEST_GUILESS_MAIN(TestSnoozeChoice)
#include "tst_snoozechoice.moc"
