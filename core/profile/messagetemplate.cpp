// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/messagetemplate.h"

#include "event/eventjson.h"
#include "util/nearestword.h"

#include <simdjson.h>

#include <algorithm>

namespace Bellboard {

namespace {

using namespace std::string_view_literals;

constexpr std::array<HoleInfo, holeCount> holes{
    HoleInfo{"token"sv},
    HoleInfo{"user"sv},
    HoleInfo{"key"sv},
    HoleInfo{"subject"sv},
    HoleInfo{"kind"sv},
    HoleInfo{"conversation"sv},
    HoleInfo{"owner"sv},
    HoleInfo{"text"sv},
    HoleInfo{"base"sv},
    HoleInfo{"until"sv},
    HoleInfo{"stream"sv},
    HoleInfo{"epoch"sv},
    HoleInfo{"offset"sv, HoleForm::Number},
    HoleInfo{"streams"sv, HoleForm::Json},
    HoleInfo{"cursor"sv},
    HoleInfo{"id"sv},
    HoleInfo{"state"sv},
};

/// Follows whether a JSON text is inside of a string.
class StringWatch
{
public:
    bool isInside() const { return m_inside; }
    void pass(char c)
    {
        if (!m_inside)
            m_inside = c == '"';
        else if (m_escaped)
            m_escaped = false;
        else if (c == '\\')
            m_escaped = true;
        else
            m_inside = c != '"';
    }

private:
    bool m_inside = false;
    bool m_escaped = false;
};

std::string percentEncoded(std::string_view text)
{
    constexpr auto digits = "0123456789ABCDEF"sv;
    std::string out;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || (c >= '0' && c <= '9') || "-._~"sv.find(c) != std::string_view::npos) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', digits[byte >> 4], digits[byte & 0xf]};
    }
    return out;
}

std::string trimmed(std::string_view name)
{
    const auto first = name.find_first_not_of(' ');
    return first == name.npos ? std::string() : std::string(name.substr(first, name.find_last_not_of(' ') - first + 1));
}

/// What a hole counts as when the whole is tried.
HoleValues samples()
{
    HoleValues values;
    for (std::size_t i = 0; i < holeCount; ++i)
        values.texts[i] = holes[i].form == HoleForm::Text ? "x" : holes[i].form == HoleForm::Number ? "1" : "[]";
    return values;
}

bool isJson(const std::string &text)
{
    simdjson::dom::parser parser;
    return parser.parse(text).error() == simdjson::SUCCESS;
}

} // namespace

const HoleInfo &holeInfo(Hole hole)
{
    return holes[static_cast<std::size_t>(hole)];
}

Result<MessageTemplate, TemplateError> MessageTemplate::parse(std::string_view text, std::span<const Hole> known,
                                                              Form form)
{
    MessageTemplate result;
    result.m_form = form;
    StringWatch watch;
    Part part;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!text.substr(at).starts_with("{{")) {
            watch.pass(text[at]);
            part.text += text[at];
            continue;
        }
        // An object in an object: {"a":{"b":1}} closes with two braces, and opens with two only where JSON could not.
        const auto end = text.find("}}", at);
        const auto open = text.find('{', at + 2);
        if (end == text.npos || (open != text.npos && open < end))
            return Unexpected(TemplateError{at, "the hole that opens here with \"{{\" is not closed with \"}}\""});
        const auto name = trimmed(text.substr(at + 2, end - at - 2));
        const auto hole = std::ranges::find_if(known, [&](Hole h) { return holeInfo(h).name == name; });
        if (hole == known.end()) {
            std::vector<std::string_view> names;
            std::ranges::transform(known, std::back_inserter(names), [](Hole h) { return holeInfo(h).name; });
            auto message = "nothing fills the hole \"" + name + "\" here; ";
            message += names.empty() ? "this text has no holes"
                                     : "did you mean \"" + std::string(nearestWord(name, names)) + "\"?";
            return Unexpected(TemplateError{at, std::move(message)});
        }
        if (form == Form::Json && holeInfo(*hole).form == HoleForm::Json && watch.isInside())
            return Unexpected(TemplateError{at, "the hole \"" + name + "\" is JSON, and stands outside of quotes"});
        part.hole = static_cast<int>(*hole);
        part.inString = watch.isInside();
        result.m_parts.push_back(std::exchange(part, {}));
        at = end + 1;
    }
    result.m_parts.push_back(part);
    if (form == Form::Json && !isJson(result.fill(samples())))
        return Unexpected(TemplateError{0, "this is not JSON when its holes are filled"});
    return result;
}

bool MessageTemplate::has(Hole hole) const
{
    return std::ranges::find(m_parts, static_cast<int>(hole), &Part::hole) != m_parts.end();
}

std::string MessageTemplate::fill(const HoleValues &values) const
{
    std::string out;
    for (const auto &part : m_parts) {
        out += part.text;
        if (part.hole < 0)
            continue;
        const auto &value = values[static_cast<Hole>(part.hole)];
        const auto form = holes[static_cast<std::size_t>(part.hole)].form;
        if (m_form == Form::Path) {
            out += percentEncoded(value);
        } else if (form != HoleForm::Text) {
            out += !value.empty() ? value : form == HoleForm::Number ? "0" : "null";
        } else {
            std::string quoted;
            appendJsonString(quoted, value);
            out += part.inString ? std::string_view(quoted).substr(1, quoted.size() - 2) : std::string_view(quoted);
        }
    }
    return out;
}

} // namespace Bellboard
