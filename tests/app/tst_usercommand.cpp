// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stricttest.h"
#include "usercommand.h"

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

class TestUserCommand : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void commands_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<QString>("said");
        QTest::newRow("acknowledge") << u"acknowledge"_s << QString() << u"acknowledge"_s << QString() << QString();
        QTest::newRow("unacknowledge") << u"unacknowledge"_s << QString() << u"unacknowledge"_s << QString()
                                       << QString();
        QTest::newRow("unsnooze") << u"unsnooze"_s << QString() << u"unsnooze"_s << QString() << QString();
        QTest::newRow("take") << u"take"_s << QString() << u"assign"_s << u"Priya"_s << QString();
        QTest::newRow("assign") << u"assign"_s << u"Sam"_s << u"assign"_s << u"Sam"_s << QString();
        QTest::newRow("assign to nobody in particular")
            << u"assign"_s << QString() << u"assign"_s << u"Priya"_s << QString();
        QTest::newRow("note") << u"note"_s << u"<b>x</b>"_s << u"note"_s << QString() << u"<b>x</b>"_s;
        QTest::newRow("edit") << u"edit"_s << u"a = b"_s << u"edit"_s << QString() << u"a = b"_s;
        QTest::newRow("resolve") << u"resolve"_s << u"Twice"_s << u"resolve"_s << QString() << u"Twice"_s;
        QTest::newRow("reply") << u"reply"_s << u"Hi"_s << u"message"_s << QString() << u"Hi"_s;
    }
    void commands()
    {
        QFETCH(QString, id);
        QFETCH(QString, text);
        const auto command = commandFor({id, text, u"Priya"_s, now});
        QVERIFY(command);
        QTEST(command->name, "name");
        QTEST(command->owner, "owner");
        QTEST(command->text, "said");
        QCOMPARE(command->until, Timestamp());
    }

    void snooze()
    {
        const auto command = commandFor({u"snooze"_s, u"15min"_s, u"Priya"_s, now});
        QVERIFY(command);
        QCOMPARE(command->name, u"snooze"_s);
        QCOMPARE(command->until, now + std::chrono::minutes(15));
    }

    void nothing_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << u"launch"_s << u"x"_s;
        QTest::newRow("no end") << u"snooze"_s << QString();
        QTest::newRow("empty note") << u"note"_s << u" \n"_s;
        QTest::newRow("empty change") << u"edit"_s << u" "_s;
        QTest::newRow("empty reply") << u"reply"_s << QString();
    }
    void nothing()
    {
        QFETCH(QString, id);
        QFETCH(QString, text);
        QVERIFY(!commandFor({id, text, u"Priya"_s, now}));
    }

private:
    static constexpr Timestamp now{std::chrono::hours(500'000)};
};

QTEST_GUILESS_MAIN(TestUserCommand)
#include "tst_usercommand.moc"
