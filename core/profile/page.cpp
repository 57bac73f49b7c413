// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/page.h"

#include "protocol/batchdecoder.h"

#include <simdjson.h>

#include <deque>

namespace Bellboard {

namespace {

using Kind = DecodeError::Kind;
using Value = simdjson::ondemand::value;

/// What stands in `document` at `tokens`, of which there is at least one.
simdjson::simdjson_result<Value> valueAt(simdjson::ondemand::document &document, const std::vector<std::string> &tokens)
{
    Value value;
    if (const auto code = document.find_field_unordered(tokens.front()).get(value))
        return code;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        if (const auto code = value.find_field_unordered(tokens[i]).get(value))
            return code;
    }
    return value;
}

DecodeError wrong(simdjson::error_code code, const char *what)
{
    if (code == simdjson::NO_SUCH_FIELD || code == simdjson::INCORRECT_TYPE)
        return {Kind::NotAnEvent, what};
    return {Kind::NotJson, code == simdjson::UTF8_ERROR ? "not valid UTF-8" : "not valid JSON"};
}

constexpr const char *noList = "the page has no list where the profile says";

} // namespace

Result<Page, DecodeError> readPage(std::string_view body, const EndpointPlan &endpoint)
{
    Page page;
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    if (const auto code =
            parser.iterate(body.data(), body.size(), body.size() + simdjson::SIMDJSON_PADDING).get(document))
        return Unexpected(wrong(code, noList));
    simdjson::ondemand::array list;
    if (endpoint.list.empty()) {
        if (const auto code = document.get_array().get(list))
            return Unexpected(wrong(code, noList));
        // Looked at to its end: half a list is none.
        if (const auto code = list.raw_json().get(page.list))
            return Unexpected(wrong(code, noList));
        page.list = trimmedJson(body);
        return page;
    }
    Value value;
    if (const auto code = valueAt(document, endpoint.list).get(value))
        return Unexpected(wrong(code, noList));
    if (const auto code = value.get_array().get(list))
        return Unexpected(wrong(code, noList));
    if (const auto code = list.raw_json().get(page.list))
        return Unexpected(wrong(code, noList));
    page.list = trimmedJson(page.list);
    if (!endpoint.next)
        return page;
    document.rewind();
    const auto code = valueAt(document, *endpoint.next).get(value);
    if (code == simdjson::NO_SUCH_FIELD)
        return page;
    if (code)
        return Unexpected(wrong(code, "the cursor of the page is not where the profile says"));
    std::deque<std::string> unescaped;
    JsonReader reader(unescaped);
    const auto token = trimmedJson(value.raw_json_token());
    if (token.starts_with('"'))
        page.next = reader.text(value, "the cursor of the page");
    else if (token != "null" && !token.starts_with('{') && !token.starts_with('['))
        page.next = token;
    if (reader.failed())
        return Unexpected(reader.takeError());
    return page;
}

} // namespace Bellboard
