// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/feedworker.h"

#include "stream/endpoint.h"
#include "util/logging.h"
#include "util/paths.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

/// What trickles in is committed at once, but not more often than this: each commit costs a sync of the disk.
constexpr auto commitInterval = 5ms;
constexpr auto statusInterval = 100ms;
constexpr auto strainInterval = 500ms;
/// For so long a flood is beside a feed that has little to say, once that said something.
constexpr auto quietFeedCounts = 1s;
/// Starting up comes before tidying up.
constexpr auto firstTrim = 5s;
/// How far the user was told of a feed's alerts is kept under this and the feed's row; without a row, how far of all feeds
/// together, as 0.1.0 wrote it.
constexpr auto notifiedKey = "notified";
/// Of this the progress is a time, in ms since 1970.
constexpr auto wokenKey = "woken";

} // namespace

FeedWorker::FeedWorker(Engine::Options options) : m_options(std::move(options))
{
    for (auto *timer : {&m_commitTimer, &m_statusTimer, &m_healTimer, &m_trimTimer, &m_strainTimer}) {
        timer->setSingleShot(true);
        timer->setParent(this); // so that they move to the thread with us
    }
    m_statusTimer.setInterval(statusInterval);
    m_strainTimer.setInterval(strainInterval);
    connect(&m_commitTimer, &QTimer::timeout, this, &FeedWorker::commit);
    connect(&m_statusTimer, &QTimer::timeout, this, &FeedWorker::publishStatus);
    connect(&m_healTimer, &QTimer::timeout, this, &FeedWorker::healJournal);
    connect(&m_trimTimer, &QTimer::timeout, this, &FeedWorker::trimJournal);
    connect(&m_strainTimer, &QTimer::timeout, this, &FeedWorker::lookForStrain);
}

FeedWorker::~FeedWorker() = default;

Result<void, EngineError> FeedWorker::open()
{
    if (auto folder = preparePrivateFolder(m_options.dataFolder); !folder)
        return Unexpected(EngineError{EngineError::Kind::Folder, folder.error()});

    m_lock = std::make_unique<QLockFile>(m_options.dataFolder + u"/journal.lock"_s);
    m_lock->setStaleLockTime(0); // only a dead process leaves a stale lock
    if (!m_lock->tryLock(0)) {
        if (m_lock->error() != QLockFile::LockFailedError)
            return Unexpected(EngineError{EngineError::Kind::Disk,
                                          u"The data folder %1 cannot be written."_s.arg(m_options.dataFolder)});
        qint64 pid = 0;
        QString host;
        QString program;
        const bool known = m_lock->getLockInfo(&pid, &host, &program);
        const auto who = known ? u" by %1 (process %2)"_s.arg(program).arg(pid) : QString();
        return Unexpected(EngineError{EngineError::Kind::Locked,
                                      u"The data folder %1 is in use%2."_s.arg(m_options.dataFolder, who)});
    }

    return openJournal();
}

Result<void, DatabaseError> FeedWorker::addFeeds()
{
    m_byRow.clear();
    for (const auto &settings : m_options.feeds) {
        auto row = m_journal->feed(settings.name.toStdString());
        if (!row)
            return Unexpected(row.error());
        const auto index = static_cast<FeedIndex>(m_feeds.size());
        m_byRow.emplace(row->id, index);
        m_notifiedKeys.push_back(notifiedKey + ('/' + std::to_string(row->id)));
        auto notified = m_journal->progress(m_notifiedKeys.back());
        if (notified && *notified == 0)
            notified = m_journal->progress(notifiedKey);
        if (!notified)
            return Unexpected(notified.error());
        m_notified.push_back(*notified);
        m_wokenKeys.push_back(wokenKey + ('/' + std::to_string(row->id)));
        const auto woken = m_journal->progress(m_wokenKeys.back());
        if (!woken)
            return Unexpected(woken.error());
        m_woken.push_back(Timestamp(std::chrono::milliseconds(*woken)));
        auto connection = m_options.connection;
        connection.user = m_options.user;
        // What a server bears, it bears of all feeds together.
        const auto port = settings.url.port(isEncrypted(settings.url) ? 443 : 80);
        auto &dials = m_dials[settings.url.host() + u':' + QString::number(port)];
        if (!dials)
            dials = std::make_shared<RateGauge::Moments>();
        connection.dials = dials;
        auto feed = std::make_unique<Feed>(index, settings, *m_journal, std::move(*row), std::move(connection),
                                           m_options.repairTimeout, m_clock,
                                           [] { return QRandomGenerator::system()->generateDouble(); });
        connect(feed.get(), &Feed::gathered, this, &FeedWorker::commitSoon);
        connect(feed.get(), &Feed::ripened, this, &FeedWorker::commit);
        connect(feed.get(), &Feed::commandProgressed, this, &FeedWorker::commandProgressed);
        connect(feed.get(), &Feed::typed, this, &FeedWorker::typed);
        connect(feed.get(), &Feed::draftsRestored, this, &FeedWorker::draftsRestored);
        connect(feed.get(), &Feed::statusChanged, this, [this, index] { publishStatusSoon(index); });
        connect(&feed->connection(), &Connection::tokenWanted, this, [this, index] { Q_EMIT tokenWanted(index); });
        m_feeds.push_back(std::move(feed));
    }
    m_statusDue.assign(m_feeds.size(), true);
    m_resume.assign(m_feeds.size(), false);

    const bool fromStart = m_options.replay == Engine::Replay::FromStart;
    const auto lookup = [this](FeedId row) {
        const auto feed = m_byRow.find(row);
        return feed == m_byRow.end() ? std::nullopt : std::optional(feed->second);
    };
    m_retention = std::make_unique<Retention>(*m_journal, m_options.limits);
    m_delivery = std::make_unique<Delivery>(*m_journal, lookup, fromStart ? 0 : m_journal->lastSegment());
    connect(m_delivery.get(), &Delivery::batchReady, this, &FeedWorker::batchReady);
    connect(m_delivery.get(), &Delivery::replayFinished, this, &FeedWorker::replayFinished);
    connect(m_delivery.get(), &Delivery::eventsPassedOver, this, &FeedWorker::eventsPassedOver);
    connect(m_delivery.get(), &Delivery::failed, this, &FeedWorker::noticeJournalProblem);
    return {};
}

void FeedWorker::startDelivery()
{
    checkJournal();
    for (const auto &feed : m_feeds) {
        if (const auto entries = feed->storedQuarantine(*m_journal); !entries.isEmpty())
            Q_EMIT messagesQuarantined(entries);
    }
    publishJournal();
    m_delivery->pump();
    publishStatus();
    m_trimTimer.start(firstTrim);
}

void FeedWorker::startFeed(FeedIndex feed)
{
    m_feeds[feed]->connection().forgetToken();
    if (m_journalStatus.problem.isEmpty())
        m_feeds[feed]->connection().start();
    else
        m_resume[feed] = true;
}

void FeedWorker::setToken(FeedIndex feed, const QByteArray &token)
{
    m_feeds[feed]->connection().setToken(token);
}

void FeedWorker::setProxyPassword(FeedIndex feed, const QByteArray &password)
{
    m_feeds[feed]->connection().setProxyPassword(password);
}

void FeedWorker::failToken(FeedIndex feed, const ChannelFailure &failure)
{
    m_feeds[feed]->connection().failToken(failure);
}

void FeedWorker::takeHint(TroubleHint hint)
{
    qCInfo(logConnection) << "trouble is hinted at by" << nameOf(hint);
    for (const auto &feed : m_feeds)
        feed->connection().takeHint(hint);
}

void FeedWorker::setNetworkAvailable(bool available)
{
    qCInfo(logConnection) << "this computer has" << (available ? "a network" : "no network");
    for (const auto &feed : m_feeds)
        feed->connection().setNetworkAvailable(available);
}

void FeedWorker::sendCommand(const Command &command)
{
    if (command.feed < m_feeds.size())
        m_feeds[command.feed]->sendCommand(command);
    else
        Q_EMIT commandProgressed({command, m_clock.wallTime(), CommandPhase::Refused, u"There is no such feed."_s});
}

void FeedWorker::cancelCommand(FeedIndex feed, const QString &key)
{
    if (feed < m_feeds.size())
        m_feeds[feed]->outbox().cancel(key);
}

void FeedWorker::saveDraft(const Draft &draft)
{
    if (draft.feed < m_feeds.size())
        m_feeds[draft.feed]->drafts().set(draft.conversation, draft.text);
}

void FeedWorker::sendTyping(FeedIndex feed, const QString &conversation)
{
    if (feed < m_feeds.size())
        m_feeds[feed]->sendTyping(conversation);
}

void FeedWorker::setPresence(UserPresence presence)
{
    for (const auto &feed : m_feeds)
        feed->setPresence(presence);
}

void FeedWorker::retryNow(FeedIndex feed)
{
    // The keychain may have been unlocked, or another program may have stored a token.
    m_feeds[feed]->connection().forgetToken();
    if (m_journalStatus.problem.isEmpty())
        m_feeds[feed]->connection().retryNow();
}

void FeedWorker::giveCredit()
{
    m_delivery->giveCredit();
}

void FeedWorker::setNotifiedSegment(FeedIndex feed, qint64 segment)
{
    m_notified[feed] = segment;
    if (auto done = writeNotified(feed); !done)
        noticeJournalProblem(done.error());
}

void FeedWorker::setNotifiedWaking(FeedIndex feed, Timestamp until)
{
    m_woken[feed] = until;
    if (auto done = writeNotified(feed); !done)
        noticeJournalProblem(done.error());
}

Result<void, DatabaseError> FeedWorker::writeNotified(FeedIndex feed)
{
    if (auto done = m_journal->setProgress(m_notifiedKeys[feed], m_notified[feed]); !done)
        return done;
    return m_journal->setProgress(m_wokenKeys[feed], m_woken[feed].time_since_epoch().count());
}

void FeedWorker::commitSoon()
{
    if (m_commitTimer.isActive() || m_commitPosted)
        return;
    if (m_pace.isSlow()) {
        // Where commits are slow, nothing is gained by gathering more for the next one. Posted, as a timer would have to wait until a
        // feed that floods us has nothing more to read.
        m_commitPosted = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (std::exchange(m_commitPosted, false))
                    commit();
            },
            Qt::QueuedConnection);
        return;
    }
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.instant() - m_lastCommit);
    m_commitTimer.start(std::max(0ms, commitInterval - since));
}

bool FeedWorker::commit()
{
    m_commitTimer.stop();
    m_commitPosted = false;
    std::vector<Journal::Addition> additions;
    std::vector<Feed *> feeds;
    std::vector<Journal::Quarantined> quarantined;
    for (const auto &feed : m_feeds) {
        if (!feed->hasUncommitted())
            continue;
        feeds.push_back(feed.get());
        additions.push_back(feed->addition());
        std::ranges::copy(feed->quarantined(), std::back_inserter(quarantined));
    }
    if (feeds.empty())
        return true;
    const auto begun = m_clock.instant();
    if (auto done = m_journal->commit(additions, quarantined); !done) {
        noticeJournalProblem(done.error());
        return false;
    }
    m_lastCommit = m_clock.instant();
    std::size_t bytes = 0;
    for (auto *feed : feeds) {
        bytes += feed->uncommittedBytes();
        if (feed->uncommittedBytes() <= CommitPace::littleShare)
            m_lastOfQuietFeed = m_lastCommit;
    }
    if (m_pace.note(m_lastCommit - begun, bytes, m_lastCommit - m_lastOfQuietFeed < quietFeedCounts))
        setTurns();
    m_strain.noteCommit(m_lastCommit - begun, bytes, m_pace.turn());

    auto next = quarantined.begin();
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        for (auto &message : feeds[i]->quarantined())
            message.id = (next++)->id;
        if (const auto entries = feeds[i]->takeQuarantined(); !entries.isEmpty())
            Q_EMIT messagesQuarantined(entries);
        if (const auto batch = feeds[i]->takeCommitted(additions[i].number))
            m_delivery->offer(batch);
        publishStatusSoon(feeds[i]->index());
    }
    // A timer may have to wait until a feed that floods us has nothing more to read.
    if (m_lastCommit - m_lookedForStrain >= strainInterval)
        lookForStrain();
    else if (!m_strainTimer.isActive() && m_delivery->waiting() > 0)
        m_strainTimer.start();
    return true;
}

void FeedWorker::setTurns()
{
    // A feed that is alone has nobody to leave the disk to.
    const auto others = std::ranges::count_if(m_feeds, [](const auto &feed) { return feed->connection().isUsable(); });
    const auto turn = others < 2 ? Channel::Turn() : m_pace.turn();
    for (const auto &feed : m_feeds)
        feed->connection().setTurn(turn);
}

void FeedWorker::lookForStrain()
{
    m_lookedForStrain = m_clock.instant();
    m_strain.noteWaiting(m_delivery->waiting(), m_delivery->doneUntil());
    if (m_strain.tell(m_journalStatus))
        Q_EMIT journalStatusChanged(m_journalStatus);
    if (!m_strain.isCalm())
        m_strainTimer.start();
}

void FeedWorker::publishStatusSoon(FeedIndex feed)
{
    m_statusDue[feed] = true;
    if (!m_statusTimer.isActive())
        m_statusTimer.start();
}

void FeedWorker::publishStatus()
{
    // A status speaks of what is on disk; Live, of all that came before it.
    const bool onDisk = m_journalStatus.problem.isEmpty() && commit();
    setTurns(); // somebody may have come or gone
    for (std::size_t i = 0; i < m_feeds.size(); ++i) {
        if (!m_statusDue[i])
            continue;
        if (!onDisk && m_feeds[i]->connection().state() == ConnectionState::Live)
            continue; // it is being stopped, and will be said then
        m_statusDue[i] = false;
        Q_EMIT statusChanged(m_feeds[i]->status());
    }
}

void FeedWorker::close()
{
    for (const auto &feed : m_feeds) {
        feed->connection().stop();
        feed->close();
    }
    commit();
    m_healTimer.stop();
    m_trimTimer.stop();
    m_commitTimer.stop();
    m_statusTimer.stop();
    m_strainTimer.stop();
    closeJournal();
    m_lock.reset();
}

} // namespace Bellboard
