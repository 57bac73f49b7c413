// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"
#include "event/draft.h"
#include "event/eventbatch.h"
#include "event/typing.h"
#include "feed/feedsettings.h"
#include "feed/feedstatus.h"
#include "feed/journalstatus.h"
#include "feed/streamrepair.h"
#include "journal/journallimits.h"
#include "stream/connection.h"
#include "stream/troublehint.h"
#include "util/result.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <functional>
#include <optional>

namespace Bellboard {

class FeedWorker;
class SecretStore;

/// Why there is no journal to work on.
struct EngineError
{
    /// What kind of trouble, for exit codes.
    enum class Kind {
        Locked, ///< another process has the data folder open
        Folder, ///< the data folder cannot be used
        Journal, ///< the journal cannot be opened
        Disk, ///< the same, but it may be possible later
        Missing, ///< the journal is not there (any more)
    };
    Kind kind = Kind::Journal;
    QString text; ///< one sentence for people
};

/// All feeds of this program on a thread of their own: sockets, decoding and the journal.
///
/// What arrives is first committed to the journal, then handed over in batches; at most `creditLimit` of them are under way
/// at once, and whoever takes them gives each back with consumed(). What does not fit waits in the journal.
class Engine : public QObject
{
    Q_OBJECT

public:
    /// Where the batches begin.
    enum class Replay {
        FromStart, ///< the whole journal first
        None, ///< only what is journalled from now on
    };

    struct Options
    {
        QString dataFolder; ///< made when missing, 0700
        QList<FeedSettings> feeds; ///< a feed's place in this list is its FeedIndex
        Replay replay = Replay::FromStart;
        SecretStore *secrets =
            nullptr; ///< lives on the caller's thread and outlives the engine; none: feeds go without tokens
        QString user; ///< told to servers that have no sign-in; may be empty
        JournalLimits limits;
        bool connectFeeds = true; ///< false only reads the journal
        bool waitsForDisk = true; ///< false: whoever cannot open the journal is to be told so at once
        /// How patient every feed's connection is; whose it is, the feed fills in.
        Connection::Settings connection;
        /// How long a server may take over each step of mending a stream.
        std::chrono::milliseconds repairTimeout = StreamRepair::timeout;
    };

    explicit Engine(Options options, QObject *parent = nullptr);
    ~Engine() override;

    /// Opens the journal and starts the feeds; when it fails nothing runs. Where the disk is the reason it succeeds all the same, if the
    /// options say so: journalStatusChanged() tells of the problem, and all begins once that is over.
    Result<void, EngineError> start();
    /// Commits what was received, closes and joins the thread.
    void stop();

    const QList<FeedSettings> &feeds() const { return m_options.feeds; }
    /// Where the journal is.
    const QString &dataFolder() const { return m_options.dataFolder; }
    /// Up to which segment the user has been told of a feed's alerts; 0 at first.
    qint64 notifiedSegment(FeedIndex feed) const { return m_notifiedSegments.value(feed); }
    /// Remembers, on disk, that nothing of this feed up to `segment` may be announced again.
    void setNotifiedSegment(FeedIndex feed, qint64 segment);
    /// Until when the snoozed alerts of a feed were announced again; the epoch at first.
    Timestamp notifiedWaking(FeedIndex feed) const { return m_notifiedWakings.value(feed); }
    /// Remembers, on disk, that nothing of this feed that was snoozed until then or before may be announced again for that.
    void setNotifiedWaking(FeedIndex feed, Timestamp until);

    /// Gives a batch back after use, so that the next one comes.
    void consumed(const EventBatchPtr &batch);
    /// Reads the token of `feed` again and, where it is not connected, tries now with it; all feeds when `feed` is empty.
    void retryNow(const QString &feed = {});
    /// Has every connected feed ask its server whether it is there, and those that wait try soon; see Connection::takeHint().
    void takeHint(TroubleHint hint);
    /// Whether this computer has a network at all; as long as nobody says so, it has one.
    void setNetworkAvailable(bool available);
    /// Takes a command, keeps it and sends it; commandProgressed() tells what becomes of it.
    void sendCommand(const Command &command);
    /// Takes a command back, unless it was sent, or gives up a message that failed; commandProgressed() tells so.
    void cancelCommand(FeedIndex feed, const QString &key);
    /// Keeps what the user is writing, on disk, in the place of what was kept of that conversation; an empty text removes it. False, and
    /// not kept, as long as the journal is not open.
    bool saveDraft(const Draft &draft);
    /// Tells a feed's server that the user writes in this conversation. Volatile: unless the feed is connected and its connection
    /// free, nothing happens, now or later.
    void sendTyping(FeedIndex feed, const QString &conversation);
    /// Tells every connected feed's server whether the user is here. Volatile as well, but that each new connection is told once,
    /// as it is then; nobody is told before the first call.
    void setPresence(UserPresence presence);

Q_SIGNALS:
    /// It is about to stop: what shall be kept must be said now.
    void stopping();
    /// The journal is open; from start(), or later, where the disk had to be waited for.
    void opened();
    void batchReady(const Bellboard::EventBatchPtr &batch);
    /// Everything that stood in the journal at the start has been handed over.
    void replayFinished();
    /// At most 10 times a second for each feed.
    void statusChanged(const Bellboard::FeedStatus &status);
    /// At the start also for each command that an earlier run left, and each message that failed there.
    void commandProgressed(const Bellboard::CommandProgress &progress);
    /// Somebody writes just now; of very many only some a second.
    void typed(const Bellboard::Typing &typing);
    /// What the user was writing when the last run ended; at the start, and not where there is none.
    void draftsRestored(const QList<Bellboard::Draft> &drafts);
    /// Messages that could not be understood, of one feed, oldest first; of very many only the newest.
    void messagesQuarantined(const QList<Bellboard::QuarantineEntry> &entries);
    /// Also once at the start.
    void journalStatusChanged(const Bellboard::JournalStatus &status);
    /// Some events in the journal could not be read back and were passed over; so many since the start. They stay in the file.
    void eventsPassedOver(quint64 count);

private:
    /// Goes on with an opened journal.
    void begin();
    void waitForDisk(const EngineError &error);
    void openAgain();
    /// Reads the token, and the password of the proxy where it wants one.
    void readToken(FeedIndex feed);
    /// Calls `next` with a secret of the feed, empty where there is none; a keychain that fails fails the feed's attempt.
    void readSecret(FeedIndex feed, const QString &name, const std::function<void(const QByteArray &)> &next);
    /// Calls a function of the worker on its thread, later.
    template<typename Function, typename... Arguments>
    void ask(Function function, Arguments &&...arguments);

    Options m_options;
    QThread m_thread;
    FeedWorker *m_worker = nullptr;
    bool m_open = false;
    QTimer m_openTimer{this}; ///< while the disk has to be waited for
    QString m_openProblem;
    std::optional<UserPresence> m_presence;
    bool m_networkAvailable = true;
    QList<qint64> m_notifiedSegments; ///< by the feeds
    QList<Timestamp> m_notifiedWakings; ///< by the feeds
};

} // namespace Bellboard
