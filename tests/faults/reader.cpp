// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "reader.h"

#include "board/boards.h"
#include "boardpicture.h"
#include "feed/engine.h"
#include "foldpump.h"
#include "lines.h"
#include "servercertificate.h"
#include "stream/connectionmachine.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <functional>
#include <sys/resource.h>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Much less patient than the program, so that many faults fit into a minute.
Connection::Settings hastySettings()
{
    Connection::Settings settings;
    settings.backoff.base = 20ms;
    settings.backoff.cap = 300ms;
    settings.backoff.floor = 5ms;
    settings.backoff.lossWindow = 30ms;
    settings.backoff.restartWindow = 100ms;
    settings.backoff.stableAfter = 2s;
    settings.openDeadline = 2s;
    settings.heartbeat = 1s;
    settings.probeDeadline = 500ms;
    return settings;
}

Engine::Options engineOptions(const QStringList &arguments)
{
    FeedSettings feed;
    feed.name = u"faults"_s;
    feed.url = QUrl(arguments.value(1));
    Engine::Options options;
    options.dataFolder = arguments.value(0);
    options.feeds = {feed};
    options.connection = hastySettings();
    return options;
}

void limitFiles(rlim_t bytes)
{
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    setrlimit(RLIMIT_FSIZE, &limit);
}

void tell(const FeedStatus &status)
{
    QByteArray line = QByteArray("status ") + nameOf(status.state);
    for (const auto &stream : status.streams)
        line += ' ' + stream.name.toUtf8() + '=' + QByteArray::number(stream.offset);
    line += " quarantined=" + QByteArray::number(status.quarantined);
    writeLine(line);
}

} // namespace

int read(const QStringList &arguments)
{
    std::signal(SIGXFSZ, SIG_IGN); // a write beyond the limit fails, as on a full disk
    trustCertificatesOf(arguments.value(2));

    Engine engine(engineOptions(arguments));
    Boards boards;
    FoldPump pump(engine, boards);
    // What the boards show is asked for when they have all that was journalled, of earlier runs and of this one.
    qint64 newest = 0;
    std::function<void()> atReplayEnd;
    bool hasReplayed = false;
    QObject::connect(&engine, &Engine::statusChanged, &boards, [&newest](const FeedStatus &status) {
        newest = std::max(newest, status.segment);
        tell(status);
    });
    QObject::connect(&engine, &Engine::replayFinished, &boards, [&] {
        hasReplayed = true;
        if (atReplayEnd)
            std::exchange(atReplayEnd, nullptr)();
    });
    QObject::connect(&engine, &Engine::journalStatusChanged, &boards,
                     [problem = QString()](const JournalStatus &journal) mutable {
                         if (journal.problem != problem)
                             writeLine("problem " + journal.problem.toUtf8());
                         problem = journal.problem;
                     });
    LineReader input;
    QTimer heal;
    heal.setSingleShot(true);
    QObject::connect(&heal, &QTimer::timeout, &heal, [] { limitFiles(RLIM_INFINITY); });
    QObject::connect(&input, &LineReader::lineRead, &engine, [&](const QByteArray &line) {
        const auto words = line.split(' ');
        if (words.first() == "retry") {
            engine.retryNow();
        } else if (words.first() == "disk") {
            limitFiles(words.value(1).toULongLong());
            heal.start(words.value(2).toInt());
        } else if (words.first() == "show") {
            const auto show = [&boards, words] {
                QFile file(QString::fromUtf8(words.value(1)));
                const Timestamp now{std::chrono::milliseconds(words.value(2).toLongLong())};
                if (file.open(QIODevice::WriteOnly) && file.write(pictureOf(boards, now)) > 0 && file.flush())
                    writeLine("shown");
            };
            atReplayEnd = [&pump, &newest, show] { pump.whenFolded(newest, show); };
            if (hasReplayed)
                std::exchange(atReplayEnd, nullptr)();
        }
    });
    QObject::connect(&input, &LineReader::ended, qApp, &QCoreApplication::quit);
    if (const auto started = engine.start(); !started) {
        writeLine("failed " + started.error().text.toUtf8());
        return 1;
    }
    return QCoreApplication::exec();
}

} // namespace Bellboard
