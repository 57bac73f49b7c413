// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "session.h"

#include "demo/demothread.h"
#include "desktop/systemtheme.h"
#include "feed/engine.h"
#include "rawclient.h"
#include "stillclock.h"
#include "stricttest.h"

#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const auto desk = u"0/Payments desk"_s;

/// A session over a real engine and the demo backend, and another person's client there.
struct Stage
{
    Stage()
        : demo(quiet())
        , settings(folder.filePath(u"window.ini"_s), u"Priya"_s)
        , engine(options(folder.filePath(u"data"_s), demo.url()))
        , session({engine, secrets, settings, *theme, clock})
    {
        if (!engine.start())
            qFatal("the engine does not start");
        session.chat()->setCurrentConversation(desk);
    }
    ~Stage() { engine.stop(); }

    bool isLive()
    {
        const auto &statuses = session.connections()->statuses();
        return !statuses.isEmpty() && statuses.first().state == ConnectionState::Live;
    }
    /// Lee says hello.
    void join()
    {
        lee.open(demo.url());
        QTRY_VERIFY(lee.isOpen());
        lee.send(u"hello"_s, {{u"client"_s, u"raw/1"_s}, {u"user"_s, u"Lee"_s}});
        QTRY_COMPARE(lee.controls(u"welcome"_s).size(), 1);
    }
    void leeTypes() { lee.send(u"typing"_s, {{u"conversation"_s, u"Payments desk"_s}}); }

    QTemporaryDir folder;
    DemoThread demo;
    StillClock clock;
    SecretStore secrets;
    Settings settings;
    std::unique_ptr<SystemTheme> theme = SystemTheme::create();
    Engine engine;
    Session session;
    RawClient lee;

private:
    static DemoOptions quiet()
    {
        DemoOptions options;
        options.paused = true;
        return options;
    }
    static Engine::Options options(const QString &folder, const QUrl &url)
    {
        FeedSettings feed;
        feed.name = u"Demo"_s;
        feed.url = url;
        Engine::Options options;
        options.dataFolder = folder;
        options.feeds = {feed};
        options.user = u"Priya"_s;
        return options;
    }
};

} // namespace

/// Who types, from one window to another's.
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
};

QTEST_GUILESS_MAIN(TestSessionChat)
#include "tst_sessionchat.moc"
