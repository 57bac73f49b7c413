// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/feedworker.h"

#include "util/logging.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

constexpr auto healInterval = 1s;
/// Between two looks for what is too old or too much, and between two parts of removing it, which leave the most of the time to
/// what comes in.
constexpr auto trimInterval = 1min;
constexpr auto trimPause = 20ms;
/// So often a run sets the journal aside; then it waits to be mended, as with any other trouble.
constexpr int mostReplacements = 3;
/// Set in a journal that took the place of one that was damaged while it was in use: it begins in the middle.
constexpr auto incompleteKey = "incomplete";

EngineError journalFailure(const DatabaseError &error)
{
    // What is no error of SQLite's is no trouble that passes.
    const auto kind = error.code != 0 && !isDamage(error) ? EngineError::Kind::Disk : EngineError::Kind::Journal;
    return {kind, u"The journal cannot be opened: %1."_s.arg(error.text)};
}

} // namespace

Result<void, EngineError> FeedWorker::openJournal()
{
    closeJournal(); // what an attempt that failed left
    finishRescue(m_options.dataFolder);
    auto opened = openAndAddFeeds();
    QString word;
    if (!opened && isDamage(opened.error())) {
        qCWarning(logJournal) << "the journal is damaged:" << opened.error().text;
        word = u"damaged"_s;
    } else if (opened) {
        const auto incomplete = m_journal->progress(incompleteKey);
        word = incomplete && *incomplete != 0 ? u"incomplete"_s : QString();
    }
    if (!word.isEmpty()) {
        closeJournal();
        const auto rescue = rescueJournal(m_options.dataFolder, word, m_clock.wallTime(), {});
        if (!rescue)
            return Unexpected(journalFailure(rescue.error()));
        tellRescue(*rescue);
        opened = openAndAddFeeds();
    }
    if (!opened)
        return Unexpected(journalFailure(opened.error()));
    return {};
}

Result<void, DatabaseError> FeedWorker::openAndAddFeeds()
{
    auto journal = Journal::open(m_options.dataFolder);
    if (!journal)
        return Unexpected(journal.error());
    m_journal = std::move(*journal);
    return addFeeds();
}

void FeedWorker::closeJournal()
{
    m_retention.reset();
    m_delivery.reset();
    m_feeds.clear();
    m_notifiedKeys.clear();
    m_notified.clear();
    m_wokenKeys.clear();
    m_woken.clear();
    m_journal.reset();
}

void FeedWorker::checkJournal()
{
    if (auto sound = readThrough(); !sound) {
        noticeJournalProblem(sound.error());
        if (m_damaged) {
            // Nothing of it was shown to anybody, so that all of it can come from the servers again.
            for (const auto &feed : m_feeds)
                feed->forget();
            healJournal();
        }
    }
    m_shown = true;
}

Result<void, DatabaseError> FeedWorker::readThrough()
{
    // All of it is about to be read anyhow.
    if (m_options.replay == Engine::Replay::FromStart) {
        if (auto verified = m_journal->verify(m_closing); !verified)
            return verified;
    }
    return restoreOutboxes();
}

Result<void, DatabaseError> FeedWorker::restoreOutboxes()
{
    for (const auto &feed : m_feeds) {
        if (auto restored = feed->outbox().restore(); !restored)
            return restored;
        if (auto restored = feed->drafts().restore(); !restored)
            return restored;
    }
    return {};
}

Result<void, DatabaseError> FeedWorker::replaceJournal()
{
    auto rescue = rescueJournal(m_options.dataFolder, u"damaged"_s, m_clock.wallTime(),
                                [this](Journal &fresh) -> Result<void, DatabaseError> {
                                    for (const auto &feed : m_feeds) {
                                        if (auto moved = feed->moveTo(fresh); !moved)
                                            return moved;
                                    }
                                    return fresh.continueBehind(m_journal->lastSegment());
                                });
    if (!rescue)
        return Unexpected(rescue.error());
    m_replaced = true;
    m_damaged = false;
    ++m_replacements;
    m_retention = std::make_unique<Retention>(*m_journal, m_options.limits);
    if (std::ranges::all_of(m_feeds, [](const auto &feed) { return feed->outbox().isRestored(); })) {
        rescue->complete = true; // all of it is in memory
        rescue->commands = std::transform_reduce(m_feeds.begin(), m_feeds.end(), std::size_t{0}, std::plus(),
                                                 [](const auto &feed) { return feed->outbox().size(); });
    }
    tellRescue(*rescue);
    return {};
}

Result<void, DatabaseError> FeedWorker::completeReplacement()
{
    // What is in memory is true; what could be salvaged stays only where we never knew better.
    if (std::ranges::all_of(m_feeds, [](const auto &feed) { return feed->outbox().isRestored(); })) {
        if (auto cleared = m_journal->outbox().clear(); !cleared)
            return cleared;
        for (const auto &feed : m_feeds) {
            if (auto kept = feed->outbox().keepAgain(); !kept)
                return kept;
        }
    }
    if (std::ranges::all_of(m_feeds, [](const auto &feed) { return feed->drafts().isRestored(); })) {
        if (auto cleared = m_journal->drafts().clear(); !cleared)
            return cleared;
        for (const auto &feed : m_feeds) {
            if (auto kept = feed->drafts().keepAgain(); !kept)
                return kept;
        }
    }
    for (const auto &feed : m_feeds)
        feed->writePositionsAgain();
    if (auto marked = m_journal->setProgress(incompleteKey, m_shown ? 1 : 0); !marked)
        return marked;
    m_replaced = false;
    return {};
}

Result<void, DatabaseError> FeedWorker::writeAllNotified()
{
    for (std::size_t i = 0; i < m_feeds.size(); ++i) {
        if (auto done = writeNotified(static_cast<FeedIndex>(i)); !done)
            return done;
    }
    return {};
}

void FeedWorker::tellRescue(const JournalRescue &rescue)
{
    auto notice =
        u"The journal was damaged. It is kept as %1, and a new one takes its place; what the servers still have "
        "is read from them again."_s.arg(rescue.file);
    if (rescue.file.contains(u"incomplete"))
        notice = u"The journal began in the middle, as the one before it was damaged. It is kept as %1, and what the "
                 u"servers "
                 "still have is read from them again."_s.arg(rescue.file);
    if (rescue.commands > 0)
        notice += rescue.commands == 1 ? u" One command that was not answered yet goes on."_s
                                       : u" %1 commands that were not answered yet go on."_s.arg(rescue.commands);
    if (!rescue.complete)
        notice += u" Other commands that were not answered yet may be lost."_s;
    qCWarning(logJournal).noquote() << notice;
    m_journalStatus.notice = notice;
}

void FeedWorker::noticeJournalProblem(const DatabaseError &error)
{
    const bool replaces = isDamage(error) && m_replacements < mostReplacements;
    const auto problem = replaces
        ? u"The journal is damaged: %1. A new one is being put in its place."_s.arg(error.text)
        : u"The journal cannot be written: %1. Nothing is taken in until it can."_s.arg(error.text);
    m_damaged = m_damaged || replaces;
    if (m_journalStatus.problem != problem) {
        m_journalStatus.problem = problem;
        qCWarning(logJournal) << error.code << error.text;
        publishJournal();
    }
    stopConnections();
    if (!m_healTimer.isActive())
        m_healTimer.start(replaces && m_replacements == 0 ? 0s : healInterval);
}

void FeedWorker::stopConnections()
{
    // What is not on disk must not be taken from the server: hang up, and come back when it can be written. Posted, as it may be one of
    // the connections that speaks; who comes after the healing stops nobody.
    QMetaObject::invokeMethod(
        this,
        [this] {
            for (std::size_t i = 0; i < m_feeds.size() && !m_journalStatus.problem.isEmpty(); ++i) {
                auto &connection = m_feeds[i]->connection();
                if (connection.state() == ConnectionState::Stopped)
                    continue;
                m_resume[i] = true;
                connection.stop();
            }
        },
        Qt::QueuedConnection);
}

void FeedWorker::healJournal()
{
    // Each step may fail again, is then begun anew, and says so itself.
    const auto attempt = [this](Result<void, DatabaseError> (FeedWorker::*step)()) {
        auto done = (this->*step)();
        if (!done)
            noticeJournalProblem(done.error());
        return bool(done);
    };
    if (m_damaged) {
        m_journal->close();
        const bool replaced = attempt(&FeedWorker::replaceJournal);
        if (auto opened = m_journal->reopen(); !opened)
            return noticeJournalProblem(opened.error());
        if (!replaced)
            return;
    }
    if ((m_replaced && !attempt(&FeedWorker::completeReplacement)) || !attempt(&FeedWorker::restoreOutboxes)
        || !attempt(&FeedWorker::writeAllNotified) || !commit())
        return;
    m_delivery->pump();
    if (m_healTimer.isActive())
        return; // it can be written, but not read
    // What failed commits left at the end of the log looks like damage to it: a new log begins.
    if (auto folded = m_journal->foldLog(); !folded)
        return noticeJournalProblem(folded.error());
    m_journalStatus.problem.clear();
    publishJournal();
    m_statusTimer.start(); // of those that were not stopped yet
    for (std::size_t i = 0; i < m_feeds.size(); ++i) {
        if (m_resume[i])
            m_feeds[i]->connection().start();
        m_resume[i] = false;
    }
}

void FeedWorker::trimJournal()
{
    bool more = false;
    if (m_journalStatus.problem.isEmpty()) {
        const auto told = [this](FeedId row) {
            const auto feed = m_byRow.find(row);
            return feed == m_byRow.end() ? std::numeric_limits<std::int64_t>::max() : m_notified[feed->second];
        };
        const auto worked = m_retention->work(m_clock.wallTime(), m_delivery->doneUpTo(), told);
        if (!worked)
            noticeJournalProblem(worked.error());
        more = worked && *worked;
        if (!more)
            publishJournal();
    }
    m_trimTimer.start(more ? trimPause : std::chrono::milliseconds(trimInterval));
}

void FeedWorker::publishJournal()
{
    if (const auto usage = m_journal->usage()) {
        m_journalStatus.bytes = usage->bytes;
        m_journalStatus.oldest = usage->oldest;
    }
    m_journalStatus.setAside = setAsideJournals(m_options.dataFolder);
    Q_EMIT journalStatusChanged(m_journalStatus);
}

} // namespace Bellboard
