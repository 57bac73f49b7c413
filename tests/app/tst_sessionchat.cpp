// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "sessionstage.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Who types, from one window to another's, and what becomes of what is written.
class TestSessionChat : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void othersAreSeenTyping()
    {
        Stage stage;
        stage.join();
        QTRY_VERIFY(stage.isLive());
        auto *chat = stage.session.chat();
        stage.leeTypes();
        QTRY_COMPARE(chat->typingText(), u"Lee is typing…"_s);
        stage.clock.advance(TypingPeople::lifetime);
        stage.session.setWindowVisible(false);
        stage.session.setWindowVisible(true); // lets ages move at once
        QCOMPARE(chat->typingText(), QString());

        // The message ends it before.
        stage.leeTypes();
        QTRY_COMPARE(chat->typingText(), u"Lee is typing…"_s);
        stage.lee.send(u"command"_s,
                       {{u"command"_s, u"message"_s},
                        {u"kind"_s, u"conversation"_s},
                        {u"subject"_s, u"Payments desk"_s},
                        {u"key"_s, u"k1"_s},
                        {u"arguments"_s, QJsonObject{{u"text"_s, u"Hello"_s}}}});
        QTRY_VERIFY(!chat->typingText().startsWith(u"Lee"));
    }

    void theUserIsSeenTyping()
    {
        Stage stage;
        stage.join();
        QTRY_VERIFY(stage.isLive());
        const auto told = [&] {
            const auto typings = stage.lee.controls(u"typing"_s);
            return std::count_if(typings.cbegin(), typings.cend(),
                                 [](const QJsonObject &typing) { return typing.value("by"_L1) == u"Priya"_s; });
        };
        for (int i = 0; i < 10; ++i)
            stage.session.noteTyping(desk);
        stage.session.noteTyping(u"no key"_s);
        QTRY_COMPARE(told(), 1);
        stage.clock.advance(TypingPace::rest);
        stage.session.noteTyping(desk);
        QTRY_COMPARE(told(), 2); // and not more: the second comes after all that was said before
        // What follows a message is something new.
        stage.session.sendMessage(desk, u"Done."_s);
        stage.session.noteTyping(desk);
        QTRY_COMPARE(told(), 3);
    }

    /// It stands there at once, and in the end once, as what the server made of it.
    void aMessageIsDelivered()
    {
        Stage stage;
        QTRY_VERIFY(stage.isLive());
        QTRY_VERIFY(stage.session.chat()->messages()->rowCount() > 0);
        const auto before = stage.ours().size();
        stage.session.sendMessage(desk, u"<b>Done</b>"_s);
        QTRY_COMPARE(stage.ours().size(), before + 1);
        QTRY_VERIFY(stage.ours().last() == u"<b>Done</b>: Delivered"_s && stage.newestKey().isEmpty());
        QCOMPARE(stage.ours().size(), before + 1);
    }

    /// It waits while nobody is connected, is sent when somebody is, and its refusal survives a restart, until it is given up.
    void aMessageIsRefused()
    {
        QTemporaryDir folder;
        const auto nowhere = u"0/Nowhere"_s;
        const auto failed = u"Hello: Not sent"_s;
        {
            Stage stage(folder.path());
            stage.session.chat()->setCurrentConversation(nowhere);
            QSignalSpy refused(&stage.session, &Session::commandRefused);
            stage.session.sendMessage(nowhere, u"Hello"_s);
            QTRY_COMPARE(stage.ours(), QStringList{failed});
            QTRY_COMPARE(refused.size(), 1);
            QVERIFY(refused.first().last().toString().contains(u"Nowhere"_s));
            const auto key = stage.newestKey();
            stage.session.retryMessage(key);
            QTRY_VERIFY(refused.size() == 2 && stage.ours() == QStringList{failed});
            QVERIFY(stage.newestKey() != key);
        }
        {
            Stage stage(folder.path());
            stage.session.chat()->setCurrentConversation(nowhere);
            QSignalSpy refused(&stage.session, &Session::commandRefused);
            QTRY_COMPARE(stage.ours(), QStringList{failed});
            QCOMPARE(refused.size(), 0); // it was told of
            stage.session.cancelCommand(stage.newestKey());
            QCOMPARE(stage.ours(), QStringList());
            QTRY_VERIFY(stage.isLive());
        }
        Stage stage(folder.path());
        stage.session.chat()->setCurrentConversation(nowhere);
        QTRY_VERIFY(stage.isLive());
        QCOMPARE(stage.ours(), QStringList());
    }

    void draftsAreKept()
    {
        QTemporaryDir folder;
        {
            Stage stage(folder.path());
            stage.session.drafts()->write(desk, u"Dear"_s);
            stage.session.drafts()->write(u"0/Month end"_s, u"Not for you"_s);
            stage.session.drafts()->write(desk, u"Dear all"_s); // the engine stops before it would be kept by itself
        }
        {
            Stage stage(folder.path());
            QSignalSpy restored(stage.session.drafts(), &DraftBook::restored);
            QTRY_COMPARE(restored.size(), 2);
            QCOMPARE(stage.session.drafts()->draft(desk), u"Dear all"_s);
            QTRY_VERIFY(stage.isLive());
            stage.session.sendMessage(desk, u"Dear all"_s);
            QCOMPARE(stage.session.drafts()->draft(desk), QString());
            QTRY_VERIFY(stage.ours().contains(u"Dear all: Delivered"_s));
        }
        Stage stage(folder.path());
        QSignalSpy restored(stage.session.drafts(), &DraftBook::restored);
        QTRY_COMPARE(restored.size(), 1);
        QCOMPARE(stage.session.drafts()->draft(desk), QString());
        QCOMPARE(stage.session.drafts()->draft(u"0/Month end"_s), u"Not for you"_s);
    }

    /// What stands on the disk is not put over what the user writes meanwhile.
    void theUserIsQuickerThanTheDisk()
    {
        QTemporaryDir folder;
        {
            Stage stage(folder.path());
            stage.session.drafts()->write(desk, u"old"_s);
        }
        Stage stage(folder.path());
        stage.session.drafts()->write(desk, u"new"_s);
        QSignalSpy replayed(&stage.session, &Session::replayFolded);
        QTRY_COMPARE(replayed.size(), 1);
        QCOMPARE(stage.session.drafts()->draft(desk), u"new"_s);
    }

    void nobodyIsKnownToBeHereWithoutAConnection()
    {
        Stage stage;
        QTRY_VERIFY(stage.isLive());
        auto *people = stage.session.chat()->people();
        QTRY_VERIFY(people->online() > 0);
        QCOMPARE(people->unknown(), 0);
        stage.demo.run([](DemoServer &server) { server.stop(); });
        QTRY_VERIFY(people->online() == 0 && people->unknown() == people->count());
    }
};

QTEST_GUILESS_MAIN(TestSessionChat)
#include "tst_sessionchat.moc"
