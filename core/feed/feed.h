// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/command.h"
#include "feed/feedsettings.h"
#include "feed/feedstatus.h"
#include "journal/journal.h"
#include "protocol/cloudeventsdecoder.h"
#include "stream/connection.h"

#include <QHash>
#include <QObject>

#include <map>
#include <vector>

namespace Bellboard {

/// One feed at work: takes the messages of its connection, decodes them, judges the events, and gathers what is new until
/// it is committed.
class Feed final : public QObject, private MessageSink, private DecodeSink
{
    Q_OBJECT

public:
    /// How often a hole in a stream is asked for again until it is accepted as a gap.
    static constexpr int maxAsks = 2;
    static constexpr std::chrono::seconds commandTimeout{10};

    Feed(FeedIndex index, FeedSettings settings, Journal &journal, Journal::FeedRow row, const QString &user,
         const Clock &clock, RandomSource random, QObject *parent = nullptr);

    Connection &connection() { return m_connection; }
    FeedIndex index() const { return m_index; }
    FeedStatus status() const;

    /// Sends a command; commandFinished() follows exactly once.
    void sendCommand(const Command &command);

    /// Whether something waits to be committed.
    bool hasUncommitted() const;
    /// What to commit; the segment must be taken by takeCommitted() after success.
    Journal::Addition addition() { return {m_feedId, &m_segment, &m_ledger, 0}; }
    std::vector<Journal::Quarantined> &quarantined() { return m_quarantined; }
    /// The events of the segment that was committed under `number`; nothing when there were none (0).
    EventBatchPtr takeCommitted(std::int64_t number);
    /// The quarantined messages were committed.
    std::vector<QuarantineEntry> takeQuarantined();
    /// The newest messages that are in quarantine from before, oldest first.
    std::vector<QuarantineEntry> storedQuarantine(Journal &journal) const;

Q_SIGNALS:
    /// Something was added; commit it soon.
    void gathered();
    /// So much was added that it must be committed before this signal returns.
    void ripened();
    void statusChanged();
    void commandFinished(const Bellboard::CommandOutcome &outcome);

private:
    char *messageSpace(std::size_t capacity) override;
    void messageReceived(std::size_t size) override;
    Event &blankEvent() override { return m_segment.blankEvent(); }
    void eventDecoded() override;
    void controlDecoded(const ControlMessage &message) override;
    void messageRejected(std::string_view raw, const DecodeError &error) override;
    std::deque<std::string> &unescapedTexts() override { return m_segment.unescapedTexts(); }

    Timestamp wallTimeAt(Instant now);
    QuarantineEntry entryFor(const Journal::Quarantined &message) const;
    void quarantine(std::string_view raw, const std::string &reason);
    void subscribe(const Welcome &welcome);
    void askForMissing(const std::string &stream);
    void noticeCaughtUp(const CaughtUp &caughtUp);
    void noticeRepairTimeout();
    void acceptGap(const StreamCursor &cursor, const std::string &epoch, std::uint64_t from, std::uint64_t to);
    void finishCommand(const CommandOutcome &outcome);
    void abandonCommands();

    /// A stream in which something is missing and was asked for again.
    struct Hole
    {
        std::string epoch; ///< of the event that came too early
        std::uint64_t until = 0; ///< the offset of that event; of several, the first in the stream
        int asks = 0;
    };

    const FeedIndex m_index;
    const FeedSettings m_settings;
    const FeedId m_feedId;
    const Clock &m_clock;
    Ledger m_ledger;
    SegmentBuilder m_segment;
    CloudEventsDecoder m_decoder;
    std::vector<Journal::Quarantined> m_quarantined;
    std::size_t m_quarantinedBytes = 0;
    std::map<std::string, Hole, std::less<>> m_holes;
    std::map<std::string, std::chrono::milliseconds, std::less<>> m_intervals; ///< as the server expects them
    QHash<QString, QTimer *> m_commands; ///< that wait for their result
    std::unique_ptr<TextBuffer>
        m_overflow; ///< takes a message that cannot be kept because the journal cannot be written
    Timestamp m_received; ///< when the message at hand came
    Instant m_clocksReadAt; ///< when both clocks were last read
    Timestamp m_wallTimeThen;
    QTimer m_repairTimer;
    std::optional<Timestamp> m_lastData;
    std::int64_t m_newestSegment = 0;
    std::uint64_t m_journalled = 0;
    std::uint64_t m_quarantineCount = 0;
    std::uint64_t m_duplicates = 0;
    std::uint64_t m_gaps = 0;
    Connection m_connection;
};

} // namespace Bellboard
