// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/cloudeventsdecoder.h"

#include "protocol/eventdata.h"
#include "protocol/jsonreader.h"

#include <array>
#include <charconv>

namespace Bellboard {

namespace {

using namespace std::string_view_literals;
using Kind = DecodeError::Kind;

/// The context attributes that we look at; each may come once.
enum Attribute : unsigned {
    SpecVersion = 1,
    Id = 2,
    Source = 4,
    Type = 8,
    Time = 16,
    Subject = 32,
    ContentType = 64,
    Data = 128,
    Stream = 256,
    Epoch = 512,
    Sequence = 1024,
    DataBase64 = 2048,
};

constexpr std::array attributes{
    std::pair{"specversion"sv, SpecVersion}, std::pair{"id"sv, Id},
    std::pair{"source"sv, Source},           std::pair{"type"sv, Type},
    std::pair{"time"sv, Time},               std::pair{"subject"sv, Subject},
    std::pair{"datacontenttype"sv, ContentType}, std::pair{"data"sv, Data},
    std::pair{"stream"sv, Stream},           std::pair{"epoch"sv, Epoch},
    std::pair{"sequence"sv, Sequence},       std::pair{"data_base64"sv, DataBase64},
};

constexpr unsigned required = SpecVersion | Id | Source | Type;
constexpr unsigned position = Stream | Epoch | Sequence;

unsigned attributeOf(std::string_view key)
{
    for (const auto &[name, attribute] : attributes) {
        if (name == key)
            return attribute;
    }
    return 0;
}

/// White space of JSON cut off both ends.
std::string_view trimmed(std::string_view text)
{
    constexpr auto space = " \t\r\n"sv;
    const auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::uint64_t sequenceNumber(JsonReader &reader, std::string_view text)
{
    std::uint64_t number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!reader.failed()
        && (result.ec != std::errc{} || result.ptr != text.data() + text.size() || text.size() > 19 || number == 0))
        reader.fail(Kind::NotAnEvent, "sequence is not a decimal number from 1 in a string of at most 19 digits");
    return number;
}

/// Whether nothing but white space follows what was read of `document`.
bool isAtEnd(simdjson::ondemand::document &document)
{
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

bool isJsonContentType(std::string_view type)
{
    const auto essence = type.substr(0, type.find(';'));
    return essence == "application/json" || essence == "text/json" || essence.ends_with("+json");
}

} // namespace

/// What is read of one object, beside the event itself.
struct CloudEventsDecoder::Envelope
{
    Event &event;
    ControlMessage control{};
    unsigned seen = 0;
    /// The data's text where it stood before the type, to be read afterwards.
    std::string_view earlyData{};
};

void CloudEventsDecoder::decode(std::string_view message, DecodeSink &sink)
{
    const auto reject = [&](simdjson::error_code code, std::string_view part) {
        JsonReader reader(sink.unescapedTexts());
        reader.fail(code);
        sink.messageRejected(part, reader.takeError());
    };

    simdjson::ondemand::json_type type{};
    if (const auto code = m_parser.iterate(message.data(), message.size(), message.size() + simdjson::SIMDJSON_PADDING).get(m_document))
        return reject(code, message);
    if (const auto code = m_document.type().get(type))
        return reject(code, message);

    if (type == simdjson::ondemand::json_type::object) {
        simdjson::ondemand::object object;
        if (const auto code = m_document.get_object().get(object))
            return reject(code, message);
        return decodeObject(object, trimmed(message), true, sink);
    }

    simdjson::ondemand::array array;
    if (const auto code = m_document.get_array().get(array))
        return reject(code, message);
    const char *done = message.data();
    const auto rest = [&] { return trimmed({done, static_cast<std::size_t>(message.data() + message.size() - done)}); };
    bool any = false;
    for (auto element : array) {
        any = true;
        simdjson::ondemand::object object;
        if (const auto code = std::move(element).get_object().get(object))
            return reject(code, rest());
        std::string_view raw;
        if (const auto code = object.raw_json().get(raw))
            return reject(code, rest());
        raw = trimmed(raw);
        done = raw.data() + raw.size();
        bool empty = false;
        if (const auto code = object.reset().get(empty))
            return reject(code, raw);
        decodeObject(object, raw, false, sink);
    }
    if (!isAtEnd(m_document))
        reject(simdjson::TRAILING_CONTENT, rest());
    else if (!any)
        sink.messageRejected(message, {Kind::NotAnEvent, "a batch without events"});
}

void CloudEventsDecoder::decodeObject(simdjson::ondemand::object &object, std::string_view raw, bool whole, DecodeSink &sink)
{
    JsonReader reader(sink.unescapedTexts());
    Envelope envelope{sink.blankEvent()};
    readEnvelope(reader, object, envelope);
    if (!reader.failed() && whole && !isAtEnd(m_document))
        reader.fail(simdjson::TRAILING_CONTENT);
    if (!reader.failed() && !envelope.earlyData.empty())
        readEarlyData(reader, envelope);
    if (!reader.failed())
        checkEnvelope(reader, envelope);
    if (reader.failed())
        return sink.messageRejected(raw, reader.error());
    if (isControlMessage(envelope.event.type))
        return sink.controlDecoded(envelope.control);
    envelope.event.raw = raw;
    sink.eventDecoded();
}

void CloudEventsDecoder::readEnvelope(JsonReader &reader, simdjson::ondemand::object &object, Envelope &envelope)
{
    auto &event = envelope.event;
    reader.forEachMember(object, [&](std::string_view key, JsonReader::Value value) {
        const auto attribute = attributeOf(key);
        if (envelope.seen & attribute)
            return reader.fail(Kind::NotAnEvent, "an attribute comes twice");
        envelope.seen |= attribute;
        switch (attribute) {
        case SpecVersion:
            if (reader.text(value, key) != "1.0" && !reader.failed())
                reader.fail(Kind::NotAnEvent, "specversion is not 1.0");
            return;
        case Id:
            event.id = reader.nonEmptyText(value, key);
            return;
        case Source:
            event.source = reader.nonEmptyText(value, key);
            return;
        case Type:
            event.type = reader.nonEmptyText(value, key);
            return;
        case Time:
            event.time = reader.time(value, key);
            return;
        case Subject:
            event.subject = reader.text(value, key);
            return;
        case ContentType:
            if (!isJsonContentType(reader.text(value, key)))
                reader.fail(Kind::NotAnEvent, "datacontenttype is not JSON");
            return;
        case Stream:
            event.streamName = reader.nonEmptyText(value, key);
            return;
        case Epoch:
            event.epoch = reader.nonEmptyText(value, key);
            return;
        case Sequence:
            event.offset = sequenceNumber(reader, reader.text(value, key));
            return;
        case Data:
            return readData(reader, value, envelope);
        case DataBase64:
            return reader.fail(Kind::NotAnEvent, "data_base64 is not supported");
        default:
            reader.skip(value);
        }
    });
}

void CloudEventsDecoder::readData(JsonReader &reader, JsonReader::Value value, Envelope &envelope)
{
    auto &event = envelope.event;
    if (!(envelope.seen & Type)) {
        // Its type is not known yet. Only objects can be typed data; all else is looked at and left.
        simdjson::ondemand::json_type type{};
        if (const auto code = value.type().get(type))
            return reader.fail(code);
        if (type != simdjson::ondemand::json_type::object)
            return reader.skip(value);
        if (auto object = reader.object(value, "data")) {
            if (const auto code = object->raw_json().get(envelope.earlyData))
                reader.fail(code);
        }
        return;
    }
    if (isControlMessage(event.type))
        envelope.control = readControlData(reader, event.type, event.id, value);
    else
        readEventData(reader, event.type, value, event.data);
}

void CloudEventsDecoder::readEarlyData(JsonReader &reader, Envelope &envelope)
{
    const auto text = envelope.earlyData;
    simdjson::ondemand::document document;
    simdjson::ondemand::value value;
    if (const auto code = m_dataParser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING).get(document))
        return reader.fail(code);
    if (const auto code = document.get_value().get(value))
        return reader.fail(code);
    envelope.seen |= Type;
    readData(reader, value, envelope);
}

void CloudEventsDecoder::checkEnvelope(JsonReader &reader, Envelope &envelope)
{
    auto &event = envelope.event;
    if ((envelope.seen & required) != required)
        return reader.fail(Kind::NotAnEvent, "specversion, id, source or type is missing");
    if (const auto given = envelope.seen & position; given != 0 && given != position)
        return reader.fail(Kind::NotAnEvent, "stream, epoch and sequence do not come together");
    const bool known = isKnownEvent(event.type);
    if (known && std::holds_alternative<std::monostate>(event.data))
        return reader.fail(Kind::BadData, "data is missing");
    if (const auto *gap = std::get_if<GapData>(&event.data)) {
        event.streamName = gap->stream;
        event.epoch = gap->epoch;
        event.offset = gap->to;
        event.subject = gap->stream;
    }
    if (known && event.subject.empty())
        reader.fail(Kind::BadData, "subject is missing");
    if (isControlMessage(event.type) && !(envelope.seen & Data))
        reader.fail(Kind::BadData, "data is missing");
}

} // namespace Bellboard
