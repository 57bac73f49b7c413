// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/segment.h"

#include <algorithm>
#include <cstring>

namespace Bellboard {

namespace {

/// Takes the one event that stands in a record.
class RecordSink final : public DecodeSink
{
public:
    explicit RecordSink(EventBatch &batch) : m_batch(batch) { }

    ~RecordSink() override
    {
        if (m_blank)
            m_batch.events.pop_back();
    }

    Event &blankEvent() override
    {
        if (m_blank)
            return m_batch.events.back() = Event{};
        m_blank = true;
        return m_batch.events.emplace_back();
    }
    void eventDecoded() override { m_blank = false; }
    void controlDecoded(const ControlMessage &) override { }
    void messageRejected(std::string_view, const DecodeError &) override { }
    std::deque<std::string> &unescapedTexts() override { return m_batch.unescaped; }


    std::size_t count() const { return m_batch.events.size() - (m_blank ? 1 : 0); }

private:
    EventBatch &m_batch;
    bool m_blank = false;
};

} // namespace

void SegmentBuilder::makeRoom(std::size_t capacity)
{
    m_text = std::make_shared<TextBuffer>(std::max(capacity, textCapacity));
    m_atMessage = 0;
}

void SegmentBuilder::finishMessage(std::size_t size)
{
    if (m_records.size() > m_atMessage)
        m_text->advance(size);
    m_atMessage = m_records.size();
}

Event &SegmentBuilder::blankEvent()
{
    auto &events = m_batch->events;
    if (m_blank)
        return events.back() = Event{};
    if (events.capacity() == 0)
        events.reserve(std::min<std::size_t>(ripeEvents, 64));
    m_blank = true;
    return events.emplace_back();
}

void SegmentBuilder::add(const Identity &identity, Timestamp received, Instant arrived)
{
    const auto &event = m_batch->events.back();
    SegmentRecord record;
    record.start = static_cast<std::uint32_t>(event.raw.data() - m_text->data());
    record.length = static_cast<std::uint32_t>(event.raw.size());
    record.stream = event.stream;
    record.offset = event.offset;
    record.received = received.time_since_epoch().count();
    record.identity = identity;
    if (m_records.empty())
        m_batch->arrived = arrived;
    m_records.push_back(record);
    m_batch->received = received;
    m_blank = false;
}

EventBatchPtr SegmentBuilder::take(std::int64_t segment)
{
    if (m_blank)
        m_batch->events.pop_back();
    m_blank = false;
    m_batch->segment = segment;
    m_batch->text = m_text;
    m_records.clear();
    m_atMessage = 0;
    m_text.reset();
    return std::exchange(m_batch, std::make_shared<EventBatch>());
}

EventBatchPtr SegmentReader::read(std::int64_t segment, FeedIndex feed, Timestamp received, std::string_view records,
                                  std::string_view text, bool replayed)
{
    auto buffer = std::make_shared<TextBuffer>(text.size());
    std::memcpy(buffer->writePosition(), text.data(), text.size());
    buffer->advance(text.size());

    auto batch = std::make_shared<EventBatch>();
    batch->segment = segment;
    batch->received = received;
    batch->replayed = replayed;
    batch->events.reserve(records.size() / sizeof(SegmentRecord));
    readRecords(records, *buffer, feed, *batch);
    batch->text = std::move(buffer);
    return batch;
}

void SegmentReader::readRecords(std::string_view records, const TextBuffer &text, FeedIndex feed, EventBatch &batch)
{
    RecordSink sink(batch);
    for (std::size_t at = 0; at + sizeof(SegmentRecord) <= records.size(); at += sizeof(SegmentRecord)) {
        SegmentRecord record;
        std::memcpy(&record, records.data() + at, sizeof record);
        if (std::uint64_t{record.start} + record.length > text.size()) {
            ++m_undecodable;
            continue;
        }
        const auto before = sink.count();
        m_decoder.decode({text.data() + record.start, record.length}, sink);
        if (sink.count() == before) {
            ++m_undecodable;
            continue;
        }
        auto &event = batch.events.back();
        event.stream = record.stream;
        event.feed = feed;
        if (event.time == Timestamp{})
            event.time = Timestamp(std::chrono::milliseconds(record.received));
    }
}

} // namespace Bellboard
