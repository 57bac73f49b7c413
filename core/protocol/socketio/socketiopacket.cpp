// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/socketio/socketiopacket.h"

#include "event/eventjson.h"
#include "protocol/batchdecoder.h"
#include "protocol/socketio/enginepacket.h"
#include "protocol/socketio/jsontext.h"

#include <algorithm>

namespace Bellboard {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longestNamespace = 1024;
constexpr std::size_t longestOffset = 128;
/// Beyond this JavaScript does not count.
constexpr std::uint64_t largestId = (std::uint64_t{1} << 53) - 1;

Unexpected<std::string> refusal(const char *why)
{
    return Unexpected(std::string(why));
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Takes the digits that `text` begins with off it; nothing where they are none, or more than `most`.
std::optional<std::uint64_t> takeNumber(std::string_view &text, std::uint64_t most)
{
    std::uint64_t number = 0;
    std::size_t count = 0;
    for (; count < text.size() && isDigit(text[count]); ++count) {
        number = number * 10 + static_cast<std::uint64_t>(text[count] - '0');
        if (number > most)
            return std::nullopt;
    }
    text.remove_prefix(count);
    return count > 0 ? std::optional(number) : std::nullopt;
}

/// Whether a packet of that type may have that data, as far as its first character says.
const char *problemWithData(SocketIoType type, std::string_view data)
{
    const char first = data.empty() ? '\0' : data.front();
    switch (type) {
    case SocketIoType::Connect:
        return first == '\0' || first == '{' ? nullptr
                                             : "a Socket.IO packet that connects, with data that is no object";
    case SocketIoType::Disconnect:
        return first == '\0' ? nullptr : "a Socket.IO packet that disconnects, with data";
    case SocketIoType::ConnectError:
        return first == '{' || first == '"' ? nullptr : "a Socket.IO packet that refuses, without a reason";
    case SocketIoType::Event:
    case SocketIoType::BinaryEvent:
        return first == '[' ? nullptr : "a Socket.IO event without a name";
    case SocketIoType::Ack:
    case SocketIoType::BinaryAck:
        return first == '[' ? nullptr : "a Socket.IO acknowledgement without its arguments";
    }
    return "a Socket.IO packet of a type that does not exist";
}

/// The text of any value, whose inside is not looked at.
std::string_view rawText(JsonReader &reader, JsonReader::Value &value)
{
    simdjson::ondemand::json_type type{};
    std::string_view raw;
    auto code = value.type().get(type);
    if (!code && type == simdjson::ondemand::json_type::object) {
        JsonReader::Object object;
        code = value.get_object().get(object);
        if (!code)
            code = object.raw_json().get(raw);
    } else if (!code && type == simdjson::ondemand::json_type::array) {
        simdjson::ondemand::array array;
        code = value.get_array().get(array);
        if (!code)
            code = array.raw_json().get(raw);
    } else if (!code) {
        raw = value.raw_json_token();
        reader.skip(value);
    }
    if (code)
        reader.fail(code);
    return trimmedJson(raw);
}

/// Finds the placeholders in a JSON text.
class PlaceholderSearch
{
public:
    struct Place
    {
        std::string_view object; ///< all of it
        std::uint64_t number = 0;
    };

    std::vector<Place> places;

    void walk(JsonReader &reader, JsonReader::Value &value, int depth = 0)
    {
        if (depth > JsonReader::maxDepth)
            return reader.fail(DecodeError::Kind::NotJson, "nested too deeply");
        simdjson::ondemand::json_type type{};
        if (const auto code = value.type().get(type))
            return reader.fail(code);
        if (type == simdjson::ondemand::json_type::object)
            walkObject(reader, value, depth);
        else if (type == simdjson::ondemand::json_type::array)
            walkArray(reader, value, depth);
        else
            reader.skip(value, depth);
    }

private:
    void walkObject(JsonReader &reader, JsonReader::Value &value, int depth)
    {
        JsonReader::Object object;
        Place place;
        bool isEmpty = false;
        auto code = value.get_object().get(object);
        if (!code)
            code = object.raw_json().get(place.object);
        if (!code)
            code = object.reset().get(isEmpty);
        if (code)
            return reader.fail(code);
        const auto before = places.size();
        bool isPlaceholder = false;
        bool isNumbered = false;
        reader.forEachMember(object, [&](std::string_view key, JsonReader::Value &member) {
            if (key == "_placeholder"sv && member.raw_json_token().starts_with("true"sv)) {
                isPlaceholder = reader.boolean(member, key);
            } else if (key == "num"sv && isDigit(member.raw_json_token().front())) {
                // Of more digits than a number has, none is an attachment.
                auto digits = trimmedJson(member.raw_json_token());
                place.number = takeNumber(digits, largestId).value_or(largestId);
                isNumbered = digits.empty();
                reader.skip(member, depth + 1);
            } else {
                walk(reader, member, depth + 1);
            }
        });
        if (reader.failed() || !isPlaceholder)
            return;
        if (!isNumbered)
            return reader.fail(DecodeError::Kind::BadData, "a placeholder does not say for which attachment it stands");
        places.resize(before);
        place.object = trimmedJson(place.object);
        places.push_back(place);
    }

    void walkArray(JsonReader &reader, JsonReader::Value &value, int depth)
    {
        auto elements = reader.array(value, "value"sv);
        if (!elements)
            return;
        for (auto element : *elements) {
            JsonReader::Value item;
            if (const auto code = std::move(element).get(item))
                return reader.fail(code);
            walk(reader, item, depth + 1);
            if (reader.failed())
                return;
        }
    }
};

} // namespace

Result<SocketIoPacket, std::string> readSocketIoPacket(std::string_view text)
{
    if (text.empty() || text.front() < '0' || text.front() > '6')
        return refusal("a Socket.IO packet of a type that does not exist");
    SocketIoPacket packet;
    packet.type = static_cast<SocketIoType>(text.front());
    text.remove_prefix(1);
    if (packet.type == SocketIoType::BinaryEvent || packet.type == SocketIoType::BinaryAck) {
        const auto count = takeNumber(text, SocketIoPacket::mostAttachments);
        if (!count && !text.empty() && isDigit(text.front()))
            return refusal("a Socket.IO packet with more than 1000 attachments");
        if (!count || !text.starts_with('-'))
            return refusal("a binary Socket.IO packet that does not say how many attachments it has");
        packet.attachments = *count;
        text.remove_prefix(1);
    }
    if (text.starts_with('/')) {
        const auto end = std::min(text.find(','), text.size());
        packet.nameSpace = text.substr(0, end);
        if (packet.nameSpace.size() > longestNamespace)
            return refusal("a Socket.IO packet for a namespace with too long a name");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!text.empty() && isDigit(text.front())) {
        packet.id = takeNumber(text, largestId);
        if (!packet.id)
            return refusal("a Socket.IO packet whose id is too large");
    }
    packet.data = text;
    if (const auto *problem = problemWithData(packet.type, text))
        return refusal(problem);
    const bool isAck = packet.type == SocketIoType::Ack || packet.type == SocketIoType::BinaryAck;
    if (isAck && !packet.id)
        return refusal("a Socket.IO acknowledgement that does not say of what");
    return packet;
}

std::string writeSocketIoPacket(const SocketIoPacket &packet)
{
    std::string text(1, static_cast<char>(packet.type));
    if (packet.nameSpace != "/"sv)
        text.append(packet.nameSpace).append(1, ',');
    if (packet.id)
        text += std::to_string(*packet.id);
    text += packet.data;
    return text;
}

Result<std::string, std::string> fillPlaceholders(std::string_view json, std::span<const std::string> attachments,
                                                  std::size_t limit)
{
    std::string filled;
    std::string_view source;
    PlaceholderSearch search;
    const char *why = nullptr;
    const auto read = readJsonArray(json, [&](JsonReader &reader, JsonReader::Value &value, std::string_view padded) {
        source = padded;
        const auto before = search.places.size();
        search.walk(reader, value);
        if (reader.failed())
            return;
        // The text is gone once it was read.
        for (auto place = search.places.begin() + static_cast<std::ptrdiff_t>(before); place != search.places.end();
             ++place) {
            if (place->number >= attachments.size())
                why = "a placeholder for an attachment that the Socket.IO packet does not have";
            place->object =
                json.substr(static_cast<std::size_t>(place->object.data() - source.data()), place->object.size());
        }
    });
    if (!read)
        return Unexpected("a Socket.IO packet with attachments, " + read.error());
    if (why)
        return refusal(why);
    std::size_t done = 0;
    for (const auto &place : search.places) {
        const auto &attachment = attachments[static_cast<std::size_t>(place.number)];
        const auto begin = static_cast<std::size_t>(place.object.data() - json.data());
        // Many placeholders may stand for one attachment.
        if (filled.size() + (begin - done) + (attachment.size() + 2) / 3 * 4 + 2 > limit)
            return refusal("a Socket.IO packet that is too large with its attachments");
        filled.append(json.substr(done, begin - done));
        filled.append(1, '"').append(toBase64(attachment)).append(1, '"');
        done = begin + place.object.size();
    }
    if (filled.size() + (json.size() - done) > limit)
        return refusal("a Socket.IO packet that is too large with its attachments");
    filled.append(json.substr(done));
    return filled;
}

TrailingOffset findTrailingOffset(std::string_view data)
{
    // From the end: no string of these characters has an escape, so the quote before them begins it, if all is JSON.
    constexpr auto space = " \t\r\n"sv;
    const auto skipSpace = [&](std::size_t end) {
        const auto last = data.substr(0, end).find_last_not_of(space);
        return last == data.npos ? 0 : last + 1;
    };
    const auto isPlain = [](char c) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return isLetter || isDigit(c) || "-_.:~+/="sv.find(c) != std::string_view::npos;
    };
    auto end = skipSpace(data.size());
    if (end == 0 || data[end - 1] != ']')
        return {};
    end = skipSpace(end - 1);
    if (end == 0 || data[end - 1] != '"')
        return {};
    const auto close = end - 1;
    auto begin = close;
    while (begin > 0 && close - begin <= longestOffset && isPlain(data[begin - 1]))
        --begin;
    if (begin == close || close - begin > longestOffset || begin == 0 || data[begin - 1] != '"')
        return {};
    const auto comma = skipSpace(begin - 1);
    if (comma == 0 || data[comma - 1] != ',')
        return {}; // the event's name stands alone
    return {data.substr(begin, close - begin), data.substr(0, comma - 1)};
}

Result<std::string, std::string> acknowledgementMessage(std::string_view key, std::string_view data)
{
    std::string message = R"(["acknowledgement",{"key":)";
    appendJsonString(message, key);
    bool isFirst = true;
    bool isObject = false;
    const auto read = readJsonArray(data, [&](JsonReader &reader, JsonReader::Value &value, std::string_view) {
        if (!std::exchange(isFirst, false) || !value.raw_json_token().starts_with('{'))
            return reader.skip(value);
        isObject = true;
        auto object = reader.object(value, "argument"sv);
        if (!object)
            return;
        reader.forEachMember(*object, [&](std::string_view name, JsonReader::Value &member) {
            if (name == "key"sv)
                return reader.skip(member);
            message += ',';
            appendJsonString(message, name);
            message.append(1, ':').append(rawText(reader, member));
        });
    });
    if (!read)
        return Unexpected("a Socket.IO acknowledgement, " + read.error());
    if (!isObject)
        message.append(R"(,"arguments":)").append(data);
    return message.append("}]");
}

} // namespace Bellboard
