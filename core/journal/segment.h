// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/eventbatch.h"
#include "journal/identitywindow.h"
#include "profile/profiledecoder.h"
#include "protocol/cloudeventsdecoder.h"
#include "util/pool.h"
#include "util/result.h"

#include <bit>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace Bellboard {

/// What the journal stores of one event beside its raw bytes; in the file exactly as in memory.
struct SegmentRecord
{
    /// In `length`: it is a message of our own, in the native protocol whatever the rest of the segment is in.
    static constexpr std::uint32_t ownFlag = std::uint32_t{1} << 31;
    /// In `length`: see Event::isLate.
    static constexpr std::uint32_t lateFlag = std::uint32_t{1} << 30;
    /// From there on, in `length`: Event::part. What is left is more than the largest text has.
    static constexpr int partShift = 26;

    std::uint32_t start = 0; ///< where its bytes begin in the segment's text
    std::uint32_t length = 0; ///< how many they are, which part, and flags
    StreamId stream = 0; ///< 0 when it is in none
    std::uint32_t silence =
        0; ///< of a gap whose bytes do not say its times: it began so many seconds before it was received; else 0
    std::uint64_t offset = 0; ///< its place in the stream; 0 when not numbered
    std::int64_t received = 0; ///< ms since 1970 UTC
    Identity identity;

    std::uint32_t size() const { return length & ((std::uint32_t{1} << partShift) - 1); }
    std::uint8_t part() const { return (length >> partShift) & (Event::mostParts - 1); }
    bool isOwn() const { return (length & ownFlag) != 0; }
    bool isLate() const { return (length & lateFlag) != 0; }
};
static_assert(sizeof(SegmentRecord) == 48 && std::endian::native == std::endian::little,
              "segments are stored as they stand in memory, little endian");

/// Gathers the events of one feed until they are committed: their bytes, their records, and their decoded form.
class SegmentBuilder
{
public:
    /// At this many events, or bytes, a segment is ripe to be committed.
    static constexpr std::size_t ripeEvents = 2000;
    static constexpr std::size_t ripeBytes = 3 * (std::size_t{1} << 18);
    /// Behind a text that is not ripe yet even a large message has its place; what is never written to takes no memory.
    static constexpr std::size_t textCapacity = std::size_t{1} << 21;

    /// `profile` is by what the events are decoded; null for the native protocol.
    explicit SegmentBuilder(std::shared_ptr<const Profile> profile = nullptr) : m_profile(std::move(profile)) { }

    const std::shared_ptr<const Profile> &profile() const { return m_profile; }
    bool isEmpty() const { return m_records.empty(); }
    bool isRipe() const { return m_records.size() >= ripeEvents || (m_text && m_text->size() >= ripeBytes); }
    std::size_t room() const { return m_text ? m_text->room() : 0; }

    /// Makes a new text of at least `capacity` bytes; only while empty.
    void makeRoom(std::size_t capacity);
    /// Makes `text`, in which the next message stands, the text; only while empty.
    void takeText(TextBuffer &&text);
    char *writePosition() { return m_text->writePosition(); }
    /// The next `size` bytes stay when an event was added since they were begun; else they and their unescaped texts go.
    void finishMessage(std::size_t size);

    /// Where the next event is to be decoded to.
    Event &blankEvent();
    /// The event that was just decoded, not taken in yet.
    Event &decodedEvent() { return m_batch->events.back(); }
    std::deque<std::string> &unescapedTexts() { return m_batch->unescaped; }
    /// Takes the decoded event in; its raw bytes are in this segment's text. `silence` is for SegmentRecord::silence.
    void add(const Identity &identity, Timestamp received, std::chrono::seconds silence = std::chrono::seconds(0));
    /// Says that what was just taken in is a message of our own.
    void markOwn() { m_records.back().length |= SegmentRecord::ownFlag; }
    /// Takes over what stands in another segment, with its bytes, but not decoded; take() yields no such events.
    void copy(const SegmentRecord &record, std::string_view raw, Timestamp segmentReceived);

    const std::vector<SegmentRecord> &records() const { return m_records; }
    std::string_view text() const { return {m_text->data(), m_text->size()}; }
    /// The text as an LZ4 block; valid until the next call.
    std::string_view packedText();
    Timestamp received() const { return m_batch->received; }

    /// The events as a batch, now that they are committed as `segment`; empty again afterwards.
    EventBatchPtr take(std::int64_t segment);

private:
    static constexpr std::size_t fewestEvents = 64;

    std::shared_ptr<EventBatch> blankBatch();

    const std::shared_ptr<const Profile> m_profile;
    Pool<TextBuffer> m_texts;
    Pool<EventBatch> m_batches;
    std::shared_ptr<TextBuffer> m_text;
    std::shared_ptr<EventBatch> m_batch = blankBatch();
    std::vector<SegmentRecord> m_records;
    TextBuffer m_packed;
    std::size_t m_eventsNext = fewestEvents; ///< how many events the next segment is expected to hold
    std::size_t m_atMessage = 0; ///< how many records there were when the message at hand began
    std::size_t m_unescapedAtMessage = 0; ///< the same of unescaped texts
    bool m_blank = false;
};

/// A segment as the journal stores it; views into whatever it was read from.
struct StoredSegment
{
    std::int64_t number = 0;
    std::int64_t feed = 0; ///< the feed's row in the journal
    Timestamp received;
    std::string_view records;
    std::int64_t size = 0; ///< of the text, unpacked
    std::string_view packedText;
    std::int64_t profile = 0; ///< by which it was decoded; 0 for the native protocol
    std::string_view profileText;
};

/// Decodes a stored segment again. Events that no longer decode (another program's damage) are left out and counted.
class SegmentReader
{
public:
    SegmentReader();
    ~SegmentReader();

    /// `replayed` is for EventBatch::replayed. A segment that cannot even be unpacked yields a batch without events.
    EventBatchPtr read(const StoredSegment &segment, FeedIndex feed, bool replayed);
    /// The records of the events that were read last, in their order.
    const std::vector<SegmentRecord> &records() const { return m_records; }
    std::uint64_t undecodable() const { return m_undecodable; }

private:
    void readRecords(const StoredSegment &segment, const TextBuffer &text, FeedIndex feed, EventBatch &batch);
    /// A profile that the journal kept, and what decodes by it; null where it makes no sense to us.
    struct Profiled
    {
        std::shared_ptr<const Profile> profile;
        std::unique_ptr<ProfileDecoder> decoder;
    };
    const Profiled &profiledBy(const StoredSegment &segment);

    CloudEventsDecoder m_decoder;
    std::unordered_map<std::int64_t, Profiled> m_profiled; ///< by StoredSegment::profile
    std::vector<SegmentRecord> m_records;
    std::uint64_t m_undecodable = 0;
};

} // namespace Bellboard
