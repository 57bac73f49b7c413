// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace Bellboard {

/// TOML text in ASCII of the same structure: each byte that is not ASCII, and '?', becomes '?' and two hexadecimal digits. TOML 1.0 allows
/// neither outside strings and comments, where both may stand; so whatever is wrong with the structure of `toml` is wrong with this,
/// and different keys stay different. The parser of toml++ 3.3 must not meet other letters before its structure is known to be right:
/// where they stand in a wrong place, some of them lead it to where its authors thought nobody could come. The byte order mark stays.
std::string asciiShape(std::string_view toml);

/// A place in TOML text, from 1; columns count characters.
struct TomlPlace
{
    std::size_t line = 1;
    std::size_t column = 1;
    bool isAscii = true; ///< what stands there
};

/// Which place of `toml` became that `line` and `column` of its asciiShape().
TomlPlace placeBeforeShape(std::string_view toml, std::size_t line, std::size_t column);

/// How deep a value may stand: so many steps its key has at most, together with the keys and brackets that it stands in.
inline constexpr std::size_t deepestToml = 64;

/// Where `toml` goes deeper than deepestToml, if it does. The parser of toml++ must not meet such a text, as it and what walks through
/// its tables call themselves for each step, however many a key has.
std::optional<TomlPlace> placeTooDeep(std::string_view toml);

} // namespace Bellboard
