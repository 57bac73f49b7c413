// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "auth/secretstore.h"
#include "board/boards.h"
#include "cli/engineerrors.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "demohost.h"
#include "feed/engine.h"
#include "feed/journalfollower.h"
#include "instanceclient.h"
#include "platform/stopsignals.h"
#include "setup.h"
#include "statusreport.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

using Answer = Result<StatusReport, CliError>;

/// Runs the event loop until somebody quits, a signal stops it, or the deadline passes.
void runUntil(const QDeadlineTimer &deadline)
{
    StopSignals stopSignals;
    QObject::connect(&stopSignals, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    QTimer::singleShot(std::chrono::milliseconds(deadline.remainingTime()), qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
}

/// What the journal of another process says of alerts.
Result<StatusReport::Alerts, CliError> readAlerts(const Setup &setup, const QDeadlineTimer &deadline)
{
    JournalFollower follower({setup.dataFolder, setup.feeds});
    Boards boards;
    auto result =
        Result<void, CliError>(Unexpected(CliError{ExitCode::Failed, u"The journal could not be read in time."_s}));
    QObject::connect(&follower, &JournalFollower::batchReady, &follower, [&](const EventBatchPtr &batch) {
        boards.fold(*batch);
        follower.consumed(batch);
    });
    QObject::connect(&follower, &JournalFollower::replayFinished, &follower, [&] {
        result = {};
        QCoreApplication::quit();
    });
    QObject::connect(&follower, &JournalFollower::ended, &follower, [&](const EngineError &error) {
        result = Unexpected(toCliError(error));
        QCoreApplication::quit();
    });
    follower.start();
    runUntil(deadline);
    if (!result)
        return Unexpected(result.error());
    boards.wakeSnoozed(SystemClock().wallTime());
    return StatusReport::alertsOn(boards);
}

/// Asks the process that has the data folder, if one answers there.
std::optional<Answer> askOwner(const QString &dataFolder)
{
    const auto answer = askInstance(dataFolder, InstanceProtocol::request(InstanceProtocol::status));
    if (!answer && answer.error() == NoAnswer::Nobody)
        return std::nullopt;
    if (!answer && answer.error() == NoAnswer::Silent)
        return Answer(Unexpected(silentInstance()));
    if (const auto report = answer ? StatusReport::fromObject(*answer) : std::nullopt)
        return Answer(*report);
    return Answer(Unexpected(
        CliError{ExitCode::Silent, u"Bellboard is running already, but answers in a way that is not known here."_s}));
}

/// Connects the feeds itself, and waits until they are settled.
class OwnStatus
{
public:
    explicit OwnStatus(Engine &engine) : m_engine(engine)
    {
        for (const auto &feed : engine.feeds()) {
            FeedStatus status;
            status.feed = static_cast<FeedIndex>(m_feeds.size());
            status.name = feed.name;
            m_feeds.append(status);
        }
        QObject::connect(&engine, &Engine::batchReady, &engine, [this](const EventBatchPtr &batch) {
            m_boards.fold(*batch);
            m_folded = batch->segment;
            m_engine.consumed(batch);
            quitWhenSettled();
        });
        QObject::connect(&engine, &Engine::replayFinished, &engine, [this] {
            m_replayed = true;
            quitWhenSettled();
        });
        QObject::connect(&engine, &Engine::journalStatusChanged, &engine, [this](const JournalStatus &status) {
            m_journal = status;
            quitWhenSettled();
        });
        QObject::connect(&engine, &Engine::statusChanged, &engine, [this](const FeedStatus &status) {
            if (status.feed < m_feeds.size())
                m_feeds[status.feed] = status;
            quitWhenSettled();
        });
    }

    StatusReport report()
    {
        const auto now = SystemClock().wallTime();
        m_boards.wakeSnoozed(now);
        auto report = StatusReport::of(m_feeds, m_journal, now);
        report.alerts = StatusReport::alertsOn(m_boards);
        report.settled = report.settled && isFolded();
        return report;
    }

private:
    void quitWhenSettled()
    {
        if (isFolded() && StatusReport::of(m_feeds, m_journal, {}).settled)
            QCoreApplication::quit();
    }
    /// What a feed received before it settled may still be on its way through the journal.
    bool isFolded() const
    {
        return m_replayed
            && std::ranges::all_of(m_feeds, [this](const auto &feed) { return feed.segment <= m_folded; });
    }

    Engine &m_engine;
    Boards m_boards;
    QList<FeedStatus> m_feeds;
    JournalStatus m_journal;
    qint64 m_folded = 0;
    bool m_replayed = false;
};

Answer findStatus(const CommandLine &line, const Setup &setup)
{
    SecretStore secrets;
    Engine::Options options;
    options.dataFolder = setup.dataFolder;
    options.feeds = setup.feeds;
    options.limits = setup.limits;
    options.secrets = line.demo ? nullptr : &secrets;
    options.waitsForDisk = false;
    Engine engine(options);
    OwnStatus own(engine);
    const QDeadlineTimer deadline(line.duration.value_or(std::chrono::seconds(10)));
    std::optional<Answer> told;
    const auto started = startWhenFree(engine, [&] {
        told = askOwner(setup.dataFolder);
        const bool isLast = told && (!*told || (*told)->settled);
        return !isLast && !deadline.hasExpired();
    });
    if (started) {
        runUntil(deadline);
        engine.stop();
        return own.report();
    }
    if (started.error().kind != EngineError::Kind::Locked || !told)
        return Unexpected(toCliError(started.error()));
    if (*told && !(*told)->alerts) {
        const auto alerts = readAlerts(setup, QDeadlineTimer(std::chrono::seconds(60)));
        if (!alerts)
            return Unexpected(alerts.error());
        (*told)->alerts = *alerts;
    }
    return *told;
}

} // namespace

ExitCode runStatus(const CommandLine &line)
{
    auto setup = Setup::prepare(line, true);
    if (!setup)
        return complainAbout(setup.error());
    for (const auto &problem : std::as_const(setup->problems))
        complain(problem);
    const auto report = findStatus(line, *setup);
    if (!report)
        return complainAbout(report.error());
    const bool written = writeOut(line.json ? report->asJson(setup->problems) : report->asWords());
    if (!written && !isReaderGone())
        return ExitCode::Output;
    // A feed that is left out is not calm, whatever the others are.
    return setup->problems.isEmpty() ? report->code() : ExitCode::BadSettings;
}

} // namespace Bellboard
