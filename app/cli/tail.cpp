// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "auth/secretstore.h"
#include "cli/engineerrors.h"
#include "cli/output.h"
#include "cli/tailformat.h"
#include "cli/verbs.h"
#include "demohost.h"
#include "event/eventjson.h"
#include "feed/engine.h"
#include "platform/stopsignals.h"
#include "setup.h"

#include <QCoreApplication>
#include <QTimer>

namespace Bellboard {

namespace {

/// Prints batches until it has printed enough.
class Printer
{
public:
    Printer(const CommandLine &line, const QList<FeedSettings> &feeds) : m_line(line), m_feeds(feeds) { }

    /// False when it is over: enough was printed, or nothing can be printed any more.
    bool print(const EventBatch &batch)
    {
        QByteArray text;
        bool enough = false;
        for (const auto &event : batch.events) {
            const auto &feed = m_feeds.at(event.feed).name;
            if (!m_line.feed.isEmpty() && feed != m_line.feed)
                continue;
            if (m_line.json)
                text += QByteArray::fromStdString(toCloudEventJson(event, feed.toStdString()));
            else
                text += tailLine(event, feed);
            text += '\n';
            enough = m_line.count && ++m_printed == *m_line.count;
            if (enough)
                break;
        }
        if (!text.isEmpty() && !writeOut(text)) {
            m_code = isReaderGone() ? ExitCode::Done : ExitCode::Output;
            return false;
        }
        return !enough;
    }

    ExitCode code() const { return m_code; }

private:
    const CommandLine &m_line;
    const QList<FeedSettings> &m_feeds;
    quint64 m_printed = 0;
    ExitCode m_code = ExitCode::Done;
};

} // namespace

ExitCode runTail(const CommandLine &line)
{
    ignoreBrokenPipes();
    auto setup = Setup::prepare(line, true);
    if (!setup)
        return complainAbout(setup.error());
    for (const auto &problem : std::as_const(setup->problems))
        complain(problem);
    if (const auto known = checkFeedName(setup->feeds, line.feed); !known)
        return complainAbout(known.error());

    SecretStore secrets;
    Engine::Options options;
    options.dataFolder = setup->dataFolder;
    options.feeds = setup->feeds;
    options.replay = line.fromStart ? Engine::Replay::FromStart : Engine::Replay::None;
    options.secrets = line.demo ? nullptr : &secrets;
    Engine engine(options);
    Printer printer(line, engine.feeds());
    bool over = false;
    QObject::connect(&engine, &Engine::batchReady, &engine, [&](const EventBatchPtr &batch) {
        if (over)
            return;
        over = !printer.print(*batch);
        engine.consumed(batch);
        if (over)
            QCoreApplication::quit();
    });
    QObject::connect(&engine, &Engine::journalProblemChanged, &engine, [](const QString &problem) {
        if (!problem.isEmpty())
            complain(problem);
    });
    FeedComplaints complaints;
    QObject::connect(&engine, &Engine::statusChanged, &engine,
                     [&](const FeedStatus &status) { complaints.note(status); });

    StopSignals stopSignals;
    QObject::connect(&stopSignals, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    if (line.duration)
        QTimer::singleShot(*line.duration, qApp, &QCoreApplication::quit);
    if (const auto started = engine.start(); !started)
        return complainAbout(toCliError(started.error()));
    QCoreApplication::exec();
    over = true;
    engine.stop();
    return printer.code();
}

} // namespace Bellboard
