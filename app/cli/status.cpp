// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "auth/secretstore.h"
#include "board/boards.h"
#include "board/words.h"
#include "cli/engineerrors.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "connectionsummary.h"
#include "connectionwords.h"
#include "demohost.h"
#include "event/eventjson.h"
#include "feed/engine.h"
#include "platform/stopsignals.h"
#include "setup.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr int alertsNamed = 5;

/// Nothing more is to be expected of a feed in this state within the next moments.
bool isSettled(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Live:
    case ConnectionState::Draining:
    case ConnectionState::Waiting:
    case ConnectionState::Offline:
    case ConnectionState::SignInRequired:
    case ConnectionState::Rejected:
        return true;
    case ConnectionState::Stopped:
    case ConnectionState::Connecting:
    case ConnectionState::Authenticating:
    case ConnectionState::Recovering:
    case ConnectionState::Suspect:
        return false;
    }
    return false;
}

ExitCode codeFor(const QList<FeedStatus> &feeds, const Boards &boards)
{
    // What a feed that is not live would say is not known, and not knowing is worse than any alert.
    if (!std::all_of(feeds.cbegin(), feeds.cend(), [](const auto &feed) { return isLive(feed.state); }))
        return ExitCode::Disconnected;
    const auto worst = boards.inbox()->worst();
    if (!worst || *worst == Severity::Info)
        return ExitCode::Done;
    return *worst == Severity::Critical ? ExitCode::Critical : ExitCode::Warning;
}

QString codeWord(ExitCode code)
{
    switch (code) {
    case ExitCode::Done:
        return u"calm"_s;
    case ExitCode::Warning:
        return u"warning"_s;
    case ExitCode::Critical:
        return u"critical"_s;
    default:
        return u"disconnected"_s;
    }
}

QByteArray asJson(ExitCode code, const QList<FeedStatus> &feeds, const Boards &boards)
{
    QJsonArray feedArray;
    for (const auto &feed : feeds) {
        feedArray.append(QJsonObject{{u"name"_s, feed.name},
                                     {u"live"_s, isLive(feed.state)},
                                     {u"state"_s, stateWords(feed.state)},
                                     {u"explanation"_s, explanation(feed)},
                                     {u"received"_s, static_cast<double>(feed.received)},
                                     {u"quarantined"_s, static_cast<double>(feed.quarantined)}});
    }
    QJsonArray alerts;
    for (const auto &alert : boards.inbox()->worstAlerts(alertsNamed)) {
        alerts.append(QJsonObject{
            {u"key"_s, alert.key}, {u"title"_s, alert.title}, {u"severity"_s, Words::token(alert.severity)}});
    }
    const QJsonObject object{{u"state"_s, codeWord(code)},
                             {u"unacknowledged"_s, boards.unacknowledged()},
                             {u"alerts"_s, alerts},
                             {u"feeds"_s, feedArray}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray asWords(const QList<FeedStatus> &feeds, const Boards &boards)
{
    QStringList lines{summarise(feeds, {}, {}).text};
    for (const auto &feed : feeds) {
        const auto words = explanation(feed);
        lines << u"  %1: %2%3"_s.arg(feed.name, stateWords(feed.state), words.isEmpty() ? QString() : u". "_s + words);
    }
    const int waiting = boards.unacknowledged();
    if (waiting == 0)
        lines << u"No unacknowledged alerts"_s;
    else
        lines << (waiting == 1 ? u"1 unacknowledged alert:"_s
                               : u"%1 unacknowledged alerts, the worst first:"_s.arg(waiting));
    for (const auto &alert : boards.inbox()->worstAlerts(alertsNamed))
        lines << u"  %1: %2"_s.arg(Words::shownOf(alert.severity), alert.title);
    QByteArray text;
    for (const auto &line : std::as_const(lines))
        text += QByteArray::fromStdString(withVisibleControls(line.toStdString())) + '\n';
    return text;
}

} // namespace

ExitCode runStatus(const CommandLine &line)
{
    auto setup = Setup::prepare(line, true);
    if (!setup)
        return complainAbout(setup.error());
    for (const auto &problem : std::as_const(setup->problems))
        complain(problem);

    SecretStore secrets;
    Engine::Options options;
    options.dataFolder = setup->dataFolder;
    options.feeds = setup->feeds;
    options.secrets = line.demo ? nullptr : &secrets;
    Engine engine(options);
    Boards boards;
    QList<FeedStatus> feeds;
    for (const auto &feed : engine.feeds()) {
        FeedStatus status;
        status.feed = static_cast<FeedIndex>(feeds.size());
        status.name = feed.name;
        feeds.append(status);
    }
    bool replayed = false;
    qint64 folded = 0;
    const auto quitWhenSettled = [&] {
        // What a feed received before it settled may still be on its way through the journal.
        if (replayed && std::all_of(feeds.cbegin(), feeds.cend(), [&](const auto &feed) {
                return isSettled(feed.state) && feed.segment <= folded;
            }))
            QCoreApplication::quit();
    };
    QObject::connect(&engine, &Engine::batchReady, &engine, [&](const EventBatchPtr &batch) {
        boards.fold(*batch);
        folded = batch->segment;
        engine.consumed(batch);
        quitWhenSettled();
    });
    QObject::connect(&engine, &Engine::replayFinished, &engine, [&] {
        replayed = true;
        quitWhenSettled();
    });
    QObject::connect(&engine, &Engine::statusChanged, &engine, [&](const FeedStatus &status) {
        if (status.feed < feeds.size())
            feeds[status.feed] = status;
        quitWhenSettled();
    });
    StopSignals stopSignals;
    QObject::connect(&stopSignals, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    QTimer::singleShot(line.duration.value_or(std::chrono::seconds(10)), qApp, &QCoreApplication::quit);
    if (const auto started = engine.start(); !started)
        return complainAbout(toCliError(started.error()));
    QCoreApplication::exec();
    engine.stop();
    boards.flush();
    const auto code = codeFor(feeds, boards);
    const bool written = writeOut(line.json ? asJson(code, feeds, boards) : asWords(feeds, boards));
    return written || isReaderGone() ? code : ExitCode::Output;
}

} // namespace Bellboard
