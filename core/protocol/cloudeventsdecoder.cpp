// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/cloudeventsdecoder.h"

#include "protocol/batchdecoder.h"
#include "protocol/controldata.h"
#include "protocol/eventdata.h"
#include "protocol/jsonreader.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace Bellboard {

namespace {

using namespace std::string_view_literals;
using Kind = DecodeError::Kind;

/// The context attributes that we look at; each may come once.
enum Attribute : unsigned {
    Other = 0, ///< an extension that is kept unread
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

/// Stands for data before its type that is not an object, with simdjson's padding; read later, it fails as it should.
constexpr std::array<char, 2 + simdjson::SIMDJSON_PADDING> notAnObject{'[', ']'};

constexpr unsigned required = SpecVersion | Id | Source | Type;
constexpr unsigned position = Stream | Epoch | Sequence;

/// Told by its length first: this is asked for each member of each event.
Attribute attributeOf(std::string_view key)
{
    switch (key.size()) {
    case 2:
        return key == "id"sv ? Id : Other;
    case 4:
        return key == "type"sv ? Type : key == "data"sv ? Data : key == "time"sv ? Time : Other;
    case 5:
        return key == "epoch"sv ? Epoch : Other;
    case 6:
        return key == "source"sv ? Source : key == "stream"sv ? Stream : Other;
    case 7:
        return key == "subject"sv ? Subject : Other;
    case 8:
        return key == "sequence"sv ? Sequence : Other;
    case 11:
        return key == "specversion"sv ? SpecVersion : key == "data_base64"sv ? DataBase64 : Other;
    case 15:
        return key == "datacontenttype"sv ? ContentType : Other;
    default:
        return Other;
    }
}

std::uint64_t sequenceNumber(JsonReader &reader, std::string_view text)
{
    // Where it is given as a number, as in subscribe, JSON keeps it exactly up to 2^53 - 1 only.
    constexpr auto limit = std::uint64_t{1} << 53;
    std::uint64_t number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!reader.failed()
        && (result.ec != std::errc{} || result.ptr != text.data() + text.size() || text.size() > 19 || number == 0
            || number >= limit))
        reader.fail(Kind::NotAnEvent,
                    "sequence is not a decimal number from 1 to 9007199254740991 in a string of at most 19 digits");
    return reader.failed() ? 0 : number;
}

bool isJsonContentType(std::string_view type)
{
    std::string essence(trimmedJson(type.substr(0, type.find(';'))));
    std::ranges::transform(essence, essence.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return essence == "application/json" || essence == "text/json" || essence.ends_with("+json");
}

} // namespace

/// The reading, with simdjson's parsers, whose memory is used again for each message.
class CloudEventsDecoder::Parser final : public BatchDecoder
{
private:
    /// What is read of one object, beside the event itself.
    struct Envelope
    {
        Event &event;
        ControlMessage control{};
        unsigned seen = 0;
        MessageType type = MessageType::Unknown;
        /// The data's text where it stood before the type, to be read afterwards.
        std::string_view earlyData{};
    };

    void decodeObject(simdjson::ondemand::object &object, std::string_view raw, bool whole, DecodeSink &sink) override;
    void readEnvelope(JsonReader &reader, simdjson::ondemand::object &object, Envelope &envelope, DecodeSink &sink);
    void readData(JsonReader &reader, simdjson::ondemand::value &value, Envelope &envelope);
    void readEarlyData(JsonReader &reader, Envelope &envelope);
    static void checkEnvelope(JsonReader &reader, Envelope &envelope);

    simdjson::ondemand::parser m_dataParser;
};

CloudEventsDecoder::CloudEventsDecoder() : m_parser(std::make_unique<Parser>()) { }

CloudEventsDecoder::~CloudEventsDecoder() = default;

void CloudEventsDecoder::decode(std::string_view message, DecodeSink &sink)
{
    m_parser->decode(message, sink);
}

void CloudEventsDecoder::Parser::decodeObject(simdjson::ondemand::object &object, std::string_view raw, bool whole,
                                              DecodeSink &sink)
{
    JsonReader reader(sink.unescapedTexts());
    Envelope envelope{sink.blankEvent()};
    readEnvelope(reader, object, envelope, sink);
    if (!reader.failed() && whole && !isAtEnd())
        reader.fail(simdjson::TRAILING_CONTENT);
    if (!reader.failed() && (envelope.seen & Type) && !envelope.earlyData.empty())
        readEarlyData(reader, envelope);
    if (!reader.failed())
        checkEnvelope(reader, envelope);
    if (reader.failed()) {
        auto &event = envelope.event;
        const auto isName = [](std::string_view text) { return !text.empty() && text.size() <= nameLimit; };
        const bool isPlaced = event.offset > 0 && isName(event.streamName) && isName(event.epoch);
        // What is not even JSON says nothing that could be relied on.
        const bool isRelied = isPlaced && reader.error().kind != Kind::NotJson;
        return reject(raw, reader.error(), sink, isRelied ? &event : nullptr);
    }
    if (envelope.type == MessageType::Control)
        return sink.controlDecoded(envelope.control);
    envelope.event.raw = raw;
    sink.eventDecoded();
}

void CloudEventsDecoder::Parser::readEnvelope(JsonReader &reader, simdjson::ondemand::object &object,
                                              Envelope &envelope, DecodeSink &sink)
{
    auto &event = envelope.event;
    const auto noticeIdentity = [&] {
        if ((envelope.seen & (Id | Source)) == (Id | Source))
            sink.identityRead(event);
    };
    reader.blame(Kind::NotAnEvent);
    reader.forEachMember(object, [&](std::string_view key, JsonReader::Value &value) {
        auto attribute = attributeOf(key);
        // An attribute that is null counts as one that is not there (CloudEvents JSON format, 2.2); data may be null.
        if (attribute != Other && attribute != Data && JsonReader::looksNull(value))
            attribute = Other;
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
            return noticeIdentity();
        case Source:
            event.source = reader.nonEmptyText(value, key);
            return noticeIdentity();
        case Type:
            event.type = reader.nonEmptyText(value, key);
            envelope.type = messageTypeOf(event.type);
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

void CloudEventsDecoder::Parser::readData(JsonReader &reader, JsonReader::Value &value, Envelope &envelope)
{
    auto &event = envelope.event;
    if (!(envelope.seen & Type)) {
        // Its type is not known yet. Only objects can be typed data; all else is looked at, and stands as something that is none.
        simdjson::ondemand::json_type type{};
        if (const auto code = value.type().get(type))
            return reader.fail(code);
        if (type != simdjson::ondemand::json_type::object) {
            envelope.earlyData = std::string_view(notAnObject.data(), 2);
            return reader.skip(value);
        }
        if (auto object = reader.object(value, "data")) {
            if (const auto code = object->raw_json().get(envelope.earlyData))
                reader.fail(code);
        }
        return;
    }
    reader.blame(Kind::BadData);
    if (envelope.type == MessageType::Control)
        envelope.control = readControlData(reader, event.type, event.id, value);
    else
        readEventData(reader, envelope.type, value, event.data);
    reader.blame(Kind::NotAnEvent);
}

void CloudEventsDecoder::Parser::readEarlyData(JsonReader &reader, Envelope &envelope)
{
    const auto text = envelope.earlyData;
    simdjson::ondemand::document document;
    simdjson::ondemand::value value;
    if (const auto code =
            m_dataParser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING).get(document))
        return reader.fail(code);
    if (const auto code = document.get_value().get(value))
        return reader.fail(code);
    readData(reader, value, envelope);
}

void CloudEventsDecoder::Parser::checkEnvelope(JsonReader &reader, Envelope &envelope)
{
    auto &event = envelope.event;
    if ((envelope.seen & required) != required)
        return reader.fail(Kind::NotAnEvent, "specversion, id, source or type is missing");
    if (const auto given = envelope.seen & position; given != 0 && given != position)
        return reader.fail(Kind::NotAnEvent, "stream, epoch and sequence do not come together");
    const bool known = envelope.type != MessageType::Unknown && envelope.type != MessageType::Control;
    if (known && std::holds_alternative<std::monostate>(event.data))
        return reader.fail(Kind::BadData, "data is missing");
    if (const auto *gap = std::get_if<GapData>(&event.data)) {
        // One without an end has no place in its stream: it is about an epoch that is over.
        const bool isOpen = gap->to == 0;
        event.streamName = isOpen ? std::string_view() : gap->stream;
        event.epoch = isOpen ? std::string_view() : gap->epoch;
        event.offset = gap->to;
        event.subject = gap->stream;
    }
    // It is about a stream, but not in it.
    if (const auto *repair = std::get_if<RepairData>(&event.data)) {
        event.streamName = {};
        event.epoch = {};
        event.offset = 0;
        event.subject = repair->stream;
    }
    if (std::max({event.type.size(), event.streamName.size(), event.epoch.size()}) > nameLimit)
        reader.fail(Kind::NotAnEvent, "type, stream or epoch is longer than 256 bytes");
    if (std::max({event.id.size(), event.source.size(), event.subject.size()}) > idLimit)
        reader.fail(Kind::NotAnEvent, "id, source or subject is longer than 1024 bytes");
    if (known && event.subject.empty())
        reader.fail(Kind::BadData, "subject is missing");
    if (envelope.type == MessageType::Control && !(envelope.seen & Data))
        reader.fail(Kind::BadData, "data is missing");
}

} // namespace Bellboard
