// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/jsonreader.h"
#include "util/result.h"

#include <deque>
#include <string>
#include <string_view>

namespace Bellboard {

/// Reads a whole text that is one JSON object, and calls `member(reader, key, value)` for each of its members; what is wrong, in words.
template<typename Member>
Result<void, std::string> readJsonObject(std::string_view json, Member &&member)
{
    std::deque<std::string> unescaped;
    JsonReader reader(unescaped);
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(json);
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    auto code = parser.iterate(padded).get(document);
    if (!code)
        code = document.get_object().get(object);
    if (code == simdjson::INCORRECT_TYPE)
        return Unexpected(std::string("not an object"));
    if (code)
        reader.fail(code);
    else
        reader.forEachMember(object,
                             [&](std::string_view key, JsonReader::Value &value) { member(reader, key, value); });
    if (!reader.failed() && document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        reader.fail(simdjson::TRAILING_CONTENT);
    if (reader.failed())
        return Unexpected(reader.error().reason);
    return {};
}

/// The same for one JSON array: `element(reader, value)`.
template<typename Element>
Result<void, std::string> readJsonArray(std::string_view json, Element &&element)
{
    std::deque<std::string> unescaped;
    JsonReader reader(unescaped);
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(json);
    simdjson::ondemand::document document;
    simdjson::ondemand::array array;
    auto code = parser.iterate(padded).get(document);
    if (!code)
        code = document.get_array().get(array);
    if (code == simdjson::INCORRECT_TYPE)
        return Unexpected(std::string("not an array"));
    if (code) {
        reader.fail(code);
    } else {
        for (auto item : array) {
            JsonReader::Value value;
            if (const auto broken = std::move(item).get(value))
                reader.fail(broken);
            else
                element(reader, value, padded);
            if (reader.failed())
                break;
        }
    }
    if (!reader.failed() && document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        reader.fail(simdjson::TRAILING_CONTENT);
    if (reader.failed())
        return Unexpected(reader.error().reason);
    return {};
}

} // namespace Bellboard
