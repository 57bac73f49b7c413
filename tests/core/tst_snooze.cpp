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

AlertData alert(std::chrono::milliseconds snoozedFor = 0ms, AlertState state = AlertState::Raised,
                Severity severity = Severity::Critical)
{
    AlertData data;
    data.severity = severity;
    data.state = state;
    data.area = Area::Charity;
    data.title = "Emergency alert";
    data.by = "Priya";
    data.raised = testTime;
    if (snoozedFor != 0ms)
        data.snoozedUntil = testTime + snoozedFor;
    return data;
}

} // namespace

/// A snoozed alert is quiet until its time comes, and not longer.
class TestSnooze : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void isNotCounted()
    {
        Scene scene;
        QCOMPARE(scene.boards.unacknowledged(), 1);
        QSignalSpy counted(scene.inbox, &InboxBoard::unacknowledgedChanged);
        const auto changes = scene.fold(alert(50min));
        QCOMPARE(changes.size(), 1);
        QVERIFY(changes.first().alert.snoozed);
        QVERIFY(!changes.first().before->snoozed);
        QCOMPARE(scene.boards.unacknowledged(), 0);
        QCOMPARE(scene.boards.snoozed(), 1);
        QCOMPARE(scene.boards.unacknowledged(Area::Charity), 0);
        QVERIFY(!scene.inbox->worst());
        QVERIFY(scene.inbox->worstAlerts(5).isEmpty());
        QCOMPARE(scene.boards.badge(Boards::Page::Inbox).count, 0);
        QCOMPARE(counted.size(), 1);
        QCOMPARE(scene.boards.nextWake(), testTime + 50min);
    }

    void saysUntilWhen()
    {
        Scene scene;
        scene.fold(alert(50min));
        QCOMPARE(scene.text(0), u"Snoozed 10:30"_s);
        QVERIFY(scene.isDimmed());
        const auto detail = scene.detail();
        QVERIFY(detail.canSnooze());
        QCOMPARE(detail.badge, u"Critical · snoozed until 10:30"_s);
        QCOMPARE(detail.severity, u"info"_s);
        QVERIFY(fieldTexts(detail).contains(u"State: Snoozed"_s));
        QVERIFY(fieldTexts(detail).contains(u"Snoozed until: Sat 21 Nov 2026 10:30:00 UTC"_s));
        QCOMPARE(timelineTexts(detail).last(), u"09:40:00 Snoozed by Priya"_s);
        QCOMPARE(actionIds(detail), QStringList({u"acknowledge"_s, u"unsnooze"_s, u"take"_s, u"assign"_s}));
        scene.fold(alert(24h));
        QCOMPARE(scene.text(0), u"Snoozed"_s);
        QCOMPARE(scene.detail().badge, u"Critical · snoozed until Sun 22 Nov 09:40"_s);
    }

    void wakesWhenItsTimeComes()
    {
        Scene scene;
        scene.fold(alert(50min));
        QVERIFY(scene.boards.wakeSnoozed(testTime + 50min - 1ms).isEmpty());
        QCOMPARE(scene.boards.unacknowledged(), 0);
        // A computer that slept looks late.
        const auto changes = scene.boards.wakeSnoozed(testTime + 9h);
        scene.boards.flush();
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().woken, std::optional(testTime + 50min));
        QVERIFY(changes.first().before->snoozed);
        QVERIFY(wantsAnswer(changes.first().alert));
        QCOMPARE(scene.boards.unacknowledged(), 1);
        QCOMPARE(scene.boards.snoozed(), 0);
        QCOMPARE(scene.boards.badge(Boards::Page::Inbox).count, 1);
        QCOMPARE(scene.text(0), u"Critical"_s);
        QVERIFY(!scene.isDimmed());
        QCOMPARE(timelineTexts(scene.detail()).last(), u"10:30:00 Snooze over"_s);
        QVERIFY(!scene.boards.nextWake());
        QVERIFY(scene.boards.wakeSnoozed(testTime + 10h).isEmpty());
    }

    void endsEarly()
    {
        Scene scene;
        scene.fold(alert(50min));
        const auto changes = scene.fold(alert());
        QVERIFY(changes.first().before->snoozed);
        QVERIFY(!changes.first().alert.snoozed);
        QVERIFY(!changes.first().woken);
        QCOMPARE(scene.boards.unacknowledged(), 1);
        QCOMPARE(timelineTexts(scene.detail()).last(), u"09:40:00 Snooze ended by Priya"_s);
        QVERIFY(scene.boards.wakeSnoozed(testTime + 9h).isEmpty());
    }

    void onlyWhatIsRaised_data()
    {
        QTest::addColumn<AlertState>("state");
        QTest::newRow("acknowledged") << AlertState::Acknowledged;
        QTest::newRow("resolved") << AlertState::Resolved;
    }
    void onlyWhatIsRaised()
    {
        QFETCH(AlertState, state);
        Scene scene;
        scene.fold(alert(50min));
        const auto changes = scene.fold(alert(50min, state));
        QVERIFY(!changes.first().alert.snoozed);
        QCOMPARE(scene.boards.snoozed(), 0);
        QVERIFY(scene.boards.wakeSnoozed(testTime + 9h).isEmpty());
        QCOMPARE(scene.boards.unacknowledged(), 0);
        QVERIFY(!scene.detail().canSnooze());
    }

    /// What counts is when the event came, not when it is read back.
    void wasOverWhenItCame()
    {
        Scene scene;
        QVERIFY(!scene.fold(alert(50min), testTime + 50min).first().alert.snoozed);
        QCOMPARE(scene.boards.unacknowledged(), 1);
        QCOMPARE(scene.text(0), u"Critical"_s);
    }

    /// Read back in one go, the journal tells what happened in its order: it woke before it was acknowledged.
    void wakesBeforeWhatCameLater()
    {
        Scene scene;
        scene.fold(alert(50min));
        const auto changes = scene.fold(alert(50min, AlertState::Acknowledged), testTime + 2h, true);
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes.first().woken, std::optional(testTime + 50min));
        QVERIFY(changes.first().replayed);
        QVERIFY(!changes.last().woken);
        QVERIFY(!changes.last().before->snoozed);
        QCOMPARE(changes.last().alert.state, AlertState::Acknowledged);
    }

    void standsBehindWhatWantsAnAnswer()
    {
        Scene scene;
        scene.fold(alert(50min));
        EventMaker other(1);
        scene.boards.fold(batchOf({other.make("B1", alert(0ms, AlertState::Raised, Severity::Info)),
                                   other.make("B2", alert(0ms, AlertState::Acknowledged))}));
        scene.boards.flush();
        QCOMPARE(keys(scene.alerts), QStringList({u"1/B1"_s, u"0/A1"_s, u"1/B2"_s}));
        scene.boards.tick(testTime + 50min);
        scene.boards.wakeSnoozed(testTime + 50min);
        scene.boards.flush();
        QCOMPARE(keys(scene.alerts), QStringList({u"0/A1"_s, u"1/B1"_s, u"1/B2"_s}));
    }

    void theEarliestFirst()
    {
        Scene scene;
        scene.fold(alert(50min));
        EventMaker other(1);
        scene.boards.fold(batchOf({other.make("B1", alert(20min)), other.make("B2", alert(30min))}));
        QCOMPARE(scene.boards.nextWake(), testTime + 20min);
        const auto changes = scene.boards.wakeSnoozed(testTime + 30min);
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes.first().alert.key, u"1/B1"_s);
        QCOMPARE(changes.last().alert.key, u"1/B2"_s);
        QCOMPARE(scene.boards.snoozed(), 1);
    }

private:
    /// An inbox with one critical alert.
    struct Scene
    {
        Boards boards;
        InboxBoard *inbox = boards.inbox();
        RowModel *alerts = inbox->alerts();
        QAbstractItemModelTester tester{alerts, QAbstractItemModelTester::FailureReportingMode::Fatal};
        EventMaker maker;

        Scene()
        {
            boards.setFreshness(Boards::Page::Inbox, {true, testTime});
            boards.tick(testTime);
            fold(alert());
        }
        QList<AlertChange> fold(const AlertData &data, Timestamp received = testTime, bool replayed = false)
        {
            auto batch = batchOf({maker.make("A1", data)}, replayed);
            batch.received = received;
            auto changes = boards.fold(batch);
            boards.flush();
            return changes;
        }
        QString text(int column) const { return cell(alerts, 0, column).toString(); }
        BoardDetail detail() const { return alerts->detailOf(u"0/A1"_s); }
        bool isDimmed() const { return alerts->index(0, 0).data(RowModel::DimmedRole).toBool(); }
    };
};

QTEST_MAIN(TestSnooze)
#include "tst_snooze.moc"
