// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/inboxboard.h"

#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

AlertData alert(Severity severity, AlertState state = AlertState::Raised, std::chrono::seconds raised = 0s)
{
    AlertData data;
    data.severity = severity;
    data.state = state;
    data.area = Area::Charity;
    data.title = "Emergency alert: shelter B evacuation";
    data.raised = testTime + raised;
    return data;
}

} // namespace

class TestInboxBoard : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void cells_data();
    void cells();
    void sourceNamesTheFeedWhenThereAreSeveral();
    void worstFirst();
    void everyColumnSorts();
    void detailWhileRaised();
    void detailTimeline();
    void unacknowledged();
    void worstAlerts();
    void saysWhatBecameOfAnAlert();
    void gaps();
    void timesOfAGap_data();
    void timesOfAGap();
};

void TestInboxBoard::cells_data()
{
    QTest::addColumn<Severity>("severity");
    QTest::addColumn<AlertState>("state");
    QTest::addColumn<QString>("owner");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("token");
    QTest::addColumn<QString>("ownerText");
    QTest::newRow("critical") << Severity::Critical << AlertState::Raised << u""_s << u"Critical"_s << u"critical"_s
                              << u"unassigned"_s;
    QTest::newRow("high, mine") << Severity::High << AlertState::Raised << u"Sam"_s << u"High"_s << u"high"_s
                                << u"you"_s;
    QTest::newRow("warning") << Severity::Warning << AlertState::Raised << u""_s << u"Warning"_s << u"warning"_s
                             << u"—"_s;
    QTest::newRow("info") << Severity::Info << AlertState::Raised << u"Priya"_s << u"Info"_s << u"info"_s << u"Priya"_s;
    QTest::newRow("acknowledged") << Severity::High << AlertState::Acknowledged << u"Priya"_s << u"Acknowledged"_s
                                  << u"info"_s << u"Priya"_s;
    QTest::newRow("resolved") << Severity::Critical << AlertState::Resolved << u""_s << u"Resolved"_s << u"ok"_s
                              << u"—"_s;
}

void TestInboxBoard::cells()
{
    QFETCH(Severity, severity);
    QFETCH(AlertState, state);
    QFETCH(QString, owner);
    InboxBoard board;
    QAbstractItemModelTester tester(board.alerts(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    board.setUserNames({u"Sam"_s});
    EventMaker maker;
    AlertData data = alert(severity, state);
    const std::string utf8 = owner.toStdString();
    data.owner = utf8;
    board.fold(maker.make("EM-0193", data));
    board.flush();
    board.setFreshness({true, testTime});
    board.tick(testTime + 42s);
    QFETCH(QString, word);
    QFETCH(QString, ownerText);
    QCOMPARE(texts(board.alerts(), 0),
             QStringList({word, u"Emergency alert: shelter B evacuation"_s, u"Charity"_s, ownerText, u"0:42"_s}));
    QTEST(cell(board.alerts(), 0, 0, RowModel::SeverityRole).toString(), "token");
    QCOMPARE(cell(board.alerts(), 0, 0, RowModel::DimmedRole).toBool(), state != AlertState::Raised);
}

void TestInboxBoard::sourceNamesTheFeedWhenThereAreSeveral()
{
    InboxBoard board;
    EventMaker maker(1);
    board.fold(maker.make("1", alert(Severity::Info)));
    board.flush();
    board.setFeedNames({u"north"_s, u"south"_s});
    QCOMPARE(cell(board.alerts(), 0, 2).toString(), u"Charity · south"_s);
    board.alerts()->setFilter(u"south"_s);
    QCOMPARE(board.alerts()->count(), 1);
}

void TestInboxBoard::worstFirst()
{
    InboxBoard board;
    EventMaker maker;
    board.fold(maker.make("resolved", alert(Severity::Critical, AlertState::Resolved)));
    board.fold(maker.make("acknowledged", alert(Severity::Critical, AlertState::Acknowledged)));
    board.fold(maker.make("info", alert(Severity::Info, AlertState::Raised, 50s)));
    board.fold(maker.make("high, old", alert(Severity::High, AlertState::Raised, 1s)));
    board.fold(maker.make("high, new", alert(Severity::High, AlertState::Raised, 9s)));
    board.fold(maker.make("critical", alert(Severity::Critical)));
    board.flush();
    QCOMPARE(keys(board.alerts()),
             QStringList({u"0/critical"_s, u"0/high, new"_s, u"0/high, old"_s, u"0/info"_s, u"0/acknowledged"_s,
                          u"0/resolved"_s}));
    board.fold(maker.make("critical", alert(Severity::Critical, AlertState::Acknowledged, 60s)));
    board.flush();
    QCOMPARE(board.alerts()->rowOf(u"0/critical"_s), 3);
}

void TestInboxBoard::everyColumnSorts()
{
    InboxBoard board;
    EventMaker maker;
    for (int i = 0; i < 12; ++i) {
        AlertData data = alert(static_cast<Severity>(i % 4), AlertState::Raised, std::chrono::seconds(i));
        data.title = maker.keep("title " + std::to_string(i * 5 % 12));
        data.owner = maker.keep(i % 2 == 0 ? "" : "owner " + std::to_string(i));
        board.fold(maker.make(std::to_string(i), data));
    }
    board.flush();
    board.alerts()->sort(1, Qt::DescendingOrder);
    QCOMPARE(cell(board.alerts(), 0, 1).toString(), u"title 9"_s);
    board.alerts()->sort(3, Qt::AscendingOrder);
    QCOMPARE(cell(board.alerts(), 0, 3).toString(), u"owner 1"_s);
    board.alerts()->sort(4, Qt::AscendingOrder);
    QCOMPARE(board.alerts()->keyAt(0), u"0/11"_s);
    board.alerts()->sort(0, Qt::DescendingOrder);
    QCOMPARE(cell(board.alerts(), 0, 0).toString(), u"Info"_s);
}

void TestInboxBoard::detailWhileRaised()
{
    InboxBoard board;
    EventMaker maker;
    AlertData data = alert(Severity::Critical, AlertState::Raised, 25s);
    data.text = "<b>Leave</b> now";
    data.about = "shelter-b";
    board.fold(maker.make("EM-0193", data, 25s));
    board.flush();
    board.alerts()->setSelectedKey(u"0/EM-0193"_s);
    const BoardDetail detail = board.alerts()->detail();
    QCOMPARE(detail.kind, u"alert"_s);
    QCOMPARE(detail.severity, u"critical"_s);
    QCOMPARE(detail.badge, u"Critical · needs acknowledgement"_s);
    QCOMPARE(detail.title, u"Emergency alert: shelter B evacuation"_s);
    QCOMPARE(detail.subtitle, u"Charity · 09:40:25 · #EM-0193"_s);
    QCOMPARE(detail.text, u"<b>Leave</b> now"_s);
    QVERIFY(fieldTexts(detail).contains(u"About: shelter-b"_s));
    QCOMPARE(actionIds(detail), QStringList({u"acknowledge"_s, u"snooze"_s, u"take"_s, u"assign"_s}));
    QVERIFY(detail.actions.first().primary);
    QCOMPARE(detail.actionList().size(), 4);
}

void TestInboxBoard::detailTimeline()
{
    InboxBoard board;
    board.setUserNames({u"Sam"_s});
    EventMaker maker;
    AlertData data = alert(Severity::High);
    data.by = "duty manager";
    board.fold(maker.make("1", data));
    data.severity = Severity::Critical;
    board.fold(maker.make("1", data, 1s));
    data.owner = "Priya";
    board.fold(maker.make("1", data, 2s));
    data.state = AlertState::Acknowledged;
    data.by = "Sam";
    board.fold(maker.make("1", data, 3s));
    BoardDetail detail = board.alerts()->detailOf(u"0/1"_s);
    QCOMPARE(detail.badge, u"Critical · acknowledged by you"_s);
    QCOMPARE(actionIds(detail), QStringList({u"unacknowledge"_s, u"take"_s, u"assign"_s}));
    data.state = AlertState::Raised;
    board.fold(maker.make("1", data, 4s));
    data.state = AlertState::Resolved;
    data.by = {};
    board.fold(maker.make("1", data, 5s));
    detail = board.alerts()->detailOf(u"0/1"_s);
    QCOMPARE(timelineTexts(detail),
             QStringList({u"09:40:00 Raised by duty manager"_s, u"09:40:01 Became more severe"_s,
                          u"09:40:02 Assigned to Priya"_s, u"09:40:03 Acknowledged by you"_s,
                          u"09:40:04 Raised again by you"_s, u"09:40:05 Resolved"_s}));
    QVERIFY(detail.actions.isEmpty());
}

void TestInboxBoard::unacknowledged()
{
    InboxBoard board;
    QSignalSpy changed(&board, &InboxBoard::unacknowledgedChanged);
    EventMaker maker;
    QVERIFY(!board.worst());
    AlertData payments = alert(Severity::High);
    payments.area = Area::Payments;
    board.fold(maker.make("1", payments));
    board.fold(maker.make("2", alert(Severity::Critical)));
    board.fold(maker.make("3", alert(Severity::Warning)));
    board.flush();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(board.unacknowledged(), 3);
    QCOMPARE(board.unacknowledged(Area::Charity), 2);
    QCOMPARE(board.unacknowledged(Area::Chat), 0);
    QVERIFY(board.worst() == Severity::Critical);
    QVERIFY(board.worst(Area::Payments) == Severity::High);
    QVERIFY(!board.worst(Area::Chat));
    const Event acknowledged = maker.make("2", alert(Severity::Critical, AlertState::Acknowledged));
    board.fold(acknowledged);
    board.fold(acknowledged);
    // An alert may change its area, its severity and its time.
    payments.area = Area::System;
    payments.severity = Severity::Info;
    payments.raised = testTime + 5s;
    board.fold(maker.make("1", payments));
    board.flush();
    QCOMPARE(board.unacknowledged(), 2);
    QCOMPARE(board.unacknowledged(Area::Payments), 0);
    QVERIFY(board.worst() == Severity::Warning);
    QVERIFY(board.worst(Area::System) == Severity::Info);
}

void TestInboxBoard::worstAlerts()
{
    InboxBoard board;
    EventMaker maker;
    for (int i = 0; i < 8; ++i) {
        const auto severity = i < 3 ? Severity::Info : i < 6 ? Severity::High : Severity::Critical;
        board.fold(maker.make(std::to_string(i), alert(severity, AlertState::Raised, std::chrono::seconds(i))));
    }
    const QList<AlertSummary> worst = board.worstAlerts(5);
    QStringList keys;
    for (const AlertSummary &summary : worst) {
        keys.append(summary.key);
    }
    QCOMPARE(keys, QStringList({u"0/7"_s, u"0/6"_s, u"0/5"_s, u"0/4"_s, u"0/3"_s}));
    QVERIFY(worst.first().severity == Severity::Critical);
    QCOMPARE(worst.first().title, u"Emergency alert: shelter B evacuation"_s);
    QCOMPARE(board.worstAlerts(50).size(), 8);
}

void TestInboxBoard::saysWhatBecameOfAnAlert()
{
    InboxBoard board;
    EventMaker maker;
    const Event raised = maker.make("1", alert(Severity::Critical));
    const auto first = board.fold(raised);
    QVERIFY(first && !first->before);
    QCOMPARE(first->alert.key, u"0/1"_s);
    QVERIFY(first->alert.severity == Severity::Critical && first->alert.state == AlertState::Raised);
    AlertData data = alert(Severity::Critical, AlertState::Acknowledged);
    data.by = "Priya";
    const Event acknowledged = maker.make("1", data);
    const auto second = board.fold(acknowledged);
    QVERIFY(second && second->before);
    QVERIFY(second->before->state == AlertState::Raised && second->alert.state == AlertState::Acknowledged);
    QCOMPARE(second->alert.by, u"Priya"_s);
    // What the row took before, or what is older, says nothing: whoever notifies people sees what the board shows.
    QVERIFY(!board.fold(acknowledged));
    QVERIFY(!board.fold(raised));
    QCOMPARE(board.unacknowledged(), 0);
    QVERIFY(!board.fold(maker.make("", GapData{"payments", "e1", 10, 20, {}})));
    QVERIFY(!board.fold(maker.make("p", PaymentData{})));
}

void TestInboxBoard::gaps()
{
    InboxBoard board;
    EventMaker maker;
    const Event event = maker.make("", GapData{"payments", "e1", 10, 20, "history trimmed"}, 9s);
    board.fold(event);
    board.fold(event);
    board.flush();
    QCOMPARE(board.alerts()->count(), 1);
    QCOMPARE(cell(board.alerts(), 0, 0).toString(), u"Warning"_s);
    QCOMPARE(cell(board.alerts(), 0, 1).toString(),
             u"Between offsets 10 and 20 of payments something may be missing"_s);
    QCOMPARE(cell(board.alerts(), 0, 2).toString(), u"System"_s);
    // Nobody can acknowledge it, so it does not count as unacknowledged.
    QCOMPARE(board.unacknowledged(), 0);
    const BoardDetail detail = board.alerts()->detailOf(board.alerts()->keyAt(0));
    QCOMPARE(detail.kind, u"gap"_s);
    QCOMPARE(detail.badge, u"Warning · data may be missing"_s);
    QCOMPARE(detail.text, u"Offsets 10 to 20: history trimmed"_s);
    QVERIFY(detail.actions.isEmpty());

    board.fold(maker.make("", GapData{"payments", "e1", 21, 0, "began anew"}, 10s));
    board.flush();
    QCOMPARE(board.alerts()->count(), 2);
    QCOMPARE(cell(board.alerts(), 0, 1).toString(),
             u"payments began anew; what came from offset 21 on may be missing"_s);
}

void TestInboxBoard::timesOfAGap_data()
{
    QTest::addColumn<std::optional<Timestamp>>("since");
    QTest::addColumn<Timestamp>("until");
    QTest::addColumn<Timestamp>("now");
    QTest::addColumn<QString>("title");
    using Moment = std::optional<Timestamp>;
    QTest::newRow("today") << Moment(testTime) << testTime + 3min << testTime + 1h
                           << u"Between 09:40 and 09:43 something may be missing in payments"_s;
    QTest::newRow("never less than it was") << Moment(testTime + 59s) << testTime + 61s << testTime + 1h
                                            << u"Between 09:40 and 09:42 something may be missing in payments"_s;
    QTest::newRow("yesterday") << Moment(testTime) << testTime + 3min << testTime + 24h
                               << u"Between Sat 21 Nov 09:40 and 09:43 something may be missing in payments"_s;
    QTest::newRow("over midnight") << Moment(testTime) << testTime + 24h
                                   << testTime
            + 24h << u"Between Sat 21 Nov 09:40 and Sun 22 Nov 09:40 something may be missing in payments"_s;
    QTest::newRow("nobody knows since when")
        << Moment() << testTime << testTime + 1h << u"Before 09:40 something may be missing in payments"_s;
}

void TestInboxBoard::timesOfAGap()
{
    QFETCH(std::optional<Timestamp>, since);
    QFETCH(Timestamp, until);
    QFETCH(Timestamp, now);
    InboxBoard board;
    EventMaker maker;
    GapData gap{"payments", "e1", 10, 20, "history trimmed"};
    gap.since = since.value_or(Timestamp());
    gap.until = until;
    board.fold(maker.make("", gap));
    board.flush();
    board.tick(now);
    QTEST(cell(board.alerts(), 0, 1).toString(), "title");
    const BoardDetail detail = board.alerts()->detailOf(board.alerts()->keyAt(0));
    QTEST(detail.title, "title");
    QCOMPARE(detail.text, u"Offsets 10 to 20: history trimmed"_s);
    board.alerts()->setFilter(u"09:4"_s);
    QCOMPARE(board.alerts()->count(), 1);
}

QTEST_MAIN(TestInboxBoard)
#include "tst_inboxboard.moc"
