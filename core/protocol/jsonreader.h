// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/eventwords.h"
#include "event/money.h"
#include "protocol/decodeerror.h"
#include "protocol/quotescan.h"
#include "util/clock.h"

#include <simdjson.h>

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace Bellboard {

/// Reads JSON values strictly on simdjson's on-demand interface, and remembers the first thing that was wrong.
///
/// After a failure all reads yield empty values, so a caller looks at failed() once, at the end of an object. Every value is
/// looked at, also those nobody asked for, since on-demand parsing checks only what is visited. Texts are views into the
/// message, or into `unescaped` where they had escapes.
class JsonReader
{
public:
    using Value = simdjson::ondemand::value;
    using Object = simdjson::ondemand::object;

    /// Deeper nesting than this is refused.
    static constexpr int maxDepth = 64;

    explicit JsonReader(std::deque<std::string> &unescaped) : m_unescaped(unescaped) { }

    bool failed() const { return m_error.has_value(); }
    const DecodeError &error() const { return *m_error; }
    DecodeError takeError() { return *std::exchange(m_error, std::nullopt); }
    /// Remembers that `what` is wrong, unless something was before.
    void fail(DecodeError::Kind kind, std::string_view what);
    void fail(simdjson::error_code code);
    /// What a value of the wrong type counts as from now on; at first BadData.
    void blame(DecodeError::Kind kind) { m_blame = kind; }
    /// Whether `value` begins like null; it is not consumed.
    static bool looksNull(Value &value) { return value.raw_json_token().front() == 'n'; }

    /// Calls `member(key, value)` for each member of `object`, until something failed.
    template<typename Member>
    void forEachMember(Object &object, Member &&member)
    {
        for (auto field : object) {
            if (const auto code = field.error()) {
                fail(code);
                return;
            }
            auto &&pair = std::move(field).value_unsafe();
            const auto name = key(pair);
            if (failed())
                return;
            // By reference, as everywhere here: copying a value costs more than reading a short text.
            member(name, pair.value());
            if (failed())
                return;
        }
    }

    /// A string.
    std::string_view text(Value &value, std::string_view name)
    {
        if (failed())
            return {};
        const auto token = value.raw_json_token();
        if (token.empty() || token.front() != '"')
            return noText(name);
        const char *begin = token.data() + 1;
        const char *end = quoteOrBackslash(begin);
        if (*end != '"')
            return keep(value.get_string());
        simdjson::ondemand::raw_json_string consumed;
        if (const auto code = value.get_raw_json_string().get(consumed))
            fail(code);
        return {begin, static_cast<std::size_t>(end - begin)};
    }
    /// A string with at least one character.
    std::string_view nonEmptyText(Value &value, std::string_view name);
    /// An integer from 0 to 2^53 - 1, which every JSON library keeps exactly.
    std::uint64_t unsignedInteger(Value &value, std::string_view name);
    /// Any number.
    double decimal(Value &value, std::string_view name);
    bool boolean(Value &value, std::string_view name);
    /// An RFC 3339 time in a string.
    Timestamp time(Value &value, std::string_view name);
    /// {"amount": "12.50", "currency": "GBP"}
    Money money(Value &value, std::string_view name);
    /// One of the words that stand for the values of E.
    template<typename E>
    E word(Value &value, std::string_view name)
    {
        const auto given = text(value, name);
        for (const auto &known : wireWords<E>) {
            if (known.word == given)
                return known.value;
        }
        if (!failed())
            fail(DecodeError::Kind::BadData, std::string(name) + " is not one of the known words");
        return {};
    }
    /// Reads the members of the object `value` into `data`. `member(data, key, value)` returns the bit that marks the member as
    /// seen; 0 marks one that nobody asked for. All bits of `needed` must have been seen, and none twice.
    template<typename Data, typename Member>
    void readMembers(Value &value, Data &data, unsigned needed, Member member)
    {
        auto members = object(value, "data");
        if (!members)
            return;
        unsigned seen = 0;
        forEachMember(*members, [&](std::string_view key, Value &part) {
            const unsigned bit = member(data, key, part);
            if (seen & bit)
                fail(DecodeError::Kind::BadData, "a member of data comes twice");
            seen |= bit;
        });
        if (!failed() && (seen & needed) != needed)
            fail(DecodeError::Kind::BadData, "data lacks a member that its type needs");
    }
    /// Any value; only checked.
    void skip(Value &value, int depth = 0);
    /// An object.
    std::optional<Object> object(Value &value, std::string_view name);
    std::optional<simdjson::ondemand::array> array(Value &value, std::string_view name);

private:
    std::string_view key(simdjson::ondemand::field &field)
    {
        const char *raw = field.key().raw();
        const char *end = quoteOrBackslash(raw);
        if (*end == '"')
            return {raw, static_cast<std::size_t>(end - raw)};
        return keep(field.unescaped_key());
    }
    // Apart from the reading of what is as usual, which needs no room on the stack then.
    std::string_view keep(simdjson::simdjson_result<std::string_view> unescaped);
    std::string_view noText(std::string_view name);
    void wrongType(std::string_view name, std::string_view expected);

    std::deque<std::string> &m_unescaped;
    std::optional<DecodeError> m_error;
    DecodeError::Kind m_blame = DecodeError::Kind::BadData;
};

} // namespace Bellboard
