// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "auth/secretstore.h"
#include "cli/engineerrors.h"
#include "cli/eventprinter.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "demohost.h"
#include "feed/engine.h"
#include "feed/journalfollower.h"
#include "instanceclient.h"
#include "instanceserver.h"
#include "liveness/troublewatch.h"
#include "platform/stopsignals.h"
#include "setup.h"
#include "statusreport.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Prints what `source`, an Engine or a JournalFollower, hands over; quits when it is over.
template<typename Source>
void printFrom(Source &source, EventPrinter &printer)
{
    QObject::connect(&source, &Source::batchReady, &source, [&](const EventBatchPtr &batch) {
        printer.print(*batch);
        if (printer.isOver())
            QCoreApplication::quit();
        else
            source.consumed(batch);
    });
}

Engine::Replay replayFor(const CommandLine &line)
{
    return line.fromStart ? Engine::Replay::FromStart : Engine::Replay::None;
}

/// A tail that has the data folder for itself: connects the feeds, and answers who asks how they are.
class OwnTail
{
public:
    OwnTail(const CommandLine &line, const Setup &setup, EventPrinter &printer)
        : m_engine(optionsFor(line, setup, m_secrets))
        , m_server(setup.dataFolder)
    {
        for (const auto &feed : m_engine.feeds()) {
            FeedStatus status;
            status.name = feed.name;
            m_statuses.append(status);
        }
        printFrom(m_engine, printer);
        QObject::connect(&m_engine, &Engine::journalStatusChanged, &m_engine, [this](const JournalStatus &status) {
            for (const auto text : {&JournalStatus::problem, &JournalStatus::notice}) {
                if (status.*text != m_journal.*text && !(status.*text).isEmpty())
                    complain(status.*text);
            }
            if (status.problem.isEmpty() && !m_journal.problem.isEmpty())
                complain(u"The journal can be written again."_s);
            m_journal = status;
        });
        QObject::connect(&m_engine, &Engine::statusChanged, &m_engine, [this](const FeedStatus &status) {
            m_complaints.note(status);
            m_statuses[status.feed] = status;
        });
        m_server.answer(InstanceProtocol::status, [this](const QJsonObject &) {
            return StatusReport::of(m_statuses, m_journal, m_clock.wallTime()).toObject();
        });
        m_server.answer(InstanceProtocol::show, [](const QJsonObject &) {
            return InstanceProtocol::refusal(u"The data folder is in use by \"bellboard tail\" (process %1), which has "
                                             "no window."_s.arg(QCoreApplication::applicationPid()));
        });
    }

    Engine &engine() { return m_engine; }
    /// Connections are doubted from now on when something on this computer is reason to; the engine runs.
    void watch() { m_trouble = TroubleWatch::watchFor(m_engine, m_clock); }
    /// Lets others ask; `nobodyElse` says that no other process answers in our place.
    void listen(bool nobodyElse)
    {
        if (nobodyElse)
            m_server.listen();
    }

private:
    static Engine::Options optionsFor(const CommandLine &line, const Setup &setup, SecretStore &secrets)
    {
        Engine::Options options;
        options.dataFolder = setup.dataFolder;
        options.feeds = setup.feeds;
        options.limits = setup.limits;
        options.replay = replayFor(line);
        options.secrets = line.demo ? nullptr : &secrets;
        return options;
    }

    SystemClock m_clock;
    SecretStore m_secrets;
    Engine m_engine;
    std::unique_ptr<TroubleWatch> m_trouble;
    InstanceServer m_server;
    FeedComplaints m_complaints;
    QList<FeedStatus> m_statuses;
    JournalStatus m_journal;
};

/// A tail beside the process that has the data folder: reads along in its journal.
class TailBeside
{
public:
    TailBeside(const CommandLine &line, const Setup &setup, InstanceWatch &owner, EventPrinter &printer)
        : m_follower({setup.dataFolder, setup.feeds, replayFor(line)})
    {
        printFrom(m_follower, printer);
        QObject::connect(&m_follower, &JournalFollower::ended, &m_follower, [this](const EngineError &error) {
            m_code = complainAbout(toCliError(error));
            QCoreApplication::quit();
        });
        QObject::connect(&owner, &InstanceWatch::ended, &m_follower, [] {
            complain(u"The Bellboard that fills the journal has ended; what is new comes when one runs again."_s);
        });
        m_follower.start();
    }

    ExitCode code() const { return m_code; }

private:
    JournalFollower m_follower;
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

    EventPrinter printer(line, setup->feeds);
    InstanceWatch owner(setup->dataFolder);
    bool hasOwner = false;
    OwnTail own(line, *setup, printer);
    const QDeadlineTimer deadline(line.duration ? std::min<std::chrono::milliseconds>(*line.duration, longestPassing)
                                                : longestPassing);
    const auto started = startWhenFree(own.engine(), [&] {
        hasOwner = owner.start();
        return !hasOwner && !deadline.hasExpired();
    });
    if (!started && started.error().kind != EngineError::Kind::Locked)
        return complainAbout(toCliError(started.error()));
    std::optional<TailBeside> beside;
    if (started) {
        own.listen(!owner.start());
        own.watch();
    } else {
        beside.emplace(line, *setup, owner, printer);
    }

    StopSignals stopSignals;
    QObject::connect(&stopSignals, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    if (line.duration)
        QTimer::singleShot(*line.duration, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
    own.engine().stop();
    return printer.code() != ExitCode::Done || !beside ? printer.code() : beside->code();
}

} // namespace Bellboard
