// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "session.h"

#include "demo/demothread.h"
#include "desktop/systemtheme.h"
#include "feed/engine.h"
#include "rawclient.h"
#include "stillclock.h"

#include <QTemporaryDir>
#include <QTest>

namespace Bellboard {

using namespace Qt::Literals::StringLiterals;

inline const auto desk = u"0/Payments desk"_s;

/// A session over a real engine and the demo backend, and another person's client there.
struct Stage
{
    /// On what an earlier one left in `folder`, where there is one; its backend is another one.
    explicit Stage(const QString &folder = {})
        : path(folder.isEmpty() ? own.path() : folder)
        , demo(quiet())
        , settings(path + u"/window.ini"_s, u"Priya"_s)
        , engine(options(path + u"/data"_s, demo.url()))
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

    /// The messages of the current conversation that are the user's, as "text: state".
    QStringList ours()
    {
        const auto *messages = session.chat()->messages();
        QStringList rows;
        for (int row = 0; row < messages->rowCount(); ++row) {
            const auto index = messages->index(row);
            if (index.data(MessageModel::OwnRole).toBool())
                rows.append(index.data(MessageModel::TextRole).toString() + u": "_s
                            + index.data(MessageModel::StateTextRole).toString());
        }
        return rows;
    }
    /// The key of the newest message that is on its way.
    QString newestKey()
    {
        const auto *messages = session.chat()->messages();
        return messages->index(messages->rowCount() - 1).data(MessageModel::CommandRole).toString();
    }

    QTemporaryDir own;
    const QString path;
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

} // namespace Bellboard
