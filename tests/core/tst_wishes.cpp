// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/boards.h"

#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <memory>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

AlertData alert(AlertState state = AlertState::Raised, std::string_view by = {})
{
    AlertData data;
    data.severity = Severity::Critical;
    data.state = state;
    data.area = Area::Charity;
    data.title = "Emergency alert";
    data.by = by;
    data.raised = testTime;
    return data;
}

CommandProgress progress(const QString &name, CommandPhase phase, const QString &kind = u"alert"_s,
                         const QString &key = u"k1"_s)
{
    CommandProgress result;
    result.command.key = key;
    result.command.name = name;
    result.command.kind = kind;
    result.command.subject = u"A1"_s;
    if (name == u"assign")
        result.command.owner = u"Priya"_s;
    if (name == u"snooze")
        result.command.until = testTime + 50min;
    result.phase = phase;
    return result;
}

} // namespace

/// What the user asked for is shown at once, and taken back when it does not happen.
class TestWishes : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void acknowledgementShowsAtOnce()
    {
        const Scene scene;
        QCOMPARE(scene.text(0), u"Critical"_s);
        QSignalSpy changed(scene.alerts, &QAbstractItemModel::dataChanged);
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Pending));
        QVERIFY(!changed.isEmpty());
        QCOMPARE(scene.text(0), u"Acknowledging"_s);
        QCOMPARE(scene.detail().badge, u"Critical · acknowledgement on its way"_s);
        QCOMPARE(scene.detail().actions.first().id, u"unacknowledge"_s);
        QVERIFY(scene.isDimmed());
        QCOMPARE(scene.boards->unacknowledged(), 1); // counted is only what the backend says
        changed.clear();
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Sent));
        QVERIFY(changed.isEmpty());
        QCOMPARE(scene.text(0), u"Acknowledging"_s);
    }

    void snoozeShowsAtOnce()
    {
        Scene scene;
        scene.boards->noteCommand(progress(u"snooze"_s, CommandPhase::Pending));
        QCOMPARE(scene.text(0), u"Snoozing"_s);
        QCOMPARE(scene.detail().badge, u"Critical · snoozing until 10:30, on its way"_s);
        QVERIFY(scene.isDimmed());
        QCOMPARE(scene.boards->unacknowledged(), 1); // counted is only what the backend says
        scene.boards->noteCommand(progress(u"snooze"_s, CommandPhase::Settled));
        QCOMPARE(scene.text(0), u"Snoozed 10:30"_s);
        QCOMPARE(scene.detail().badge, u"Critical · snoozed until 10:30"_s);
        auto snoozed = alert();
        snoozed.snoozedUntil = testTime + 50min;
        scene.fold(snoozed);
        QCOMPARE(scene.text(0), u"Snoozed 10:30"_s);
        QCOMPARE(scene.boards->unacknowledged(), 0);
        scene.boards->noteCommand(progress(u"unsnooze"_s, CommandPhase::Pending));
        QCOMPARE(scene.text(0), u"Critical"_s);
        QCOMPARE(scene.detail().badge, u"Critical · snooze being ended"_s);
        QVERIFY(!scene.isDimmed());
        scene.boards->noteCommand(progress(u"unsnooze"_s, CommandPhase::Refused));
        QCOMPARE(scene.text(0), u"Snoozed 10:30"_s);
    }

    void snoozeRollsBack_data() { rollsBack_data(); }
    void snoozeRollsBack()
    {
        QFETCH(CommandPhase, end);
        const Scene scene;
        const auto before = scene.detail();
        scene.boards->noteCommand(progress(u"snooze"_s, CommandPhase::Pending));
        QVERIFY(scene.detail() != before);
        scene.boards->noteCommand(progress(u"snooze"_s, end));
        QVERIFY(scene.detail() == before);
        QCOMPARE(scene.text(0), u"Critical"_s);
    }

    /// What was answered is not put off any more, whatever was asked before.
    void acknowledgementBeatsSnooze()
    {
        const Scene scene;
        scene.boards->noteCommand(progress(u"snooze"_s, CommandPhase::Pending));
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Pending, u"alert"_s, u"k2"_s));
        QCOMPARE(scene.text(0), u"Acknowledging"_s);
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Refused, u"alert"_s, u"k2"_s));
        QCOMPARE(scene.text(0), u"Snoozing"_s);
    }

    void takenIsNotOfferedAgain()
    {
        const Scene scene;
        QVERIFY(actionIds(scene.detail()).contains(u"take"_s));
        auto take = progress(u"assign"_s, CommandPhase::Pending);
        take.command.owner = u"Sam"_s;
        scene.boards->noteCommand(take);
        QVERIFY(!actionIds(scene.detail()).contains(u"take"_s));
        take.phase = CommandPhase::Refused;
        scene.boards->noteCommand(take);
        QVERIFY(actionIds(scene.detail()).contains(u"take"_s));
    }

    void rollsBack_data()
    {
        QTest::addColumn<CommandPhase>("end");
        QTest::newRow("refused") << CommandPhase::Refused;
        QTest::newRow("expired") << CommandPhase::Expired;
        QTest::newRow("cancelled") << CommandPhase::Cancelled;
    }

    void rollsBack()
    {
        QFETCH(CommandPhase, end);
        const Scene scene;
        const auto before = scene.detail();
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Pending));
        QVERIFY(scene.detail() != before);
        scene.boards->noteCommand(progress(u"acknowledge"_s, end));
        QCOMPARE(scene.text(0), u"Critical"_s);
        QCOMPARE(scene.detail(), before);
        QVERIFY(!scene.isDimmed());
    }

    /// The result comes before the event, as it may.
    void comesTrue()
    {
        Scene scene;
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Pending));
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Settled));
        QCOMPARE(scene.text(0), u"Acknowledged"_s);
        QCOMPARE(scene.detail().badge, u"Critical · acknowledged by you"_s);
        scene.fold(alert(AlertState::Acknowledged, "Sam"));
        QCOMPARE(scene.detail().badge, u"Critical · acknowledged by you"_s);
        QCOMPARE(scene.boards->unacknowledged(), 0);
        // Somebody else takes it back: that counts, and not what was wished before.
        scene.fold(alert(AlertState::Raised, "Priya"));
        QCOMPARE(scene.text(0), u"Critical"_s);
    }

    void confirmedButNeverShownByTheBackend()
    {
        const Scene scene;
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Pending));
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Settled));
        scene.boards->tick(testTime + Wishes::grace - 1ms);
        QCOMPARE(scene.text(0), u"Acknowledged"_s);
        scene.boards->tick(testTime + Wishes::grace);
        QCOMPARE(scene.text(0), u"Critical"_s);
    }

    void unacknowledge()
    {
        Scene scene;
        scene.fold(alert(AlertState::Acknowledged, "Sam"));
        scene.boards->noteCommand(progress(u"unacknowledge"_s, CommandPhase::Pending));
        QCOMPARE(scene.text(0), u"Critical"_s);
        QCOMPARE(scene.detail().badge, u"Critical · acknowledgement being taken back"_s);
        QCOMPARE(scene.detail().actions.first().id, u"acknowledge"_s);
    }

    /// Two wishes for one row; the one fails, the other stays.
    void severalForOneRow()
    {
        const Scene scene;
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Pending));
        scene.boards->noteCommand(progress(u"assign"_s, CommandPhase::Pending, u"alert"_s, u"k2"_s));
        QCOMPARE(scene.text(0), u"Acknowledging"_s);
        QCOMPARE(scene.text(3), u"Priya (asked)"_s);
        scene.boards->noteCommand(progress(u"acknowledge"_s, CommandPhase::Refused));
        QCOMPARE(scene.text(0), u"Critical"_s);
        QCOMPARE(scene.text(3), u"Priya (asked)"_s);
        scene.boards->noteCommand(progress(u"assign"_s, CommandPhase::Settled, u"alert"_s, u"k2"_s));
        QCOMPARE(scene.text(3), u"Priya"_s);
    }

    /// What an earlier run left is told before the rows are there.
    void beforeTheRow()
    {
        Boards boards;
        boards.noteCommand(progress(u"acknowledge"_s, CommandPhase::Pending));
        EventMaker maker;
        boards.fold(batchOf({maker.make("A1", alert())}));
        boards.flush();
        QCOMPARE(cell(boards.inbox()->alerts(), 0, 0).toString(), u"Acknowledging"_s);
    }

    void ownersOfAllKinds_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("column");
        QTest::newRow("task") << u"task"_s << 3;
        QTest::newRow("help") << u"help"_s << 4;
        QTest::newRow("exception") << u"exception"_s << 5;
    }

    void ownersOfAllKinds()
    {
        QFETCH(QString, kind);
        QFETCH(int, column);
        Boards boards;
        EventMaker maker;
        TaskData task;
        task.title = "Look at this";
        HelpData help;
        help.name = "Ada";
        ExceptionData exception;
        exception.run = "R1";
        boards.fold(batchOf({maker.make("A1", task), maker.make("A1", help), maker.make("A1", exception)}));
        boards.flush();
        RowModel *table = kind == u"task" ? boards.review()->tasks()
            : kind == u"help"             ? boards.charity()->help()
                                          : boards.reconciliation()->exceptions();
        const auto before = cell(table, 0, column).toString();
        boards.noteCommand(progress(u"assign"_s, CommandPhase::Pending, kind));
        QCOMPARE(cell(table, 0, column).toString(), u"Priya (asked)"_s);
        boards.noteCommand(progress(u"assign"_s, CommandPhase::Refused, kind));
        QCOMPARE(cell(table, 0, column).toString(), before);
    }

private:
    /// An inbox with one critical alert.
    struct Scene
    {
        std::unique_ptr<Boards> boards = std::make_unique<Boards>();
        RowModel *alerts = boards->inbox()->alerts();
        QAbstractItemModelTester tester{alerts, QAbstractItemModelTester::FailureReportingMode::Fatal};
        EventMaker maker;

        Scene()
        {
            boards->setUserNames({u"Sam"_s});
            boards->setFreshness(Boards::Page::Inbox, {true, testTime});
            boards->tick(testTime);
            fold(alert());
        }
        void fold(const AlertData &data)
        {
            boards->fold(batchOf({maker.make("A1", data)}));
            boards->flush();
        }
        QString text(int column) const { return cell(alerts, 0, column).toString(); }
        BoardDetail detail() const { return alerts->detailOf(u"0/A1"_s); }
        bool isDimmed() const { return alerts->index(0, 0).data(RowModel::DimmedRole).toBool(); }
    };
};

QTEST_MAIN(TestWishes)
#include "tst_wishes.moc"
