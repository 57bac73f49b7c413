// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "outboxmodel.h"

#include "stricttest.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

CommandProgress progress(const QString &key, CommandPhase phase, const QString &reason = {})
{
    CommandProgress progress;
    progress.command.key = key;
    progress.command.name = u"assign"_s;
    progress.command.subject = u"HR-%2"_s;
    progress.command.owner = u"<b>Sam</b>"_s;
    progress.asked = Timestamp(std::chrono::hours(1));
    progress.phase = phase;
    progress.reason = reason;
    return progress;
}

QStringList keys(const OutboxModel &model)
{
    QStringList keys;
    for (int row = 0; row < model.rowCount(); ++row)
        keys.append(model.index(row).data(OutboxModel::KeyRole).toString());
    return keys;
}

} // namespace

class TestOutboxModel : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void fromPendingToOver()
    {
        OutboxModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy changed(&model, &OutboxModel::waitingChanged);
        model.note(u"Help"_s, progress(u"a"_s, CommandPhase::Pending));
        model.note(u"Help"_s, progress(u"b"_s, CommandPhase::Pending));
        QCOMPARE(keys(model), (QStringList{u"b"_s, u"a"_s}));
        QCOMPARE(model.waiting(), 2);
        const auto first = model.index(0);
        QCOMPARE(first.data(OutboxModel::WhatRole).toString(), u"Assign HR-%2 to <b>Sam</b>"_s);
        QVERIFY(first.data(OutboxModel::DetailRole).toString().startsWith(u"Waits to be sent · Help · "_s));
        QVERIFY(first.data(OutboxModel::CancellableRole).toBool());
        QVERIFY(model.pending(u"b"_s));

        model.note(u"Help"_s, progress(u"b"_s, CommandPhase::Sent));
        QCOMPARE(keys(model), (QStringList{u"b"_s, u"a"_s}));
        QVERIFY(!first.data(OutboxModel::CancellableRole).toBool());
        QVERIFY(!model.pending(u"b"_s));
        model.note(u"Help"_s, progress(u"b"_s, CommandPhase::Refused, u"no such request"_s));
        QCOMPARE(keys(model), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(model.index(1).data(OutboxModel::ReasonRole).toString(), u"no such request"_s);
        QCOMPARE(model.index(1).data(OutboxModel::SeverityRole).toString(), u"high"_s);
        model.note(u"Help"_s, progress(u"a"_s, CommandPhase::Settled));
        QCOMPARE(keys(model), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(model.waiting(), 0);
        QCOMPARE(changed.size(), 4);
        // Refused before it was ever kept.
        model.note(u"Help"_s, progress(u"c"_s, CommandPhase::Refused, u"full"_s));
        QCOMPARE(keys(model).first(), u"c"_s);
    }

    /// What somebody wrote is not lost because other commands came after it.
    void failedMessagesStay()
    {
        OutboxModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto message = progress(u"m"_s, CommandPhase::Refused, u"closed"_s);
        message.command.name = u"message"_s;
        model.note(u"Chat"_s, message);
        for (int i = 0; i < 2 * OutboxModel::keptOver; ++i)
            model.note(u"Help"_s, progress(QString::number(i), CommandPhase::Refused));
        QCOMPARE(model.rowCount(), OutboxModel::keptOver + 1);
        QVERIFY(model.failed(u"m"_s));
        QCOMPARE(model.failed(u"m"_s)->reason, u"closed"_s);
        auto again = message;
        again.command.key = u"m2"_s;
        again.command.replaces = u"m"_s;
        again.phase = CommandPhase::Pending;
        model.note(u"Chat"_s, again);
        QVERIFY(!model.failed(u"m"_s) && model.pending(u"m2"_s));
        QCOMPARE(model.waiting(), 1);
        again.phase = CommandPhase::Leaving;
        model.note(u"Chat"_s, again);
        QVERIFY(model.index(0).data(OutboxModel::DetailRole).toString().startsWith(u"Being sent"_s));
        QVERIFY(!model.index(0).data(OutboxModel::CancellableRole).toBool());
        again.phase = CommandPhase::Expired;
        model.note(u"Chat"_s, again);
        QCOMPARE(model.waiting(), 0);
        // Tried again under its key, and then given up.
        again.command.replaces = again.command.key;
        again.phase = CommandPhase::Pending;
        model.note(u"Chat"_s, again);
        QCOMPARE(model.waiting(), 1);
        again.phase = CommandPhase::Refused;
        model.note(u"Chat"_s, again);
        again.phase = CommandPhase::Cancelled;
        model.note(u"Chat"_s, again);
        model.note(u"Chat"_s, again); // the engine says so, too
        QVERIFY(!keys(model).contains(u"m2"_s));
        QCOMPARE(model.rowCount(), OutboxModel::keptOver);
    }

    void words_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("failure");
        QTest::newRow("acknowledge") << u"acknowledge"_s << u"Acknowledge %2"_s << u"Not acknowledged:"_s;
        QTest::newRow("unacknowledge") << u"unacknowledge"_s << u"Take the acknowledgement of %2 back"_s
                                       << u"Still acknowledged:"_s;
        QTest::newRow("snooze") << u"snooze"_s << u"Snooze %2 until Sat 21 Nov 10:30"_s << u"Not snoozed:"_s;
        QTest::newRow("unsnooze") << u"unsnooze"_s << u"End the snooze of %2"_s << u"Still snoozed:"_s;
        QTest::newRow("assign") << u"assign"_s << u"Assign %2 to <b>Sam</b>"_s << u"Not assigned:"_s;
        QTest::newRow("note") << u"note"_s << u"Note on %2"_s << u"Note not written:"_s;
        QTest::newRow("message") << u"message"_s << u"Message to %2"_s << u"Not sent:"_s;
    }
    void words()
    {
        QFETCH(QString, name);
        qputenv("TZ", "UTC");
        Command command;
        command.name = name;
        command.subject = u"%2"_s;
        command.owner = u"<b>Sam</b>"_s;
        command.until = Timestamp(std::chrono::milliseconds(1'795'257'000'000));
        QTEST(commandWords(command), "words");
        QTEST(failureWords(command), "failure");
    }

    void keepsAFewThatAreOver()
    {
        OutboxModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.note(u"Help"_s, progress(u"waits"_s, CommandPhase::Pending));
        for (int i = 0; i < 3 * OutboxModel::keptOver; ++i) {
            model.note(u"Help"_s, progress(QString::number(i), CommandPhase::Pending));
            model.note(u"Help"_s, progress(QString::number(i), CommandPhase::Settled));
        }
        QCOMPARE(model.rowCount(), 1 + OutboxModel::keptOver);
        QCOMPARE(keys(model).first(), u"waits"_s);
        QCOMPARE(keys(model).at(1), QString::number(3 * OutboxModel::keptOver - 1));
    }
};

QTEST_GUILESS_MAIN(TestOutboxModel)
#include "tst_outboxmodel.moc"
