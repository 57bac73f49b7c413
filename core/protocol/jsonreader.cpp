// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/jsonreader.h"

#include "event/time.h"

namespace Bellboard {

namespace {

/// Whether `token` is a number by RFC 8259, however large; simdjson refuses what fits neither 64 bits nor a double.
bool isNumber(std::string_view token)
{
    std::size_t i = 0;
    const auto at = [&](std::size_t p) { return p < token.size() ? token[p] : '\0'; };
    const auto digits = [&] {
        const auto first = i;
        while (at(i) >= '0' && at(i) <= '9')
            ++i;
        return i - first;
    };
    if (at(i) == '-')
        ++i;
    const bool zero = at(i) == '0';
    const auto whole = digits();
    if (whole == 0 || (zero && whole > 1))
        return false;
    if (at(i) == '.') {
        ++i;
        if (digits() == 0)
            return false;
    }
    if (at(i) == 'e' || at(i) == 'E') {
        ++i;
        if (at(i) == '+' || at(i) == '-')
            ++i;
        if (digits() == 0)
            return false;
    }
    while (at(i) == ' ' || at(i) == '\t' || at(i) == '\n' || at(i) == '\r')
        ++i;
    return i == token.size();
}

} // namespace

void JsonReader::fail(DecodeError::Kind kind, std::string_view what)
{
    if (!m_error)
        m_error = DecodeError{kind, std::string(what)};
}

void JsonReader::fail(simdjson::error_code code)
{
    if (code == simdjson::UTF8_ERROR)
        fail(DecodeError::Kind::NotJson, "not valid UTF-8");
    else if (code == simdjson::INCORRECT_TYPE)
        fail(DecodeError::Kind::NotAnEvent, "neither an object nor an array of objects");
    else
        fail(DecodeError::Kind::NotJson, "not valid JSON");
}

void JsonReader::wrongType(std::string_view name, std::string_view expected)
{
    fail(m_blame, std::string(name) + " is not " + std::string(expected));
}

std::string_view JsonReader::keep(simdjson::simdjson_result<std::string_view> unescaped)
{
    std::string_view text;
    if (const auto code = std::move(unescaped).get(text)) {
        fail(code);
        return {};
    }
    return m_unescaped.emplace_back(text);
}

std::string_view JsonReader::noText(std::string_view name)
{
    wrongType(name, "a string");
    return {};
}

std::string_view JsonReader::nonEmptyText(Value &value, std::string_view name)
{
    const auto result = text(value, name);
    if (result.empty() && !failed())
        fail(m_blame, std::string(name) + " is empty");
    return result;
}

std::uint64_t JsonReader::unsignedInteger(Value &value, std::string_view name)
{
    constexpr auto limit = std::uint64_t{1} << 53;
    std::uint64_t number = 0;
    if (!failed() && (value.get_uint64().get(number) || number >= limit))
        wrongType(name, "a whole number from 0 to 9007199254740991");
    return number;
}

double JsonReader::decimal(Value &value, std::string_view name)
{
    double number = 0;
    if (!failed() && value.get_double().get(number))
        wrongType(name, "a number");
    return number;
}

bool JsonReader::boolean(Value &value, std::string_view name)
{
    bool result = false;
    if (!failed() && value.get_bool().get(result))
        wrongType(name, "true or false");
    return result;
}

Timestamp JsonReader::time(Value &value, std::string_view name)
{
    const auto parsed = parseTime(text(value, name));
    if (!parsed)
        wrongType(name, "a time by RFC 3339");
    return parsed.value_or(Timestamp{});
}

Money JsonReader::money(Value &value, std::string_view name)
{
    auto parts = object(value, name);
    if (!parts)
        return {};
    std::optional<std::string_view> amount;
    std::optional<std::string_view> currency;
    forEachMember(*parts, [&](std::string_view key, Value &part) {
        if (key != "amount" && key != "currency")
            return skip(part);
        auto &member = key == "amount" ? amount : currency;
        if (member)
            return fail(m_blame, "a member of " + std::string(name) + " comes twice");
        member = text(part, key);
    });
    if (failed())
        return {};
    const auto parsed = Money::parse(amount.value_or(""), currency.value_or(""));
    if (!parsed)
        wrongType(name, "an amount of at most 18 digits in a string with a three-letter currency");
    return parsed.value_or(Money{});
}

std::optional<JsonReader::Object> JsonReader::object(Value &value, std::string_view name)
{
    Object result;
    if (failed())
        return std::nullopt;
    if (const auto code = value.get_object().get(result)) {
        if (code == simdjson::INCORRECT_TYPE)
            wrongType(name, "an object");
        else
            fail(code);
        return std::nullopt;
    }
    return result;
}

std::optional<simdjson::ondemand::array> JsonReader::array(Value &value, std::string_view name)
{
    simdjson::ondemand::array result;
    if (failed())
        return std::nullopt;
    if (const auto code = value.get_array().get(result)) {
        if (code == simdjson::INCORRECT_TYPE)
            wrongType(name, "an array");
        else
            fail(code);
        return std::nullopt;
    }
    return result;
}

void JsonReader::skip(Value &value, int depth)
{
    if (depth > maxDepth)
        return fail(DecodeError::Kind::NotJson, "nested too deep");
    simdjson::ondemand::json_type type{};
    if (const auto code = value.type().get(type))
        return fail(code);
    switch (type) {
    case simdjson::ondemand::json_type::object: {
        if (auto members = object(value, "value"))
            forEachMember(*members, [&](std::string_view, Value &member) { skip(member, depth + 1); });
        return;
    }
    case simdjson::ondemand::json_type::array: {
        auto elements = array(value, "value");
        if (!elements)
            return;
        for (auto element : *elements) {
            if (const auto code = element.error())
                return fail(code);
            Value item = std::move(element).value_unsafe();
            skip(item, depth + 1);
            if (failed())
                return;
        }
        return;
    }
    case simdjson::ondemand::json_type::string:
        text(value, "value");
        return;
    case simdjson::ondemand::json_type::number:
        if (!isNumber(value.raw_json_token()))
            fail(simdjson::NUMBER_ERROR);
        return;
    case simdjson::ondemand::json_type::boolean: {
        bool ignored = false;
        if (value.get_bool().get(ignored))
            fail(simdjson::T_ATOM_ERROR);
        return;
    }
    case simdjson::ondemand::json_type::null:
    default: {
        bool isNull = false;
        if (value.is_null().get(isNull) || !isNull)
            fail(simdjson::N_ATOM_ERROR);
        return;
    }
    }
}

} // namespace Bellboard
