// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// How far the user's messages got, who is there, and which help request a conversation belongs to.

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

const auto desk = u"0/desk"_s;

MessageData message(std::string_view author, std::string_view text, std::string_view key = {},
                    std::string_view about = {}, std::string_view conversation = "desk")
{
    MessageData data;
    data.conversation = conversation;
    data.author = author;
    data.text = text;
    data.about = about;
    data.key = key;
    return data;
}

CommandProgress progress(const QString &key, CommandPhase phase, const QString &reason = {}, bool answered = false)
{
    CommandProgress progress;
    progress.command.key = key;
    progress.command.name = u"message"_s;
    progress.command.kind = u"conversation"_s;
    progress.command.subject = u"desk"_s;
    progress.command.text = u"<b>Hello</b>"_s;
    progress.asked = testTime;
    progress.phase = phase;
    progress.reason = reason;
    progress.answered = answered;
    return progress;
}

/// Boards of Priya's, with a conversation that is shown.
struct Scene
{
    Boards boards;
    EventMaker maker;
    MessageModel *messages = boards.chat()->messages();
    QAbstractItemModelTester tester{messages, QAbstractItemModelTester::FailureReportingMode::Fatal};

    Scene()
    {
        boards.setUserNames({u"Priya"_s, u"Priya"_s});
        fold(maker.make("m0", message("Sam", "Hi")));
        boards.chat()->setCurrentConversation(desk);
    }
    void fold(const Event &event, Timestamp received = testTime, bool replayed = false)
    {
        auto batch = batchOf({event});
        batch.received = received;
        batch.replayed = replayed;
        boards.fold(batch);
        boards.flush();
    }
    /// Each message as "text: state".
    QStringList shown() const
    {
        QStringList rows;
        for (int row = 0; row < messages->rowCount(); ++row) {
            const auto index = messages->index(row);
            rows.append(index.data(MessageModel::TextRole).toString() + u": "_s
                        + index.data(MessageModel::StateTextRole).toString());
        }
        return rows;
    }
    QVariant last(int role) const { return messages->index(messages->rowCount() - 1).data(role); }
};

} // namespace

class TestChatStates : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }

    /// At once, and what is said of it is what is known.
    void fromPendingToDelivered()
    {
        Scene scene;
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Pending));
        QCOMPARE(scene.shown(), (QStringList{u"Hi: "_s, u"<b>Hello</b>: Waits to be sent"_s}));
        QCOMPARE(scene.last(MessageModel::OwnRole).toBool(), true);
        QCOMPARE(scene.last(MessageModel::StateRole).toString(), u"pending"_s);
        QCOMPARE(scene.last(MessageModel::CommandRole).toString(), u"k"_s);
        QCOMPARE(scene.last(MessageModel::CanDiscardRole).toBool(), false);
        scene.boards.tick(testTime + Outgoing::patience);
        QCOMPARE(scene.last(MessageModel::CanDiscardRole).toBool(), true);
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Leaving));
        QCOMPARE(scene.shown().last(), u"<b>Hello</b>: Being sent"_s);
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Sent));
        QCOMPARE(scene.shown().last(), u"<b>Hello</b>: Sent"_s);
        QCOMPARE(scene.last(MessageModel::CanDiscardRole).toBool(), false);
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Settled, {}, true));
        QCOMPARE(scene.shown().last(), u"<b>Hello</b>: Delivered"_s);
        // It comes back as one of the conversation, behind what somebody else said meanwhile, and once.
        scene.fold(scene.maker.make("m1", message("Sam", "Me first")));
        scene.fold(scene.maker.make("m2", message("Priya", "<b>Hello</b>", "k")));
        QCOMPARE(scene.shown(), (QStringList{u"Hi: "_s, u"Me first: "_s, u"<b>Hello</b>: Delivered"_s}));
        QCOMPARE(scene.last(MessageModel::CommandRole).toString(), QString());
        QCOMPARE(scene.boards.chat()->unread(), 2); // Sam's
    }

    /// To a server that says nothing of what it got, a message was sent, and no more is claimed.
    void sentIsNotDelivered()
    {
        Scene scene;
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Pending));
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Sent));
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Settled));
        QCOMPARE(scene.shown().last(), u"<b>Hello</b>: Sent"_s);
        // Until it gives it back: by the same words of the user's, as it names no key.
        scene.fold(scene.maker.make("m1", message("Priya", "<b>Hello</b>")), testTime + 1s);
        QCOMPARE(scene.shown(), (QStringList{u"Hi: "_s, u"<b>Hello</b>: Delivered"_s}));
    }

    /// The message may come before the answer to its command, and from the journal before the outbox was read.
    void theMessageMayComeFirst()
    {
        Scene scene;
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Sent));
        scene.fold(scene.maker.make("m1", message("Priya", "<b>Hello</b>", "k")));
        QCOMPARE(scene.messages->rowCount(), 2);
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Settled, {}, true));
        QCOMPARE(scene.messages->rowCount(), 2);
        scene.fold(scene.maker.make("m2", message("Priya", "<b>Hello</b>", "k2")), testTime, true);
        scene.boards.noteCommand(progress(u"k2"_s, CommandPhase::Sent));
        QCOMPARE(scene.messages->rowCount(), 3);
    }

    /// Words that were said before, or by somebody else, are not what was sent now.
    void otherWordsAreOthers()
    {
        Scene scene;
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Pending));
        scene.fold(scene.maker.make("m1", message("Priya", "<b>Hello</b>")), testTime + 1s); // not sent yet
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Sent));
        scene.fold(scene.maker.make("m2", message("Priya", "<b>Hello</b>")), testTime - 1s, true);
        scene.fold(scene.maker.make("m3", message("Sam", "<b>Hello</b>")), testTime + 1s);
        scene.fold(scene.maker.make("m4", message("Priya", "Hello")), testTime + 1s);
        scene.fold(scene.maker.make("m5", message("Priya", "<b>Hello</b>", "other")), testTime + 1s);
        QCOMPARE(scene.shown().last(), u"<b>Hello</b>: Sent"_s);
        QCOMPARE(scene.messages->rowCount(), 7);
    }

    void refusedThenTriedAgainThenGivenUp()
    {
        Scene scene;
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Sent));
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Refused, u"<i>The room is closed.</i>"_s));
        QCOMPARE(scene.shown().last(), u"<b>Hello</b>: Not sent"_s);
        QCOMPARE(scene.last(MessageModel::StateRole).toString(), u"failed"_s);
        QCOMPARE(scene.last(MessageModel::ReasonRole).toString(), u"<i>The room is closed.</i>"_s);
        QCOMPARE(scene.last(MessageModel::CanDiscardRole).toBool(), true);
        QCOMPARE(cell(scene.boards.chat()->conversations(), 0, 1).toString(), u"Not sent: <b>Hello</b>"_s);
        auto again = progress(u"k2"_s, CommandPhase::Pending);
        again.command.replaces = u"k"_s;
        scene.boards.noteCommand(again);
        QCOMPARE(scene.shown(), (QStringList{u"Hi: "_s, u"<b>Hello</b>: Waits to be sent"_s}));
        QCOMPARE(cell(scene.boards.chat()->conversations(), 0, 1).toString(), u"Sam: Hi"_s);
        again.phase = CommandPhase::Expired;
        scene.boards.noteCommand(again);
        QCOMPARE(scene.shown().last(), u"<b>Hello</b>: Not delivered"_s);
        again.phase = CommandPhase::Pending;
        again.command.replaces = u"k2"_s; // under its own key
        scene.boards.noteCommand(again);
        QCOMPARE(scene.messages->rowCount(), 2);
        again.phase = CommandPhase::Cancelled;
        scene.boards.noteCommand(again);
        QCOMPARE(scene.shown(), QStringList{u"Hi: "_s});
    }

    /// One that nobody answered for, and that came all the same, need not be sent again.
    void aFailureIsDisproved()
    {
        Scene scene;
        QSignalSpy disproved(scene.boards.chat(), &ChatBoard::failureDisproved);
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Expired, u"No answer."_s));
        scene.fold(scene.maker.make("m1", message("Priya", "<b>Hello</b>", "k")));
        QCOMPARE(disproved.size(), 1);
        QCOMPARE(scene.shown().last(), u"<b>Hello</b>: Delivered"_s);
    }

    /// Each conversation has its own, also one without a message.
    void elsewhere()
    {
        Scene scene;
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Pending));
        auto other = progress(u"k2"_s, CommandPhase::Pending);
        other.command.subject = u"HR-1"_s;
        scene.boards.noteCommand(other);
        QCOMPARE(scene.messages->rowCount(), 2);
        scene.boards.chat()->setCurrentConversation(u"0/HR-1"_s);
        QCOMPARE(scene.shown(), QStringList{u"<b>Hello</b>: Waits to be sent"_s});
        QCOMPARE(scene.boards.chat()->title(), u"HR-1"_s);
        scene.boards.flush();
        QCOMPARE(scene.messages->rowCount(), 1);
        scene.boards.chat()->setCurrentConversation(desk);
        QCOMPARE(scene.messages->rowCount(), 2);
        scene.boards.chat()->setCurrentConversation({});
        QCOMPARE(scene.messages->rowCount(), 0);
    }

    void draftsStandInTheList()
    {
        Scene scene;
        auto *conversations = scene.boards.chat()->conversations();
        scene.boards.chat()->noteDraft(desk, u"<b>Dear\nall</b>"_s);
        QCOMPARE(cell(conversations, 0, 1).toString(), u"Draft: <b>Dear all</b>"_s);
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Refused));
        QCOMPARE(cell(conversations, 0, 1).toString(), u"Not sent: <b>Hello</b>"_s);
        scene.boards.noteCommand(progress(u"k"_s, CommandPhase::Cancelled));
        scene.boards.chat()->noteDraft(desk, {});
        QCOMPARE(cell(conversations, 0, 1).toString(), u"Sam: Hi"_s);
    }

    /// Who was there when the connection broke may be gone; nobody knows until the server says it again.
    void whoIsThereIsNotKnownWithoutAConnection()
    {
        ChatBoard board;
        auto *people = board.people();
        QAbstractItemModelTester tester(people, QAbstractItemModelTester::FailureReportingMode::Fatal);
        EventMaker maker;
        const auto tell = [&](std::string_view name, PresenceStatus status, Timestamp received, bool numbered) {
            auto event = maker.make(name, PresenceData{status});
            if (!numbered)
                event.offset = 0;
            board.fold(event, received);
        };
        const auto shown = [&] {
            board.flush();
            QStringList rows;
            for (int row = 0; row < people->rowCount(); ++row)
                rows.append(people->index(row).data(PresenceModel::NameRole).toString() + u' '
                            + people->index(row).data(PresenceModel::StatusTextRole).toString());
            return rows;
        };
        // From the journal, of an earlier connection.
        tell("Mo", PresenceStatus::Online, testTime - 1h, false);
        tell("Sam", PresenceStatus::Online, testTime - 1h, true);
        QCOMPARE(shown(), (QStringList{u"Mo Not known"_s, u"Sam Not known"_s}));
        QCOMPARE(people->unknown(), 2);
        QCOMPARE(people->online(), 0);
        // Connected: what has a place in a stream is known when that was caught up with, the other once it is said.
        board.setReach(0, {true, false, testTime});
        QCOMPARE(shown(), (QStringList{u"Mo Not known"_s, u"Sam Not known"_s}));
        board.setReach(0, {true, true, testTime});
        QCOMPARE(shown(), (QStringList{u"Sam Online"_s, u"Mo Not known"_s}));
        tell("Mo", PresenceStatus::Online, testTime + 1s, false);
        QCOMPARE(shown(), (QStringList{u"Mo Online"_s, u"Sam Online"_s}));
        QCOMPARE(people->online(), 2);
        tell("Zo", PresenceStatus::Offline, testTime + 1s, false);
        board.setReach(0, {false, false, testTime});
        QCOMPARE(shown(), (QStringList{u"Mo Not known"_s, u"Sam Not known"_s, u"Zo Not known"_s}));
        QCOMPARE(people->online(), 0);
        QCOMPARE(people->index(0).data(PresenceModel::StatusRole).toString(), u"unknown"_s);
        // The next connection says it anew, of Mo.
        board.setReach(0, {true, true, testTime + 1min});
        tell("Mo", PresenceStatus::Away, testTime + 61s, false);
        QCOMPARE(shown(), (QStringList{u"Sam Online"_s, u"Mo Away"_s, u"Zo Not known"_s}));
        // Another feed is another connection.
        board.setReach(1, {false, false, testTime});
        QCOMPARE(shown().first(), u"Sam Online"_s);
    }

    void conversationsBelongToHelpRequests()
    {
        Scene scene;
        auto *chat = scene.boards.chat();
        auto *help = scene.boards.charity()->help();
        HelpData request;
        request.name = "<b>Amina</b>";
        request.topic = "Food parcel";
        request.since = testTime;
        scene.fold(scene.maker.make("HR-1", request));
        QCOMPARE(help->detailOf(u"0/HR-1"_s).conversationKey, QString());
        QVERIFY(!actionIds(help->detailOf(u"0/HR-1"_s)).contains(u"conversation"_s));
        QCOMPARE(chat->helpKey(), QString());

        QSignalSpy changed(chat, &ChatBoard::helpChanged);
        scene.fold(scene.maker.make("m1", message("Sam", "About Amina", {}, "HR-1")));
        QCOMPARE(help->detailOf(u"0/HR-1"_s).conversationKey, desk);
        QVERIFY(actionIds(help->detailOf(u"0/HR-1"_s)).contains(u"conversation"_s));
        QCOMPARE(chat->helpKey(), u"0/HR-1"_s);
        QCOMPARE(chat->helpText(), u"<b>Amina</b> · Food parcel"_s);
        QCOMPARE(changed.size(), 1);
        chat->setCurrentConversation(u"0/other"_s);
        QCOMPARE(chat->helpKey(), QString());

        // A request names its conversation before anybody has said anything there.
        request.name = "Ola";
        request.conversation = "HR-2";
        scene.fold(scene.maker.make("HR-2", request));
        QCOMPARE(help->detailOf(u"0/HR-2"_s).conversationKey, u"0/HR-2"_s);
        chat->setCurrentConversation(u"0/HR-2"_s);
        QCOMPARE(chat->helpKey(), u"0/HR-2"_s);
        scene.fold(scene.maker.make("m2", message("Ola", "Hello", {}, {}, "HR-2")));
        const auto row = chat->conversations()->rowOf(u"0/HR-2"_s);
        QCOMPARE(cell(chat->conversations(), row, 0).toString(), u"Ola · HR-2"_s);
    }

    /// The chat may be another backend than the help desk; the one of the same feed comes first.
    void requestsOfAnotherFeed()
    {
        Scene scene;
        EventMaker other(1);
        HelpData request;
        request.name = "Amina";
        request.since = testTime;
        scene.fold(other.make("HR-1", request));
        scene.fold(scene.maker.make("m1", message("Sam", "About Amina", {}, "HR-1")));
        QCOMPARE(scene.boards.chat()->helpKey(), u"1/HR-1"_s);
        QCOMPARE(scene.boards.charity()->help()->detailOf(u"1/HR-1"_s).conversationKey, desk);
        scene.fold(scene.maker.make("HR-1", request));
        QCOMPARE(scene.boards.chat()->helpKey(), u"0/HR-1"_s);
    }

    void typingStops()
    {
        Scene scene;
        auto *chat = scene.boards.chat();
        chat->noteTyping({0, u"desk"_s, u"Sam"_s, testTime}, testTime);
        QCOMPARE(chat->typingText(), u"Sam is typing…"_s);
        chat->noteTyping({0, u"desk"_s, u"Sam"_s, testTime + 1s, false}, testTime + 1s);
        QCOMPARE(chat->typingText(), QString());
        chat->noteTyping({0, u"desk"_s, u"Mo"_s, testTime + 1s, false}, testTime + 1s);
        QCOMPARE(chat->typingText(), QString());
    }
};

QTEST_MAIN(TestChatStates)
#include "tst_chatstates.moc"
