// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/chatboard.h"

#include "chatmessage.h"
#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QVariant of(const QAbstractItemModel *model, int row, int role)
{
    return model->data(model->index(row, 0), role);
}

} // namespace

class TestChatBoard : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void conversations();
    void messages();
    void aChangedMessage();
    void keepsTheLastMessages();
    void keepsTheLastMessagesWithoutAFlush();
    void unread();
    void readingCountsAsRead();
    void aConversationToCome();
    void repeatedEventsCountOnce();
    void aLateMessage();
    void aLateMessageOfLongAgo();
    void presence();
    void oldPresenceIsIgnored();
    void detail();
    void figures();
};

void TestChatBoard::conversations()
{
    ChatBoard board;
    QAbstractItemModelTester tester(board.conversations(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    board.fold(maker.make("m1", message("desk", "Priya", "Hello\nall")), testTime);
    board.fold(maker.make("m2", message("duty", "Sam", "<b>not bold</b>"), 5s), testTime);
    board.flush();
    board.tick(testTime + 42s);
    QCOMPARE(texts(board.conversations(), 0), QStringList({u"duty"_s, u"Sam: <b>not bold</b>"_s, u"1"_s, u"0:37"_s}));
    QCOMPARE(texts(board.conversations(), 1), QStringList({u"desk"_s, u"Priya: Hello all"_s, u"1"_s, u"0:42"_s}));
    board.fold(maker.make("m3", message("desk", "Sam", "Hi"), 9s), testTime);
    board.flush();
    QCOMPARE(board.conversations()->keyAt(0), u"0/desk"_s);
}

void TestChatBoard::messages()
{
    ChatBoard board;
    QAbstractItemModelTester tester(board.messages(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    board.setUserNames({u"Priya"_s, QString(), u"Sam"_s}); // each server knows the user by a name of its own
    EventMaker maker(2);
    board.fold(maker.make("m1", message("desk", "Priya", "Hello")), testTime);
    board.fold(maker.make("m2", message("desk", "Sam", "<i>Hi</i>"), 60s), testTime);
    MessageData notice = message("desk", "Sam", "Sam joined");
    notice.kind = MessageKind::System;
    board.fold(maker.make("m3", notice, 90s), testTime);
    board.fold(maker.make("m4", message("other", "Mo", "elsewhere")), testTime);
    board.setCurrentConversation(u"2/desk"_s);
    QCOMPARE(board.messages()->count(), 3);
    QCOMPARE(of(board.messages(), 1, MessageModel::AuthorRole).toString(), u"Sam"_s);
    QCOMPARE(of(board.messages(), 1, MessageModel::TextRole).toString(), u"<i>Hi</i>"_s);
    QCOMPARE(of(board.messages(), 1, MessageModel::TimeTextRole).toString(), u"09:41"_s);
    QCOMPARE(of(board.messages(), 1, MessageModel::KindRole).toString(), u"user"_s);
    QCOMPARE(of(board.messages(), 1, MessageModel::KeyRole).toString(), u"2/m2"_s);
    QCOMPARE(of(board.messages(), 0, MessageModel::OwnRole).toBool(), false);
    QCOMPARE(of(board.messages(), 1, MessageModel::OwnRole).toBool(), true);
    QCOMPARE(of(board.messages(), 2, MessageModel::OwnRole).toBool(), false);
    QCOMPARE(of(board.messages(), 2, MessageModel::KindRole).toString(), u"system"_s);

    QSignalSpy inserted(board.messages(), &MessageModel::rowsInserted);
    board.fold(maker.make("m5", message("desk", "Mo", "Yes"), 100s), testTime);
    board.fold(maker.make("m6", message("desk", "Mo", "No"), 101s), testTime);
    QCOMPARE(board.messages()->count(), 3);
    board.flush();
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(board.messages()->count(), 5);
    board.setCurrentConversation({});
    QCOMPARE(board.messages()->count(), 0);
}

void TestChatBoard::aChangedMessage()
{
    ChatBoard board;
    EventMaker maker;
    board.fold(maker.make("m1", message("desk", "Priya", "one")), testTime);
    board.fold(maker.make("m2", message("desk", "Priya", "two")), testTime);
    board.flush();
    board.setCurrentConversation(u"0/desk"_s);
    QSignalSpy changed(board.messages(), &MessageModel::dataChanged);
    board.fold(maker.make("m1", message("desk", "Priya", "ONE"), 90s), testTime);
    board.flush();
    QCOMPARE(board.messages()->count(), 2);
    QCOMPARE(of(board.messages(), 0, MessageModel::TextRole).toString(), u"ONE"_s);
    QCOMPARE(of(board.messages(), 0, MessageModel::TimeTextRole).toString(), u"09:40"_s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(board.unread(), 2);
}

void TestChatBoard::keepsTheLastMessages()
{
    ChatBoard board;
    QAbstractItemModelTester tester(board.messages(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    board.setCurrentConversation(u"0/desk"_s);
    const int limit = static_cast<int>(MessageLog::limit);
    for (int i = 0; i < 3 * limit; ++i) {
        const std::string text = std::to_string(i);
        board.fold(maker.make("m" + text, message("desk", "Priya", maker.keep(text))), testTime);
        if (i % 37 == 0) {
            board.flush();
            QVERIFY(board.messages()->count() <= limit);
        }
    }
    board.flush();
    QCOMPARE(board.messages()->count(), limit);
    QCOMPARE(of(board.messages(), 0, MessageModel::TextRole).toString(), QString::number(2 * limit));
    QCOMPARE(of(board.messages(), limit - 1, MessageModel::TextRole).toString(), QString::number(3 * limit - 1));
}

void TestChatBoard::keepsTheLastMessagesWithoutAFlush()
{
    ChatBoard board;
    EventMaker maker;
    board.fold(maker.make("m", message("desk", "Priya", "first")), testTime);
    board.flush();
    board.setCurrentConversation(u"0/desk"_s);
    const int limit = static_cast<int>(MessageLog::limit);
    for (int i = 0; i < 9 * limit; ++i) {
        board.fold(maker.make("m" + std::to_string(i), message("desk", "Priya", "text")), testTime);
        QVERIFY(board.messages()->count() <= 4 * limit + 1);
    }
    board.flush();
    QCOMPARE(board.messages()->count(), limit);
}

void TestChatBoard::unread()
{
    ChatBoard board;
    board.setUserNames({u"Sam"_s});
    QSignalSpy changed(&board, &ChatBoard::unreadChanged);
    EventMaker maker;
    board.fold(maker.make("m0", message("desk", "Priya", "from the journal")), testTime, true);
    board.fold(maker.make("m1", message("desk", "Priya", "one")), testTime);
    board.fold(maker.make("m2", message("desk", "Sam", "my own")), testTime);
    board.fold(maker.make("m3", message("duty", "Mo", "two")), testTime);
    board.flush();
    QCOMPARE(board.unread(), 2);
    QCOMPARE(changed.count(), 1);
    board.setCurrentConversation(u"0/desk"_s);
    QCOMPARE(board.unread(), 2);
    board.markRead();
    board.flush();
    QCOMPARE(board.unread(), 1);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(cell(board.conversations(), board.conversations()->rowOf(u"0/desk"_s), 2).toString(), QString());
}

void TestChatBoard::readingCountsAsRead()
{
    ChatBoard board;
    EventMaker maker;
    board.fold(maker.make("m1", message("desk", "Priya", "one")), testTime);
    board.fold(maker.make("m2", message("duty", "Priya", "two")), testTime);
    board.flush();
    board.setReading(true);
    QCOMPARE(board.unread(), 2);
    board.setCurrentConversation(u"0/desk"_s);
    QCOMPARE(board.unread(), 1);
    board.fold(maker.make("m3", message("desk", "Priya", "three")), testTime);
    QCOMPARE(board.unread(), 1);
    board.setReading(false);
    board.fold(maker.make("m4", message("desk", "Priya", "four")), testTime);
    QCOMPARE(board.unread(), 2);
    board.setReading(true);
    QCOMPARE(board.unread(), 1);
}

void TestChatBoard::aConversationToCome()
{
    ChatBoard board;
    EventMaker maker;
    board.setCurrentConversation(u"0/desk"_s);
    QCOMPARE(board.messages()->count(), 0);
    board.fold(maker.make("m1", message("desk", "Priya", "one")), testTime);
    board.flush();
    QCOMPARE(board.messages()->count(), 1);
}

void TestChatBoard::repeatedEventsCountOnce()
{
    ChatBoard board;
    EventMaker maker;
    const Event first = maker.make("m1", message("desk", "Priya", "one"));
    const Event second = maker.make("m2", message("desk", "Priya", "two"));
    for (const Event &event : {first, second, first, second}) {
        board.fold(event, testTime);
    }
    board.setCurrentConversation(u"0/desk"_s);
    QCOMPARE(board.messages()->count(), 2);
    QCOMPARE(board.unread(), 2);
}

/// A message of which the board hears late stands where it was written, but is not what a changed one said before.
void TestChatBoard::aLateMessage()
{
    ChatBoard board;
    QAbstractItemModelTester tester(board.messages(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    board.fold(maker.make("m1", message("desk", "Priya", "one"), 1s), testTime);
    board.setCurrentConversation(u"0/desk"_s);
    const auto late = [&](std::string_view subject, std::string_view text, std::chrono::seconds time) {
        Event event = maker.make(subject, message("desk", "Priya", text), time);
        event.isLate = true;
        event.stream = 9;
        board.fold(event, testTime);
    };
    const auto shown = [&] {
        QStringList all;
        for (int row = 0; row < board.messages()->count(); ++row)
            all.append(of(board.messages(), row, MessageModel::TextRole).toString());
        return all;
    };
    board.fold(maker.make("m4", message("desk", "Priya", "four"), 4s), testTime);
    board.flush();
    // All of this comes before the next flush: behind what is shown, before it, within it, and what changes.
    board.fold(maker.make("m6", message("desk", "Priya", "six"), 6s), testTime);
    late("m5", "five", 5s);
    late("m2", "two", 2s);
    late("m4", "for", 3s); // what it said before
    late("m0", "zero", 0s);
    board.fold(maker.make("m1", message("desk", "Priya", "one!"), 8s), testTime);
    late("m7", "seven", 7s);
    QSignalSpy changed(board.messages(), &QAbstractItemModel::dataChanged);
    board.flush();
    QCOMPARE(shown(), QStringList({u"zero"_s, u"one!"_s, u"two"_s, u"four"_s, u"five"_s, u"six"_s, u"seven"_s}));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    QCOMPARE(board.unread(), 7);
    QCOMPARE(texts(board.conversations(), 0)[1], u"Priya: seven"_s);
    late("m3", "three", 3s);
    board.flush();
    QCOMPARE(shown()[3], u"three"_s);
    QCOMPARE(texts(board.conversations(), 0)[1], u"Priya: seven"_s);
}

/// One that is older than all that is kept goes as they do.
void TestChatBoard::aLateMessageOfLongAgo()
{
    ChatBoard board;
    QAbstractItemModelTester tester(board.messages(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    board.setCurrentConversation(u"0/desk"_s);
    for (std::size_t i = 0; i < MessageLog::limit; ++i)
        board.fold(maker.make("m" + std::to_string(i), message("desk", "Priya", "x"), 1s), testTime);
    board.flush();
    Event old = maker.make("old", message("desk", "Priya", "old"));
    old.isLate = true;
    old.stream = 9;
    board.fold(old, testTime);
    board.flush();
    QCOMPARE(board.messages()->count(), static_cast<int>(MessageLog::limit));
    QCOMPARE(of(board.messages(), 0, MessageModel::TextRole).toString(), u"x"_s);
}

void TestChatBoard::presence()
{
    ChatBoard board;
    PresenceModel *people = board.people();
    board.setReach(0, {true, true, testTime});
    QAbstractItemModelTester tester(people, QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventMaker maker;
    const auto set = [&](std::string_view name, PresenceStatus status) {
        board.fold(maker.make(name, PresenceData{status}), testTime);
    };
    const auto shown = [&] {
        board.flush();
        QStringList rows;
        for (int row = 0; row < people->count(); ++row) {
            rows.append(of(people, row, PresenceModel::NameRole).toString() + u' '
                        + of(people, row, PresenceModel::StatusRole).toString());
        }
        return rows;
    };
    set("Priya", PresenceStatus::Online);
    set("Mo", PresenceStatus::Away);
    set("adam", PresenceStatus::Online);
    QCOMPARE(shown(), QStringList({u"adam online"_s, u"Priya online"_s, u"Mo away"_s}));
    QCOMPARE(people->online(), 2);
    const QPersistentModelIndex adam = people->index(0);
    set("adam", PresenceStatus::Offline);
    set("Mo", PresenceStatus::Online);
    QCOMPARE(shown(), QStringList({u"Mo online"_s, u"Priya online"_s, u"adam offline"_s}));
    QCOMPARE(adam.row(), 2);
    QCOMPARE(of(people, 2, PresenceModel::StatusTextRole).toString(), u"Offline"_s);
    QCOMPARE(people->online(), 2);
}

void TestChatBoard::oldPresenceIsIgnored()
{
    ChatBoard board;
    board.setReach(0, {true, true, testTime});
    EventMaker maker;
    const Event online = maker.make("Mo", PresenceData{PresenceStatus::Online});
    const Event away = maker.make("Mo", PresenceData{PresenceStatus::Away});
    board.fold(away, testTime);
    board.fold(online, testTime);
    board.flush();
    QCOMPARE(of(board.people(), 0, PresenceModel::StatusRole).toString(), u"away"_s);
    Event late = maker.make("Mo", PresenceData{PresenceStatus::Online}, -1s);
    late.stream = 9;
    late.isLate = true;
    board.fold(late, testTime);
    board.flush();
    QCOMPARE(of(board.people(), 0, PresenceModel::StatusRole).toString(), u"away"_s);
}

void TestChatBoard::detail()
{
    ChatBoard board;
    EventMaker maker;
    board.fold(maker.make("m1", message("desk", "Priya", "one")), testTime);
    const BoardDetail detail = board.conversations()->detailOf(u"0/desk"_s);
    QCOMPARE(detail.kind, u"conversation"_s);
    QCOMPARE(detail.title, u"desk"_s);
    QCOMPARE(actionIds(detail), QStringList({u"reply"_s}));
}

void TestChatBoard::figures()
{
    ChatBoard board;
    board.setReach(0, {true, true, testTime});
    EventMaker maker;
    board.fold(maker.make("m1", message("desk", "Priya", "one")), testTime);
    board.fold(maker.make("Mo", PresenceData{PresenceStatus::Online}), testTime);
    board.tick(testTime);
    QCOMPARE(cardValue(board.kpis(), ChatBoard::UnreadCard), u"1"_s);
    QCOMPARE(cardValue(board.kpis(), ChatBoard::OnlineCard), u"1"_s);
    QCOMPARE(cardValue(board.kpis(), ChatBoard::ConversationsCard), u"1"_s);
}

QTEST_MAIN(TestChatBoard)
#include "tst_chatboard.moc"
