// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/chatboard.h"

#include "chatmessage.h"
#include "eventmaker.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Who is typing, in words, and until when.
class TestChatTyping : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void typing();
    void endsWithTheMessage();
    void goesOnAfterAnOlderMessage();
    void isBounded();
};

void TestChatTyping::typing()
{
    ChatBoard board;
    board.setUserNames({u"Priya"_s, u"Sam"_s});
    board.setCurrentConversation(u"0/desk"_s);
    QSignalSpy changed(&board, &ChatBoard::typingTextChanged);
    board.noteTyping({0, u"duty"_s, u"Sam"_s}, testTime); // elsewhere
    board.noteTyping({1, u"desk"_s, u"Zoë"_s}, testTime); // of the same name at another backend
    board.noteTyping({0, u"desk"_s, u"Priya"_s}, testTime); // the user, at another computer
    QCOMPARE(board.typingText(), QString());
    QCOMPARE(changed.size(), 0);
    board.noteTyping({0, u"desk"_s, u"Sam"_s}, testTime);
    QCOMPARE(board.typingText(), u"Sam is typing…"_s);
    board.noteTyping({0, u"desk"_s, u"<b>Zo\në %1 %2</b>"_s}, testTime + 3s);
    QCOMPARE(board.typingText(), u"Sam and <b>Zo ë %1 %2</b> are typing…"_s);
    board.noteTyping({0, u"desk"_s, u"Mo"_s}, testTime + 4s);
    QCOMPARE(board.typingText(), u"3 people are typing…"_s);
    QCOMPARE(changed.size(), 3);
    board.setCurrentConversation(u"0/duty"_s);
    QCOMPARE(board.typingText(), u"Sam is typing…"_s);
    board.setCurrentConversation(u"0/desk"_s);

    // Each is seen for 6 s after the newest word.
    board.noteTyping({0, u"desk"_s, u"Mo"_s}, testTime + 8s);
    board.tick(testTime + 8999ms);
    QCOMPARE(board.typingText(), u"<b>Zo ë %1 %2</b> and Mo are typing…"_s);
    board.tick(testTime + 9s);
    QCOMPARE(board.typingText(), u"Mo is typing…"_s);
    board.tick(testTime + 14s);
    QCOMPARE(board.typingText(), QString());
    // A clock that was set back keeps nobody for ever.
    board.noteTyping({0, u"desk"_s, u"Mo"_s}, testTime + 15s);
    board.tick(testTime);
    QCOMPARE(board.typingText(), QString());
}

void TestChatTyping::endsWithTheMessage()
{
    ChatBoard board;
    board.setCurrentConversation(u"0/desk"_s);
    EventMaker maker;
    board.noteTyping({0, u"desk"_s, u"Sam"_s}, testTime);
    board.noteTyping({0, u"desk"_s, u"Zoë"_s}, testTime);
    board.fold(maker.make("m1", message("desk", "Sam", "old")), testTime, true); // from before
    board.fold(maker.make("m2", message("duty", "Zoë", "elsewhere")), testTime);
    board.flush();
    QCOMPARE(board.typingText(), u"Sam and Zoë are typing…"_s);
    board.fold(maker.make("m3", message("desk", "Sam", "Hello")), testTime);
    board.flush();
    QCOMPARE(board.typingText(), u"Zoë is typing…"_s);
    board.fold(maker.make("m4", message("desk", "Zoë", "Hello")), testTime);
    board.flush();
    QCOMPARE(board.typingText(), QString());
}

/// A message comes later than what its author began to write after it, which does not go by way of the journal.
void TestChatTyping::goesOnAfterAnOlderMessage()
{
    ChatBoard board;
    board.setCurrentConversation(u"0/desk"_s);
    EventMaker maker;
    board.noteTyping({0, u"desk"_s, u"Sam"_s, testTime}, testTime);
    board.noteTyping({0, u"desk"_s, u"Sam"_s, testTime + 3ms}, testTime);
    board.fold(maker.make("m1", message("desk", "Sam", "One")), testTime + 2ms);
    board.flush();
    QCOMPARE(board.typingText(), u"Sam is typing…"_s);
    board.fold(maker.make("m2", message("desk", "Sam", "Two")), testTime + 3ms);
    board.flush();
    QCOMPARE(board.typingText(), QString());
}

void TestChatTyping::isBounded()
{
    TypingPeople people;
    for (int i = 0; i < 1000; ++i)
        people.note({0, u"conversation %1"_s.arg(i % 500), u"person %1"_s.arg(i)}, testTime + i * 1ms);
    qsizetype known = 0;
    for (int i = 0; i < 500; ++i)
        known += people.in(0, u"conversation %1"_s.arg(i)).size();
    QCOMPARE(known, qsizetype(TypingPeople::capacity));
    QCOMPARE(people.in(0, u"conversation 499"_s), QStringList{u"person 999"_s}); // the newest are kept

    ChatBoard board;
    board.setCurrentConversation(u"0/desk"_s);
    board.noteTyping({0, u"desk"_s, QString(1000, u'x')}, testTime);
    QCOMPARE(board.typingText(), QString(39, u'x') + u"… is typing…"_s);
}

QTEST_MAIN(TestChatTyping)
#include "tst_chattyping.moc"
