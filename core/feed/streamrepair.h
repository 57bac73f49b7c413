// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/ledger.h"
#include "protocol/controlmessage.h"

#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace Bellboard {

/// Mends one feed's streams: asks again for what is missing, then for a snapshot, and accepts a gap where the server gives neither.
///
/// What is called "while decoding" only takes notes; all that it sends or says follows from the event loop.
class StreamRepair : public QObject
{
    Q_OBJECT

public:
    /// How often a hole is asked for again until something else is tried.
    static constexpr int maxAsks = 2;
    /// A step in which nothing comes for so long, and at most for twice as long, is given up; well before the connection gives up a
    /// catch-up of which nothing comes, or each new one would ask for the same snapshot.
    static constexpr std::chrono::milliseconds timeout{4'000};

    /// Offsets that the server does not give.
    struct Missing
    {
        std::string stream;
        std::string epoch;
        std::uint64_t from = 0;
        std::uint64_t to = 0;
        Timestamp until = {}; ///< when the event behind it happened; the epoch when none has come
    };
    /// Offsets that it gave after all, or whose newest it gave.
    struct Mended
    {
        Missing place;
        RepairMeans means = RepairMeans::Again;
    };
    /// Asks the server for one stream from behind its position: again, or by a snapshot.
    using Ask = std::function<void(const StreamCursor &position, RepairMeans means)>;

    /// `patience` is the timeout. `accept` takes what is missing in as a gap, which moves the stream's cursor.
    StreamRepair(Ledger &ledger, std::chrono::milliseconds patience, Ask ask,
                 std::function<void(const Missing &)> accept, QObject *parent = nullptr);

    /// A connection begins, and all streams are about to be asked for from where we are; of these, a snapshot is to be asked for.
    std::vector<std::string> begin(const Welcome &welcome);
    /// The connection is gone: what is missing will be asked for by the next one.
    void pause();
    /// What is missing is not to be had: the events behind it are taken in, and say so themselves.
    void forget();
    /// Whether what was missed is being read from somewhere else: nothing is given up meanwhile.
    void setReading(bool reading) { m_reading = reading; }

    /// An event came too early. While decoding.
    void note(const Event &event);
    /// The server says that it has not got these offsets any more. True when a snapshot is tried before that is accepted. While decoding.
    bool takesOver(const Event &gap);
    /// An event says that its stream began anew. True when a snapshot is tried before that is accepted. While decoding.
    bool takesOverEpoch(const Event &event);
    /// The next event of its stream came. While decoding.
    void close(const Event &event);
    /// A snapshot begins, or there is none. While decoding.
    void noticeSnapshot(const SnapshotBegin &begin);
    /// The end of a replay, which may be that of a snapshot. While decoding.
    void endSnapshot(const CaughtUp &caughtUp);
    /// The same; not to be called while a message is being decoded.
    void noticeCaughtUp(const CaughtUp &caughtUp);

    /// Whether something is missing, so that what came too early was dropped.
    bool isMending() const { return !m_holes.empty(); }
    bool offersSnapshots() const { return m_offered; }
    /// What was mended and not said yet.
    std::vector<Mended> &mended() { return m_mended; }

Q_SIGNALS:
    /// Whether something is missing now, and was asked for or is about to be.
    void mendingChanged(bool mending);

private:
    /// How far the mending of a stream is.
    enum class Stage {
        Asked, ///< for the same offsets again
        SnapshotAsked, ///< for a snapshot, which has not begun
        SnapshotRunning, ///< it has begun
        SnapshotDone, ///< it is through
    };
    /// A stream in which something is missing.
    struct Hole
    {
        Stage stage = Stage::Asked;
        std::string epoch; ///< of the event that came too early
        std::uint64_t from = 0; ///< the first that is missing
        std::uint64_t until =
            0; ///< the offset of that event; of several, the first in the stream. 0: the server says what is missing
        Timestamp time; ///< when that event happened
        int asks = 0;
        bool moved = true; ///< something happened since the timer was looked at
        bool again = false; ///< events came too early beside the snapshot
        std::string snapshotEpoch;
        std::uint64_t snapshotEnd = 0;
        std::uint64_t next = 0; ///< what would follow in the snapshot if it left nothing out
        bool skipped = false; ///< it did, and that was said
    };
    using Holes = std::map<std::string, Hole, std::less<>>;

    bool canSnapshot(std::string_view stream) const { return m_offered && !m_vain.contains(stream); }
    std::uint64_t lastOf(std::string_view stream, std::string_view epoch) const;
    StreamCursor positionOf(const std::string &stream) const;
    /// The server says that it gave everything; what we have not got is asked for again.
    void noticeEnd(const CaughtUp &caughtUp);
    void ask(const std::string &stream);
    void send(const std::string &stream, RepairMeans means);
    /// How many times the server has yet to say that it gave all of a stream; nothing of too many streams.
    int *awaitedOf(const std::string &stream);
    void askSnapshot(Holes::iterator hole);
    /// Asks for one, but not while decoding.
    void askSnapshotSoon(std::string_view stream);
    /// Nobody gives what is missing.
    void giveUp(Holes::iterator hole);
    void fail(Holes::iterator hole);
    void say(Holes::const_iterator hole, const std::string &epoch, std::uint64_t from, std::uint64_t to,
             RepairMeans means);
    void watch();
    void tellMending();
    void noticeTimeout();

    Ledger &m_ledger;
    const Ask m_ask;
    const std::function<void(const Missing &)> m_accept;
    Holes m_holes;
    std::vector<Mended> m_mended;
    std::map<std::string, int, std::less<>> m_awaited;
    bool m_paused = false;
    bool m_reading = false;
    bool m_toldMending = false;
    bool m_offered = false; ///< snapshots, on this connection
    std::set<std::string, std::less<>> m_vain; ///< streams of which there was none on this connection
    QTimer m_timer;
};

} // namespace Bellboard
