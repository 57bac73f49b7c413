// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A message of the native protocol. The journal keeps the raw bytes of an event, and reads them back: they must mean the same.

#include "fuzztarget.h"

#include "event/eventbatch.h"
#include "protocol/cloudeventsdecoder.h"

#include <simdjson.h>

#include <cstring>
#include <deque>
#include <string>

using namespace Bellboard;

namespace {

class Sink final : public DecodeSink
{
public:
    std::deque<Event> events;
    int rejected = 0;
    int controls = 0;

    ~Sink() override = default;
    Event &blankEvent() override { return m_event = Event{}; }
    void eventDecoded() override { events.push_back(m_event); }
    void controlDecoded(const ControlMessage &) override { ++controls; }
    void messageRejected(std::string_view raw, const DecodeError &error, Event *) override
    {
        require(!error.reason.empty(), "what is wrong is said");
        touch(raw);
        ++rejected;
    }
    std::deque<std::string> &unescapedTexts() override { return m_unescaped; }

    /// Reads all of `text`, so that a view to nowhere is found.
    static void touch(std::string_view text)
    {
        volatile char sum = 0;
        for (const char c : text)
            sum = static_cast<char>(sum ^ c);
    }

private:
    Event m_event;
    std::deque<std::string> m_unescaped;
};

/// `bytes` with exactly the room behind them that a decoder may read.
TextBuffer padded(std::string_view bytes)
{
    TextBuffer text(bytes.size());
    std::memcpy(text.writePosition(), bytes.data(), bytes.size());
    std::memset(text.writePosition() + bytes.size(), 0, TextBuffer::padding);
    text.advance(bytes.size());
    return text;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto text = padded(asText(data, size));
    CloudEventsDecoder decoder;
    Sink sink;
    decoder.decode({text.data(), text.size()}, sink);
    require(sink.events.empty() || simdjson::validate_utf8(text.data(), text.size()), "events come of UTF-8 only");
    for (const auto &event : sink.events) {
        require(!event.id.empty() && !event.source.empty(), "an event has an identity");
        for (const auto part : {event.id, event.source, event.type, event.subject, event.streamName, event.epoch})
            Sink::touch(part);
        const auto raw = padded(event.raw);
        Sink again;
        decoder.decode({raw.data(), raw.size()}, again);
        require(again.events.size() == 1 && again.rejected == 0, "the raw bytes of an event are that event");
        const auto &same = again.events.front();
        require(same.id == event.id && same.source == event.source && same.type == event.type
                    && same.subject == event.subject && same.streamName == event.streamName && same.epoch == event.epoch
                    && same.offset == event.offset && same.time == event.time
                    && same.data.index() == event.data.index(),
                "read back, an event means the same");
    }
    return 0;
}
