// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"
#include "event/typing.h"
#include "feed/drafts.h"
#include "feed/feedsettings.h"
#include "feed/feedstatus.h"
#include "feed/listfetcher.h"
#include "feed/outbox.h"
#include "feed/streamrepair.h"
#include "feed/typinggate.h"
#include "journal/journal.h"
#include "profile/profiledecoder.h"
#include "protocol/cloudeventsdecoder.h"
#include "stream/connection.h"
#include "stream/httpplan.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <vector>

namespace Bellboard {

/// One feed at work: takes the messages of its connection, decodes them, judges the events, and gathers what is new until
/// it is committed.
class Feed final : public QObject, private MessageSink, private DecodeSink
{
    Q_OBJECT

public:
    /// `connection` says how patient to be, and who the user is; its URL is that of `settings`.
    Feed(FeedIndex index, FeedSettings settings, Journal &journal, FeedRow row, Connection::Settings connection,
         std::chrono::milliseconds repairTimeout, const Clock &clock, RandomSource random, QObject *parent = nullptr);

    Connection &connection() { return m_connection; }
    FeedIndex index() const { return m_index; }
    FeedStatus status() const;

    Outbox &outbox() { return m_outbox; }
    Drafts &drafts() { return m_drafts; }
    /// Has a command done; commandProgressed() tells what becomes of it.
    void sendCommand(const Command &command);
    /// Tells the server that the user writes in this conversation; dropped when that cannot be sent at once.
    void sendTyping(const QString &conversation);
    /// Tells the server of the user, and again, as it is then, on each new connection.
    void setPresence(UserPresence presence);

    /// Whether something waits to be committed.
    bool hasUncommitted() const;
    /// Takes in what waits for what will not come any more; nothing follows.
    void close();
    /// How many bytes of events wait to be committed.
    std::size_t uncommittedBytes() const { return m_segment.isEmpty() ? 0 : m_segment.text().size(); }
    /// What to commit; the segment must be taken by takeCommitted() after success.
    Journal::Addition addition() { return {m_feedId, &m_segment, &m_ledger, 0}; }
    std::vector<Journal::Quarantined> &quarantined() { return m_quarantined; }
    /// The events of the segment that was committed under `number`; nothing when there were none (0).
    EventBatchPtr takeCommitted(std::int64_t number);
    /// The quarantined messages were committed; the newest of them, as many as anybody looks at, oldest first.
    QList<QuarantineEntry> takeQuarantined();
    /// The newest messages that are in quarantine from before, oldest first.
    QList<QuarantineEntry> storedQuarantine(Journal &journal) const;

    /// Makes a row for this feed, with what is committed by now, in a journal that takes the place of a lost one.
    Result<void, DatabaseError> moveTo(Journal &fresh) const;
    /// Forgets all that it knows from the journal, which is lost; only before it was started.
    void forget();
    /// Has the positions of all streams written with the next commit.
    void writePositionsAgain();

Q_SIGNALS:
    /// Something was added, the first since the last commit; commit it soon.
    void gathered();
    /// So much was added that it must be committed before this signal returns.
    void ripened();
    void statusChanged();
    void commandProgressed(const Bellboard::CommandProgress &progress);
    void typed(const Bellboard::Typing &typing);
    /// What an earlier run left.
    void draftsRestored(const QList<Bellboard::Draft> &drafts);

private:
    char *messageSpace(std::size_t capacity) override;
    void messageGathered(TextBuffer &message, PayloadKind kind) override;
    void pageGathered(TextBuffer &page) override;
    void messageReceived(std::size_t size, PayloadKind kind) override;
    Event &blankEvent() override { return m_segment.blankEvent(); }
    void identityRead(const Event &event) override;
    void eventDecoded() override;
    void controlDecoded(const ControlMessage &message) override;
    void messageRejected(std::string_view raw, const DecodeError &error, Event *event) override;
    void messageIgnored() override { m_connection.noteEvent(); }
    void placePassed(Event &event) override;
    std::deque<std::string> &unescapedTexts() override { return m_segment.unescapedTexts(); }

    void messageRefused(std::string_view raw, std::string_view why) override;

    /// Where `capacity` bytes can be written, with room for so many behind them.
    char *spaceFor(std::size_t capacity, std::size_t behind);
    /// The message at hand cannot be kept.
    void drop();
    /// Lets the server know that what came is kept, if it is all of it.
    void confirm();
    /// Has what was added committed: soon, or at once where it is much.
    void noticeGathered();
    Timestamp wallTimeAt(Instant now);
    /// Takes in the message of `size` bytes that stands in the space that messageSpace() gave, and came at `received`.
    void takeMessage(std::size_t size, Timestamp received);
    /// Decodes it.
    void ingest(std::size_t size);
    // What is missing (feedgaps.cpp)
    /// The server gives it by no means.
    void acceptMissing(const StreamRepair::Missing &missing);
    /// Whether the connection brings what was missed before it.
    bool givesWhatWasMissed() const;
    /// Whether the list of what was missed has all that the connection does not bring.
    bool listsWhatWasMissed() const;
    /// From `since` on something may be missing, unless the next connection brings it; the epoch or nothing: nobody knows from when.
    void noteAway(std::optional<Timestamp> since);
    /// There is a connection that messages come by.
    void noteReturn();
    /// That took the place of another one, which stood until then.
    void noteMove();
    /// What it reads from was replaced, maybe after it was dead for long.
    void noteReplacement();
    /// From `since` on something may be missing though the connection stands: asks for it, or tells of it.
    void noteMissed(std::optional<Timestamp> since);
    void journalAbsence();
    /// Says in a message of our own what is missing; false when it cannot be kept just now.
    bool journalGap(const GapData &gap);
    /// Says when what is missing happened, of a gap of the server's that does not; for how long before it was received there was
    /// nothing, or 0 when nobody knows.
    std::chrono::seconds dateGap(GapData &gap) const;
    void journalAbandoned();
    void journalMended();
    void journalSkipped();
    /// Takes in a message of our own like any other; false when it cannot be kept just now.
    bool journalOwn(const QByteArray &message);
    QuarantineEntry entryFor(const Journal::Quarantined &message) const;
    void quarantine(std::string_view raw, const std::string &reason);
    /// So that what is in quarantine from before is known when it comes again.
    void restoreUnread(Journal &journal);
    /// Judges a further part of a message whose first part was taken in, which stands for its place.
    Ledger::Verdict admitPart(Event &event);
    void subscribe(const Welcome &welcome);
    StreamStatus statusOf(const StreamCursor &cursor) const;
    void tellPresence();
    void takeTyping(const TypingNotice &typing);
    void takeComplaint(const ServerError &error);
    /// Takes note of where a server that gives pages goes on, once all of this page is kept.
    void keepPageCursor(const std::string &cursor, bool isIdle);
    void setPageCursor(const std::string &cursor, bool isIdle);

    // Ways to the server (feedcarriers.cpp)
    /// Where the streams are, for a channel that asks.
    std::vector<StreamCursor> positions() const;
    /// The other ways to a server whose WebSocket is blocked.
    std::vector<Connection::Rung> fallbacks();
    /// What channels ask for by HTTP.
    HttpPlan httpPlan();
    Connection::ChannelFactory channelsOf(Carrier carrier);
    /// Whether a part of a stream can be asked for on the connection that is, or that is tried next.
    bool asksAgain() const;
    /// How offsets follow on it.
    Ledger::Order orderNow() const;
    void setOrder();
    /// Whether nobody but a list can bring what is missing in a stream.
    bool isMendedByList() const;
    /// Whether what is being taken in is of a list of all that a server has, which may be older than what came.
    bool isOfAll() const;

    // Lists (feedlists.cpp)
    void setUpLists();
    void askForLists();
    /// The connection beside which they were asked for is gone.
    void cutLists();
    /// Asks anew for the list of what was missed, or gives it up where the server wants to be left alone.
    void askForMissed();
    /// Nothing waits for the list of what was missed, for a while.
    void giveUpMissed();
    /// Whether it is under way, or soon is.
    bool awaitsMissed() const;
    void takeListPage(ListFetcher::List list, TextBuffer &page);
    void takeListEnd(ListFetcher::List list, const ChannelFailure &failure);
    /// Whether what was just decoded has to wait until the list under way has been taken in.
    bool mustWait(const Event &event) const;
    /// Judges by its place what cannot be read or is nothing; nothing where it came too early and waits for that list.
    std::optional<Ledger::Verdict> admitUnread(Event &event, std::string_view raw);
    /// Judges what comes behind a hole that nobody fills.
    template<typename Admit>
    Ledger::Verdict passHole(Admit admit);
    /// Keeps an event that came too early until such a list was read; false when that would be too long.
    bool waitForList(const Event &event, std::string_view raw);
    /// An event came by the connection, and was new.
    void noteBeyondLists();
    void hold(const Event &event, std::string_view raw);
    /// Takes in what waited.
    void takeHeld();
    /// The server said how far a stream goes.
    void noteEnd(const CaughtUp &caughtUp);
    /// Sees to it that what a server says there is comes, or is told of.
    void reachEnds();
    /// Whether a server is behind where the stream was before this connection: it began anew.
    bool isBehind(const CaughtUp &caughtUp) const;
    void noteMending();
    /// Why a command is refused at once; empty when it may wait for the server.
    QString refusalOf(const Command &command) const;
    /// Sends a command, or says why not.
    Outbox::Sending say(const Command &command);

    const FeedIndex m_index;
    const FeedSettings m_settings;
    const QString m_userName; ///< by the settings
    const std::shared_ptr<const Dialect> m_dialect;
    const FeedId m_feedId;
    const Clock &m_clock;
    Ledger m_ledger;
    StreamRepair m_repair;
    SegmentBuilder m_segment;
    CloudEventsDecoder m_decoder;
    std::unique_ptr<ProfileDecoder> m_profiled; ///< decodes what the server says; null for the native protocol
    std::vector<Journal::Quarantined> m_quarantined;
    std::size_t m_quarantinedBytes = 0;
    bool m_gathered = false; ///< said so since the last commit
    bool m_taking = false; ///< a message is being taken in, so that what is committed now is without it
    bool m_isPage = false; ///< what is taken in may have been given before
    /// What became of the first part of the message at hand, if there was one; further parts follow it.
    struct FirstPart
    {
        bool isHeld = false; ///< all of the message comes again
        bool isKept = false; ///< the message is in quarantine
        std::optional<Ledger::Verdict> verdict; ///< nothing where it was not judged
        StreamId stream = 0;
        std::uint64_t offset = 0;
        bool isLate = false;
    };
    FirstPart m_first;
    bool m_isFromStart = false; ///< pages by a cursor that are read began with all that the server has
    /// A message that waits for the end of a list.
    struct Held
    {
        std::string raw;
        Timestamp received;
        bool isPage = false;
        bool hasPlace = false; ///< in a stream
        int listsBegun = 0; ///< of what was missed, before it came or was looked at again
    };
    std::vector<Held> m_held;
    std::size_t m_heldBytes = 0;
    bool m_takesHeld = false; ///< just now
    /// What is missing before the message at hand is not in the list that was read since it came: it is a gap.
    bool m_passesHoles = false;
    /// How far a server says that a stream goes, beside lists.
    struct End
    {
        CaughtUp said;
        bool wasAsked = false; ///< for that list, because of it
    };
    std::vector<End> m_ends; ///< that were not reached yet
    std::vector<StreamCursor>
        m_subscribed; ///< beside lists: where the streams were when this connection was subscribed by
    bool m_missedIsCut = false; ///< the list of what was missed was not read to its end, and what waits is newer
    std::optional<std::string> m_heldCursor; ///< of a page that came beside, too
    bool m_catchUpFails = false; ///< on this connection, just now
    QTimer m_catchUpRest{this}; ///< until it is tried again
    std::size_t m_listAgain = 0; ///< after so many events what was missed is listed again; 0: never
    std::size_t m_sinceList = 0; ///< so many came by the connection since
    std::optional<ListFetcher::List> m_listed; ///< what is taken in is of that list
    /// A time of which nobody gives what came.
    struct Absence
    {
        Timestamp since; ///< the epoch when nobody knows
        std::optional<Timestamp> until; ///< nothing while it lasts
    };
    std::optional<Absence> m_away;
    bool m_droppedSome = false; ///< messages of this connection could not be kept
    bool m_wasUsable = false; ///< before the newest change of its state
    std::map<std::string, std::chrono::milliseconds, std::less<>> m_intervals; ///< as the server expects them
    Outbox m_outbox;
    Drafts m_drafts;
    TypingGate m_typingGate;
    std::optional<UserPresence> m_presence;
    std::optional<UserPresence> m_toldPresence; ///< on this connection
    QTimer m_presenceTimer{this}; ///< until it may be told
    std::unique_ptr<TextBuffer>
        m_overflow; ///< takes a message that cannot be kept because the journal cannot be written
    Identity m_identity; ///< of the event at hand
    Timestamp m_received; ///< when the message at hand came
    Instant m_clocksReadAt; ///< when both clocks were last read
    Timestamp m_wallTimeThen;
    Timestamp m_begun; ///< the newest attempt
    QString m_user; ///< by the server
    QString m_complaint;
    bool m_complaintIsOld = false; ///< it is from the connection before
    std::optional<Timestamp> m_lastData;
    std::int64_t m_newestSegment = 0;
    std::uint64_t m_journalled = 0;
    std::uint64_t m_quarantineCount = 0;
    std::uint64_t m_unmatched = 0;
    std::uint64_t m_duplicates = 0;
    std::uint64_t m_gaps = 0;
    std::uint64_t m_repairs = 0;
    bool m_writingOwn = false; ///< the message at hand is one of our own
    StreamId m_behind = 0; ///< the message at hand is a gap of that stream, which is beyond it
    Connection m_connection;
    std::unique_ptr<ListFetcher> m_lists; ///< null where the profile has none
};

} // namespace Bellboard
