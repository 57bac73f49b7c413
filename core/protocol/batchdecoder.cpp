// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/batchdecoder.h"

namespace Bellboard {

namespace {

using Kind = DecodeError::Kind;

/// The text of a value that is not an object; what stands in an array is not looked at.
simdjson::simdjson_result<std::string_view> rawText(simdjson::ondemand::value &value)
{
    simdjson::ondemand::array array;
    if (value.get_array().get(array) == simdjson::SUCCESS)
        return array.raw_json();
    const std::string_view token = value.raw_json_token();
    std::deque<std::string> unescaped;
    JsonReader reader(unescaped);
    reader.skip(value);
    return {std::string_view(token), reader.failed() ? simdjson::TAPE_ERROR : simdjson::SUCCESS};
}

} // namespace

std::string_view trimmedJson(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n";
    const auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

bool BatchDecoder::isAtEnd()
{
    return m_document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

void BatchDecoder::decode(std::string_view message, DecodeSink &sink)
{
    m_rejected = 0;
    decodeMessage(message, sink);
    if (m_restCount > 0)
        rejectRest(sink);
}

void BatchDecoder::reject(std::string_view part, const DecodeError &error, DecodeSink &sink, Event *event)
{
    // One whose place is known is passed by in its stream, so it must be told of.
    if (event || ++m_rejected <= DecodeSink::rejectionLimit)
        return sink.messageRejected(part, error, event);
    if (m_restCount++ == 0)
        m_restError = error;
    // A part may be empty: of an array that is not closed nothing is left at its end.
    if (m_rest.empty())
        m_rest = part;
    else if (!part.empty())
        m_rest = {m_rest.data(), static_cast<std::size_t>(part.data() + part.size() - m_rest.data())};
}

void BatchDecoder::rejectRest(DecodeSink &sink)
{
    if (m_restCount > 1)
        m_restError.reason = std::to_string(m_restCount) + " more in one batch, the first: " + m_restError.reason;
    sink.messageRejected(m_rest, m_restError, nullptr);
    m_restCount = 0;
    m_rest = {};
}

void BatchDecoder::decodeMessage(std::string_view message, DecodeSink &sink)
{
    const auto reject = [&](simdjson::error_code code, std::string_view part) {
        JsonReader reader(sink.unescapedTexts());
        reader.fail(code);
        this->reject(part, reader.takeError(), sink);
    };

    // Newer versions of simdjson pass over it.
    if (message.starts_with("\xef\xbb\xbf"))
        return reject(simdjson::TAPE_ERROR, message);
    simdjson::ondemand::json_type type{};
    if (const auto code = m_parser.iterate(message.data(), message.size(), message.size() + simdjson::SIMDJSON_PADDING)
                              .get(m_document))
        return reject(code, message);
    if (const auto code = m_document.type().get(type))
        return reject(code, message);

    if (type == simdjson::ondemand::json_type::object) {
        simdjson::ondemand::object object;
        if (const auto code = m_document.get_object().get(object))
            return reject(code, message);
        return decodeObject(object, trimmedJson(message), true, sink);
    }

    simdjson::ondemand::array array;
    if (const auto code = m_document.get_array().get(array))
        return reject(code, message);
    if (decodeArray(array, trimmedJson(message), sink))
        return;
    const char *done = message.data();
    const auto rest = [&] {
        return trimmedJson({done, static_cast<std::size_t>(message.data() + message.size() - done)});
    };
    bool any = false;
    for (auto element : array) {
        any = true;
        simdjson::ondemand::value value;
        if (const auto code = std::move(element).get(value))
            return reject(code, rest());
        simdjson::ondemand::object object;
        std::string_view raw;
        if (const auto code = value.get_object().get(object)) {
            if (code != simdjson::INCORRECT_TYPE)
                return reject(code, rest());
            if (const auto broken = rawText(value).get(raw))
                return reject(broken, rest());
            raw = trimmedJson(raw);
            done = raw.data() + raw.size();
            this->reject(raw, {Kind::NotAnEvent, "not an object in a batch"}, sink);
            continue;
        }
        if (const auto code = object.raw_json().get(raw))
            return reject(code, rest());
        raw = trimmedJson(raw);
        done = raw.data() + raw.size();
        bool empty = false;
        if (const auto code = object.reset().get(empty))
            return reject(code, raw);
        decodeObject(object, raw, false, sink);
    }
    if (!isAtEnd())
        reject(simdjson::TRAILING_CONTENT, rest());
    else if (!any)
        this->reject(message, {Kind::NotAnEvent, "a batch without events"}, sink);
}

} // namespace Bellboard
