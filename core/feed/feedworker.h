// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/commitpace.h"
#include "feed/delivery.h"
#include "feed/engine.h"
#include "feed/feed.h"
#include "feed/journalstatus.h"
#include "feed/journalstrain.h"
#include "journal/journal.h"
#include "journal/journalrescue.h"
#include "journal/retention.h"
#include "util/clock.h"

#include <QLockFile>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace Bellboard {

/// The worker thread's side of the Engine: owns the journal and the feeds, and decides when to commit.
class FeedWorker : public QObject
{
    Q_OBJECT

public:
    explicit FeedWorker(Engine::Options options);
    ~FeedWorker() override;

    /// Opens the journal and prepares the feeds; none connects yet.
    Result<void, EngineError> open();
    /// Hands over what the journal holds, as far as the options ask for it.
    void startDelivery();
    /// Connects a feed.
    void startFeed(FeedIndex feed);
    /// Answers to tokenWanted(): here it is (empty where there is none), or why it could not be read.
    void setToken(FeedIndex feed, const QByteArray &token);
    /// Before setToken(), for a feed whose proxy wants one.
    void setProxyPassword(FeedIndex feed, const QByteArray &password);
    void failToken(FeedIndex feed, const ChannelFailure &failure);
    /// Connects at once where it waits; the next attempt asks for the token anew.
    void retryNow(FeedIndex feed);
    void takeHint(TroubleHint hint);
    void setNetworkAvailable(bool available);
    void sendCommand(const Command &command);
    void cancelCommand(FeedIndex feed, const QString &key);
    void saveDraft(const Draft &draft);
    void sendTyping(FeedIndex feed, const QString &conversation);
    void setPresence(UserPresence presence);
    void giveCredit();
    void setNotifiedSegment(FeedIndex feed, qint64 segment);
    void setNotifiedWaking(FeedIndex feed, Timestamp until);
    /// By the feeds; see Engine::notifiedSegment().
    const std::vector<qint64> &notifiedSegments() const { return m_notified; }
    /// By the feeds; see Engine::notifiedWaking().
    const std::vector<Timestamp> &notifiedWakings() const { return m_woken; }
    /// Commits what was received, and closes everything.
    void close();
    /// Has what takes long end early, as close() is next; from any thread.
    void hurry() { m_closing = true; }

Q_SIGNALS:
    void batchReady(const Bellboard::EventBatchPtr &batch);
    void replayFinished();
    void statusChanged(const Bellboard::FeedStatus &status);
    void commandProgressed(const Bellboard::CommandProgress &progress);
    void typed(const Bellboard::Typing &typing);
    void draftsRestored(const QList<Bellboard::Draft> &drafts);
    void messagesQuarantined(const QList<Bellboard::QuarantineEntry> &entries);
    void journalStatusChanged(const Bellboard::JournalStatus &status);
    void eventsPassedOver(quint64 count);
    void tokenWanted(Bellboard::FeedIndex feed);

private:
    Result<void, DatabaseError> addFeeds();
    Result<void, DatabaseError> writeNotified(FeedIndex feed);
    void commitSoon();
    bool commit();
    void publishStatusSoon(FeedIndex feed);
    void publishStatus();
    void setTurns();
    /// Looks whether more comes than can be shown or written, and goes on looking while it may.
    void lookForStrain();

    // feedworkerjournal.cpp: what to do when the journal fails.
    Result<void, EngineError> openJournal();
    Result<void, DatabaseError> openAndAddFeeds();
    void closeJournal();
    /// Looks for damage before anything is handed over.
    void checkJournal();
    Result<void, DatabaseError> readThrough();
    Result<void, DatabaseError> restoreOutboxes();
    Result<void, DatabaseError> replaceJournal();
    Result<void, DatabaseError> completeReplacement();
    Result<void, DatabaseError> writeAllNotified();
    void tellRescue(const JournalRescue &rescue);
    void noticeJournalProblem(const DatabaseError &error);
    void stopConnections();
    void healJournal();
    void publishJournal();
    void trimJournal();

    const Engine::Options m_options;
    SystemClock m_clock;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<Delivery> m_delivery;
    std::unique_ptr<Retention> m_retention;
    std::vector<std::unique_ptr<Feed>> m_feeds;
    std::map<QString, std::shared_ptr<RateGauge::Moments>> m_dials; ///< when connections were made, by host and port
    QTimer m_commitTimer;
    bool m_commitPosted = false; ///< in its place
    QTimer m_statusTimer;
    QTimer m_healTimer;
    QTimer m_trimTimer;
    Instant m_lastCommit;
    Instant m_lastOfQuietFeed; ///< of the commits
    CommitPace m_pace;
    JournalStrain m_strain{m_clock};
    QTimer m_strainTimer;
    Instant m_lookedForStrain;
    std::vector<bool> m_statusDue;
    std::vector<bool> m_resume; ///< feeds to connect again once the journal can be written
    JournalStatus m_journalStatus;
    bool m_damaged = false; ///< the journal is to be replaced
    bool m_replaced = false; ///< it was, and not all that we know is in the new one yet
    int m_replacements = 0;
    bool m_shown = false; ///< what stands in the journal may have been handed over
    std::atomic<bool> m_closing = false;
    std::vector<std::string> m_notifiedKeys; ///< what m_notified is called in the journal
    std::unordered_map<FeedId, FeedIndex> m_byRow; ///< the feeds by their rows in the journal
    std::vector<qint64> m_notified; ///< up to which segment the user was told of a feed's alerts
    std::vector<std::string> m_wokenKeys; ///< what m_woken is called in the journal
    std::vector<Timestamp> m_woken; ///< until when the user was told of a feed's alerts that were snoozed
};

} // namespace Bellboard
