// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"
#include "journal/outboxstore.h"
#include "util/clock.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <list>
#include <optional>
#include <vector>

namespace Bellboard {

/// The commands of one feed on their way: kept on disk before they are sent, sent in order, sent again with the same key until the
/// server answers, also after a restart. Each ends exactly once. What somebody wrote is not lost when it fails: a message or a change that ended so
/// stays, on disk, until another command takes its place or it is given up.
///
/// Commands on one subject go one after the other; those on different subjects do not wait for each other.
class Outbox : public QObject
{
    Q_OBJECT

public:
    /// More are refused.
    static constexpr std::size_t capacity = 1000;
    /// The longest text that a command may carry, in UTF-16 units.
    static constexpr qsizetype textLimit = 100'000;
    /// What is not answered after this is not wanted any more.
    static constexpr std::chrono::hours lifetime{24};
    /// For the answer to the first sending; the double for each further one, up to longestTimeout.
    static constexpr std::chrono::seconds timeout{10};
    static constexpr std::chrono::seconds longestTimeout{120};
    /// So many wait for their answers at once.
    static constexpr int mostUnderWay = 16;

    /// What became of sending a command.
    enum class Sending {
        Failed, ///< it cannot be sent now
        UnderWay, ///< the operating system has it, and an answer comes
        Settled, ///< the operating system has it, and no answer comes
        Leaving, ///< as UnderWay, but it waits in this process; noteLeft() tells when it does not any more
        LeavingForGood, ///< the same as Settled
        Unknown, ///< the server has no such command
    };
    /// Sends a command.
    using Send = std::function<Sending(const Command &)>;
    /// What is told of a command that the server does not have.
    static QString unknownCommand();

    /// `store` must outlive the outbox; `feed` is the feed's row in the journal, `index` its place in the program.
    Outbox(std::int64_t feed, FeedIndex index, OutboxStore &store, const Clock &clock, Send send,
           QObject *parent = nullptr);

    /// Takes back what an earlier run left, and tells of it with progressed(); does nothing once that was done.
    Result<void, DatabaseError> restore();
    /// Whether restore() has succeeded, so that all there is is known here.
    bool isRestored() const { return m_restored; }
    /// Writes all that is kept into the store again, which was begun anew and is empty.
    Result<void, DatabaseError> keepAgain();
    /// Takes a command; progressed() tells what becomes of it. It is refused with `refusal`, unless that is empty.
    void add(const Command &command, const QString &refusal = {});
    /// Takes a command back that was not sent, or gives one up that failed; false when it is too late, or there is none. As long as that
    /// cannot be kept on disk it is still pending, but not sent.
    bool cancel(const QString &key);
    /// The draft of this conversation is not the one any more that became a command, so that this one takes none with it.
    void leaveDraft(const QString &conversation);
    /// What was sent on this connection has all left this process.
    void noteLeft();
    /// Whether commands can be sent: the connection is usable; and whether there is reason to doubt that.
    void setUsable(bool usable, bool doubtful = false);
    /// The server answered; an answer that nobody waits for is dropped.
    void settle(const QString &key, bool done, const QString &reason);

    /// Commands that are not over.
    std::size_t size() const { return m_entries.size(); }

Q_SIGNALS:
    void progressed(const Bellboard::CommandProgress &progress);

private:
    struct Entry : OutboxStore::Entry
    {
        bool kept = true; ///< on disk
        bool cancelled = false; ///< but that is not on disk yet
        bool underWay = false; ///< sent on this connection, not answered
        bool leaving = false; ///< of that, something waits in this process
        bool isAnswered = true; ///< an answer comes
        bool told = true; ///< that it failed stands on disk, if it did
        CommandPhase phase = CommandPhase::Pending; ///< that was told
        int sendings = 0; ///< in this run
        Instant due; ///< when it is sent again, if under way
    };
    using Entries = std::list<Entry>;
    using Place = Entries::iterator;

    void pump();
    void expire();
    /// False when the disk cannot be written.
    bool removeLeftovers();
    bool finishCancelled();
    bool writeFailures();
    /// It was asked for, and is over before it began.
    void refuse(Entry entry, const QString &reason);
    void keepFailed(Entry entry, CommandPhase phase, const QString &reason);
    /// What came of sending an entry.
    enum class Outcome {
        NotSent, ///< nothing can be sent now
        UnderWay,
        Over, ///< it has ended: no answer comes
    };
    Outcome sendNow(Place place);
    void schedule();
    void abandonUnkept();
    void finish(Place place, CommandPhase phase, const QString &reason = {}, bool answered = false);
    void tell(const Entry &entry, CommandPhase phase, const QString &reason = {}, bool answered = false);
    /// Tells it unless that, or more, was told.
    void tellOnce(Entry &entry, CommandPhase phase);
    static Place find(Entries &entries, const QString &key);
    Place find(const QString &key) { return find(m_entries, key); }

    const std::int64_t m_feed;
    const FeedIndex m_index;
    OutboxStore &m_store;
    const Clock &m_clock;
    const Send m_send;
    Entries m_entries; ///< in the order in which they were asked for
    Entries m_failed; ///< that are kept
    bool m_restored = false;
    std::vector<std::int64_t> m_leftovers; ///< on disk still, though they are over
    bool m_usable = false;
    bool m_doubtful = false;
    QTimer m_timer; ///< the next sending or expiry
};

} // namespace Bellboard
