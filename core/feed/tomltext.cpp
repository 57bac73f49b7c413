// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/tomltext.h"

#include <algorithm>
#include <string>

namespace Bellboard {

namespace {

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

/// Where the string ends that begins with the quote at `at`: behind its last quote, or at the end of a line that it may not pass.
std::size_t behindString(std::string_view toml, std::size_t at)
{
    const char quote = toml[at];
    const std::string three(3, quote);
    const bool manyLines = toml.substr(at, 3) == three;
    for (at += manyLines ? 3 : 1; at < toml.size(); ++at) {
        if (toml[at] == '\\' && quote == '"') {
            ++at;
        } else if (manyLines && toml.substr(at, 3) == three) {
            // Up to two more quotes are the end of its content.
            return std::min(toml.find_first_not_of(quote, at), at + 5);
        } else if (!manyLines && toml[at] == quote) {
            return at + 1;
        } else if (!manyLines && toml[at] == '\n') {
            return at;
        }
    }
    return toml.size();
}

/// Whether a string can begin at `at`; right behind a bare word or a number a quote is only one more wrong character of that.
bool canBegin(std::string_view toml, std::size_t at)
{
    constexpr std::string_view before = " \t\r\n=,.[]{}";
    return at == 0 || toml.substr(0, at) == byteOrderMark || before.find(toml[at - 1]) != std::string_view::npos;
}

} // namespace

std::optional<std::size_t> strayCharacter(std::string_view toml)
{
    std::size_t at = toml.starts_with(byteOrderMark) ? byteOrderMark.size() : 0;
    while (at < toml.size()) {
        if ((toml[at] == '"' || toml[at] == '\'') && canBegin(toml, at))
            at = behindString(toml, at);
        else if (toml[at] == '#')
            at = std::min(toml.find('\n', at), toml.size());
        else if (static_cast<unsigned char>(toml[at]) >= 0x80)
            return at;
        else
            ++at;
    }
    return {};
}

} // namespace Bellboard
