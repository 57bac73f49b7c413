// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/tomltext.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace Bellboard {

namespace {

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view hexadecimal = "0123456789abcdef";
constexpr std::size_t replacementSize = 3;

bool isAscii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

bool isReplaced(char c)
{
    return c == '?' || !isAscii(c);
}

bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// The text behind its byte order mark.
std::string_view behindMark(std::string_view toml)
{
    return toml.substr(toml.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
}

/// How long the string is that `text` begins with, its quotation marks counted. One that does not end, ends with its line, or the text.
std::size_t stringSize(std::string_view text)
{
    const char quote = text.front();
    const bool hasLines = text.size() >= 3 && text[1] == quote && text[2] == quote;
    for (std::size_t i = hasLines ? 3 : 1; i < text.size(); ++i) {
        if (text[i] == '\\' && quote == '"') {
            ++i;
        } else if (!hasLines && (text[i] == quote || text[i] == '\n')) {
            return i + (text[i] == quote ? 1 : 0);
        } else if (hasLines && text.substr(i, 3) == std::string(3, quote)) {
            i += 3;
            for (int more = 0; more < 2 && i < text.size() && text[i] == quote; ++more)
                ++i; // of up to five, the last three end it
            return i;
        }
    }
    return text.size();
}

} // namespace

std::string asciiShape(std::string_view toml)
{
    const auto text = behindMark(toml);
    std::string shape(toml.substr(0, toml.size() - text.size()));
    shape.reserve(toml.size() + toml.size() / 4);
    for (const char c : text) {
        if (!isReplaced(c)) {
            shape += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        shape += {'?', hexadecimal[byte >> 4], hexadecimal[byte & 0xf]};
    }
    return shape;
}

TomlPlace placeBeforeShape(std::string_view toml, std::size_t line, std::size_t column)
{
    auto rest = behindMark(toml);
    for (std::size_t passed = 1; passed < line; ++passed)
        rest = rest.substr(std::min(rest.find('\n'), rest.size() - 1) + 1);
    TomlPlace place{line, 0, true};
    std::size_t shaped = 0; // columns of the shape up to here
    for (const char c : rest) {
        if (!continuesCharacter(c)) {
            if (shaped >= column)
                break;
            ++place.column;
            place.isAscii = isAscii(c);
        }
        shaped += isReplaced(c) ? replacementSize : 1;
        if (c == '\n')
            break;
    }
    if (shaped < column) { // behind the last one
        ++place.column;
        place.isAscii = true;
    }
    return place;
}

std::optional<TomlPlace> placeTooDeep(std::string_view toml)
{
    const auto text = behindMark(toml);
    std::vector<std::size_t> outer; // how deep what an open bracket stands in is
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        switch (text[i]) {
        case '"':
        case '\'':
            i += stringSize(text.substr(i)) - 1;
            break;
        case '#':
            i = std::min(text.find('\n', i), text.size()) - 1;
            break;
        case '[':
        case '{':
            outer.push_back(depth++);
            break;
        case ']':
        case '}':
            if (!outer.empty()) {
                depth = outer.back();
                outer.pop_back();
            }
            break;
        case ',':
        case '\n':
            depth = outer.empty() ? 0 : outer.back() + 1;
            break;
        case '.':
            ++depth;
            break;
        default:
            break;
        }
        if (depth < deepestToml)
            continue;
        const auto before = text.substr(0, i);
        const auto lineStart = before.rfind('\n') + 1; // npos + 1 is 0
        return TomlPlace{
            static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1,
            static_cast<std::size_t>(std::ranges::count_if(before.substr(lineStart), std::not_fn(continuesCharacter)))
                + 1};
    }
    return std::nullopt;
}

} // namespace Bellboard
