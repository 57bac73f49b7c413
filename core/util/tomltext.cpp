// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/tomltext.h"

#include <algorithm>

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

} // namespace Bellboard
