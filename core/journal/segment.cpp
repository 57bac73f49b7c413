// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/segment.h"

#include "profile/profilefile.h"
#include "util/vectorstate.h"

#include <lz4.h>

#include <algorithm>
#include <cstring>

namespace Bellboard {

namespace {

/// A little less packed than LZ4 can, for a quarter less time.
constexpr int acceleration = 4;
/// No segment that we write is larger: one message of the largest size, as UTF-16 could make it, behind a full text.
constexpr std::int64_t maxTextSize = std::int64_t{64} << 20;
static_assert(maxTextSize <= std::int64_t{1} << SegmentRecord::partShift);
static_assert(std::uint32_t{Event::mostParts} << SegmentRecord::partShift == SegmentRecord::lateFlag);

/// Takes the one event that stands in a record, of all that are made of its bytes.
class RecordSink final : public DecodeSink
{
public:
    explicit RecordSink(EventBatch &batch) : m_batch(batch) { }

    ~RecordSink() override
    {
        if (m_blank)
            m_batch.events.pop_back();
    }

    /// The bytes of another record come next, of which this part is to be taken.
    void expect(std::uint8_t part)
    {
        m_part = part;
        m_others.clear();
    }
    /// Takes this part of the bytes of the record before, if there is one.
    void takeOther(std::uint8_t part)
    {
        const auto other = std::ranges::find(m_others, part, &Event::part);
        if (other == m_others.end())
            return;
        blankEvent() = *other;
        m_blank = false;
    }

    Event &blankEvent() override
    {
        if (m_blank)
            return m_batch.events.back() = Event{};
        m_blank = true;
        return m_batch.events.emplace_back();
    }
    void eventDecoded() override
    {
        const auto &event = m_batch.events.back();
        if (event.part == m_part)
            m_blank = false;
        else
            m_others.push_back(event);
    }
    void controlDecoded(const ControlMessage &) override { }
    void messageRejected(std::string_view, const DecodeError &, Event *) override { }
    std::deque<std::string> &unescapedTexts() override { return m_batch.unescaped; }

    std::size_t count() const { return m_batch.events.size() - (m_blank ? 1 : 0); }

private:
    EventBatch &m_batch;
    std::vector<Event> m_others; ///< further parts
    std::uint8_t m_part = 0;
    bool m_blank = false;
};

} // namespace

void SegmentBuilder::makeRoom(std::size_t capacity)
{
    m_text = capacity > textCapacity ? std::make_shared<TextBuffer>(capacity)
                                     : m_texts.take([] { return std::make_unique<TextBuffer>(textCapacity); });
    m_atMessage = 0;
}

void SegmentBuilder::takeText(TextBuffer &&text)
{
    m_text = std::make_shared<TextBuffer>(std::move(text));
    m_text->clear(); // what stands there becomes content when it is decoded
    m_atMessage = 0;
}

void SegmentBuilder::finishMessage(std::size_t size)
{
    if (m_records.size() > m_atMessage)
        m_text->advance(size);
    else
        m_batch->unescaped.resize(m_unescapedAtMessage); // or control messages and junk would pile them up
    m_atMessage = m_records.size();
    m_unescapedAtMessage = m_batch->unescaped.size();
}

Event &SegmentBuilder::blankEvent()
{
    auto &events = m_batch->events;
    if (m_blank)
        return events.back() = Event{};
    if (events.empty())
        events.reserve(m_eventsNext);
    m_blank = true;
    return events.emplace_back();
}

void SegmentBuilder::add(const Identity &identity, Timestamp received, std::chrono::seconds silence)
{
    const auto &event = m_batch->events.back();
    SegmentRecord record;
    record.start = static_cast<std::uint32_t>(event.raw.data() - m_text->data());
    record.length = static_cast<std::uint32_t>(event.raw.size()) | std::uint32_t{event.part} << SegmentRecord::partShift
        | (event.isLate ? SegmentRecord::lateFlag : 0);
    record.stream = event.stream;
    record.silence = static_cast<std::uint32_t>(silence.count());
    record.offset = event.offset;
    record.received = received.time_since_epoch().count();
    record.identity = identity;
    m_records.push_back(record);
    m_batch->received = received;
    m_blank = false;
}

void SegmentBuilder::copy(const SegmentRecord &record, std::string_view raw, Timestamp segmentReceived)
{
    if (room() < raw.size())
        makeRoom(std::max(raw.size(), textCapacity));
    std::memcpy(writePosition(), raw.data(), raw.size());
    auto &copied = m_records.emplace_back(record);
    copied.start = static_cast<std::uint32_t>(m_text->size());
    m_batch->received = segmentReceived;
    finishMessage(raw.size());
}

std::string_view SegmentBuilder::packedText()
{
    const int most = LZ4_compressBound(static_cast<int>(m_text->size()));
    m_packed.reserve(static_cast<std::size_t>(most));
    const int size = LZ4_compress_fast(m_text->data(), m_packed.writePosition(), static_cast<int>(m_text->size()), most,
                                       acceleration);
    return {m_packed.data(), static_cast<std::size_t>(size)};
}

std::shared_ptr<EventBatch> SegmentBuilder::blankBatch()
{
    return m_batches.take([] { return std::make_unique<EventBatch>(); });
}

EventBatchPtr SegmentBuilder::take(std::int64_t segment)
{
    if (m_blank)
        m_batch->events.pop_back();
    m_blank = false;
    m_batch->segment = segment;
    m_batch->profile = m_profile;
    m_batch->text = m_text;
    // Growing step by step would leave holes in the heap: up at once, down by halves.
    m_eventsNext = std::clamp(std::max(m_records.size(), m_eventsNext / 2), fewestEvents, ripeEvents);
    m_records.clear();
    m_atMessage = 0;
    m_unescapedAtMessage = 0;
    m_text.reset();
    return std::exchange(m_batch, blankBatch());
}

EventBatchPtr SegmentReader::read(const StoredSegment &segment, FeedIndex feed, bool replayed)
{
    clearUpperHalves();
    auto batch = std::make_shared<EventBatch>();
    batch->segment = segment.number;
    batch->received = segment.received;
    batch->replayed = replayed;
    m_records.clear();
    const auto count = segment.records.size() / sizeof(SegmentRecord);
    const auto size = std::clamp<std::int64_t>(segment.size, 0, maxTextSize);
    auto text = std::make_shared<TextBuffer>(static_cast<std::size_t>(size));
    const int unpacked = LZ4_decompress_safe(segment.packedText.data(), text->writePosition(),
                                             static_cast<int>(segment.packedText.size()), static_cast<int>(size));
    if (unpacked != size) {
        m_undecodable += count;
        return batch;
    }
    text->advance(static_cast<std::size_t>(size));
    batch->events.reserve(count);
    readRecords(segment, *text, feed, *batch);
    batch->text = std::move(text);
    return batch;
}

SegmentReader::SegmentReader() = default;

SegmentReader::~SegmentReader() = default;

const SegmentReader::Profiled &SegmentReader::profiledBy(const StoredSegment &segment)
{
    const auto [entry, isNew] = m_profiled.try_emplace(segment.profile);
    if (isNew) {
        const QByteArray text(segment.profileText.data(), static_cast<qsizetype>(segment.profileText.size()));
        if (auto file = ProfileFile::parseKept(text); file.profile)
            entry->second = {file.profile, std::make_unique<ProfileDecoder>(file.profile)};
    }
    return entry->second;
}

void SegmentReader::readRecords(const StoredSegment &segment, const TextBuffer &text, FeedIndex feed, EventBatch &batch)
{
    const auto records = segment.records;
    ProfileDecoder *profiled = nullptr;
    if (segment.profile != 0) {
        const auto &found = profiledBy(segment);
        profiled = found.decoder.get();
        batch.profile = found.profile;
    }
    RecordSink sink(batch);
    std::string_view last;
    for (std::size_t at = 0; at + sizeof(SegmentRecord) <= records.size(); at += sizeof(SegmentRecord)) {
        SegmentRecord record;
        std::memcpy(&record, records.data() + at, sizeof record);
        if (std::uint64_t{record.start} + record.size() > text.size()) {
            ++m_undecodable;
            continue;
        }
        const auto before = sink.count();
        const std::string_view raw(text.data() + record.start, record.size());
        const Timestamp received{std::chrono::milliseconds(record.received)};
        // The parts of one message stand one behind the other, and have the same bytes.
        const bool isDecoded = record.part() > 0 && raw.data() == last.data() && raw.size() == last.size();
        last = raw;
        if (isDecoded) {
            sink.takeOther(record.part());
        } else {
            sink.expect(record.part());
            if (segment.profile == 0 || record.isOwn())
                m_decoder.decode(raw, sink);
            else if (profiled)
                profiled->decode(raw, received, sink);
        }
        if (sink.count() == before) {
            ++m_undecodable;
            continue;
        }
        auto &event = batch.events[before]; // behind it may be a blank one
        event.stream = record.stream;
        event.offset = record.offset; // its bytes do not say that its place was passed
        event.isLate = record.isLate();
        event.feed = feed;
        m_records.push_back(record);
        if (event.time == Timestamp{})
            event.time = received;
        if (auto *gap = std::get_if<GapData>(&event.data); gap && record.silence > 0) {
            gap->since = received - std::chrono::seconds(record.silence);
            gap->until = received;
        }
    }
}

} // namespace Bellboard
