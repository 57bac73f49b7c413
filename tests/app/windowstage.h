// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/demothread.h"
#include "desktop/systemtheme.h"
#include "feed/engine.h"
#include "offlineqml.h"
#include "session.h"

#include <QPointer>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <algorithm>
#include <memory>

namespace Bellboard {

/// Everything behind a window, on a real demo backend.
struct Stage
{
    /// With `paused` the backend says its opening scene and nothing more. `dataFolder` is what an earlier one may have left.
    explicit Stage(bool paused = false, const QString &dataFolder = {}) : demo(options(paused))
    {
        Engine::Options options;
        options.dataFolder = dataFolder.isEmpty() ? folder.filePath(QStringLiteral("data")) : dataFolder;
        FeedSettings feed;
        feed.name = QStringLiteral("Demo backend");
        feed.url = demo.url();
        options.feeds = {feed};
        options.user = QStringLiteral("priya");
        engine = std::make_unique<Engine>(options);
        session = std::make_unique<Session>(Session::Parts{*engine, secrets, settings, *theme, clock});
        qml.setNetworkAccessManagerFactory(&network);
        qml.addImportPath(QStringLiteral("qrc:/qt/qml"));
        qml.setInitialProperties({{QStringLiteral("session"), QVariant::fromValue(session.get())}});
    }
    ~Stage() { delete window; }

    bool start()
    {
        if (!demo.isListening() || !engine->start())
            return false;
        qml.load(QUrl(QStringLiteral("qrc:/qt/qml/Bellboard/Main.qml")));
        window = qobject_cast<QQuickWindow *>(qml.rootObjects().value(0));
        if (window)
            window->show();
        return window != nullptr;
    }

    static DemoOptions options(bool paused)
    {
        DemoOptions options;
        options.rate = 50;
        options.paused = paused;
        return options;
    }

    QTemporaryDir folder;
    DemoThread demo;
    SystemClock clock;
    SecretStore secrets;
    Settings settings{folder.filePath(QStringLiteral("window.ini")), QStringLiteral("priya")};
    std::unique_ptr<SystemTheme> theme = SystemTheme::create();
    std::unique_ptr<Engine> engine;
    std::unique_ptr<Session> session;
    OfflineQml network;
    QQmlApplicationEngine qml;
    QPointer<QQuickWindow> window;
};

/// Whether a visible item in the tree shows this text.
inline bool shows(const QQuickItem *item, const QString &text)
{
    if (!item->isVisible())
        return false;
    if (item->property("text").toString() == text)
        return true;
    const auto children = item->childItems();
    return std::any_of(children.cbegin(), children.cend(), [&](const auto *child) { return shows(child, text); });
}

/// The visible item of this name in the tree; nullptr when there is none.
inline QQuickItem *itemNamed(QQuickItem *item, const QString &name)
{
    if (!item->isVisible() || item->objectName() == name)
        return item->isVisible() ? item : nullptr;
    const auto children = item->childItems();
    for (auto *child : children) {
        if (auto *found = itemNamed(child, name))
            return found;
    }
    return nullptr;
}

} // namespace Bellboard
