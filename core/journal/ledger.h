// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "journal/identitywindow.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

/// Where a stream stands: what has been taken in, all of which is on disk or about to be committed.
struct StreamCursor
{
    StreamId id = 0;
    std::string name;
    std::string epoch; ///< empty before the first event
    std::uint64_t offset = 0; ///< the newest; 0 before the first event
    Timestamp received; ///< when the newest came
    Timestamp time = {}; ///< when the newest happened; the epoch when it came before the start
    bool changed = false; ///< since the last commit
    bool renamed = false; ///< the stream is new or has another epoch since then
};

/// Decides of each event of one feed whether it is new: by its place in its stream, then by its identity (source, id).
class Ledger
{
public:
    /// What to do with an event.
    enum class Verdict {
        Accept, ///< it is the next one: take it in
        Duplicate, ///< it is known: drop it
        Ahead, ///< something before it is missing: drop it, and ask for what is missing
        NewEpoch, ///< its stream begins anew: nothing is done yet, as a snapshot may come first
        TooManyStreams, ///< the feed has more streams than we keep books for
    };

    static constexpr std::size_t maxStreams = 1000;

    /// Where an event comes from that is judged.
    enum class Source {
        Stream, ///< its stream
        HeldStream, ///< the same; where that has a position, it is kept in its epoch
        List, ///< all that a server has, so that it may be older than what came
    };

    /// How the offsets of a stream must follow. Of what is not behind the newest, only Whole tells by the offset that it is known: other
    /// servers may number anew without saying so, or each of their nodes in its own way, and there its identity tells.
    enum class Order {
        Whole, ///< from 1 on, one by one
        FromAnywhere, ///< one by one from that of the first event that comes
        AsTheyCome, ///< they rise; what is left out is not to be had, and taken note of in skipped()
    };
    /// Events that were left out.
    struct Skipped
    {
        StreamCursor last; ///< before them
        std::string epoch; ///< of the event behind them
        std::uint64_t from = 0;
        std::uint64_t to = 0;
        Timestamp until = {}; ///< when the event behind them happened
    };

    /// `newStream` gives a new stream its id in the journal.
    explicit Ledger(std::function<StreamId()> newStream) : m_newStream(std::move(newStream)) { }

    Order order() const { return m_order; }
    void setOrder(Order order) { m_order = order; }
    /// Takes over what the journal knows.
    void restoreStream(StreamCursor cursor);
    void restoreIdentity(const Identity &identity) { m_identities.insert(identity); }
    /// Knows nothing any more.
    void forget();
    std::size_t identityCapacity() const { return m_identities.capacity(); }

    /// An event of that identity is about to be judged.
    void expect(const Identity &identity) const { m_identities.prefetch(identity); }
    /// Judges `event`, and sets Event::stream. An accepted one has moved its stream's cursor; of one that is new though its place was passed,
    /// the place says nothing of what is newer: it is 0 then, but where it seems to be old.
    Verdict admit(Event &event, const Identity &identity, Timestamp received, Source source = Source::Stream);
    /// Whether something without a place comes for the first time.
    bool isNew(const Identity &identity) { return m_identities.insert(identity); }
    /// Judges one that a list of all there is names, by its identity: it may stand anywhere in its stream, whose cursor it does not move. What
    /// is beyond that where nothing is left out is still to come, and counts as known.
    Verdict admitListed(Event &event, const Identity &identity);
    /// Judges an event by its place alone, as it could not be read further; it has a place.
    Verdict admitUnread(Event &event, Timestamp received, bool holdsEpochs = false);
    /// The server is at `offset` of `epoch`, and has nothing between our position and that. Should we be beyond, it began anew.
    void noteEnd(std::string_view stream, std::string_view epoch, std::uint64_t offset);

    /// Until it is closed, events of that stream and epoch need only be newer than the last, up to the offset `to`; those of another
    /// epoch, or beyond, are Ahead. False when the stream cannot be kept books for.
    bool openSnapshot(std::string_view stream, std::string_view epoch, std::uint64_t to);
    /// Ends it, if there is one. Where it came to its end, it stands for everything up to `upTo`, and the stream goes on from there.
    void closeSnapshot(std::string_view stream, std::uint64_t upTo = 0);

    /// Positions that were left because their stream began anew, so that what came behind them may be missing.
    std::vector<StreamCursor> &abandoned() { return m_abandoned; }

    /// What was left out and not told of yet.
    std::vector<Skipped> &skipped() { return m_skipped; }

    /// Where a server goes on that gives pages by a cursor of its own; empty at first.
    const std::string &pageCursor() const { return m_bookmark.epoch; }
    void setPageCursor(const std::string &cursor);
    /// Whether an event without a place came, that would be missed, in the 30 days before `now`.
    bool hadUnplaced(Timestamp now) const;
    void noteUnplaced(Timestamp received);
    /// Whether a list of all there is has to be read, or read to its end.
    bool wantsSnapshot() const { return (m_bookmark.offset & snapshotIsWanted) != 0; }
    void setWantsSnapshot(bool wants);
    /// All of these as the journal keeps them: the cursor of a stream without a name, with the text for an epoch, and flags for an offset.
    StreamCursor &bookmark() { return m_bookmark; }
    const StreamCursor &bookmark() const { return m_bookmark; }

    std::vector<StreamCursor> &streams() { return m_streams; }
    const std::vector<StreamCursor> &streams() const { return m_streams; }
    /// The stream of that name, or nothing.
    const StreamCursor *find(std::string_view name) const;

private:
    // Of the bookmark's offset.
    static constexpr std::uint64_t unplacedCame = 1;
    static constexpr std::uint64_t snapshotIsWanted = 2;

    /// A stream that is being given in a shorter form.
    struct Snapshot
    {
        std::string stream;
        std::string epoch;
        std::uint64_t to = 0;
    };

    void changeBookmark();
    const Snapshot *snapshotOf(std::string_view stream) const;
    StreamCursor *findOrAdd(std::string_view name);
    /// Judges by its identity an event whose place was passed. A new one does not take the cursor back, but for the first of its stream:
    /// the numbering begins anew with it.
    Verdict admitPassed(Event &event, const Identity &identity, Timestamp received, Source source);
    /// When the newest event happened, as far as that is known.
    static Timestamp timeOf(const StreamCursor &cursor)
    {
        return cursor.time == Timestamp{} ? cursor.received : cursor.time;
    }
    /// Whether an event of a list is known, and has a number from before its stream was numbered anew.
    bool isLeftOver(const Event &event, const Identity &identity, Timestamp received) const;
    /// Whether an event that is not the next one may be taken in all the same.
    bool mayLeaveOut(const StreamCursor &cursor, const Event &event, std::uint64_t last);
    /// Moves the cursor to a place, and remembers the one that it leaves for something that is not behind it. A stream that begins anew in
    /// the same epoch is another one from then on, or its offsets would say that it is older.
    void move(StreamCursor &cursor, std::string_view epoch, std::uint64_t offset);

    std::function<StreamId()> m_newStream;
    std::vector<StreamCursor> m_streams;
    StreamCursor m_bookmark;
    std::vector<StreamCursor> m_abandoned;
    std::vector<Skipped> m_skipped;
    Order m_order = Order::Whole;
    std::vector<Snapshot> m_snapshots; ///< nearly always empty
    std::size_t m_lastFound = 0;
    IdentityWindow m_identities;
};

} // namespace Bellboard
