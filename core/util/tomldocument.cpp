// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/tomldocument.h"

#include "util/tomltext.h"

namespace Bellboard {

namespace {

TomlError errorAt(std::size_t line, std::size_t column, std::string_view message)
{
    return {static_cast<int>(line), static_cast<int>(column), std::string(message)};
}

} // namespace

Result<toml::table, TomlError> parseToml(std::string_view text, std::string_view file)
{
    if (const auto deep = placeTooDeep(text))
        return Unexpected(errorAt(deep->line, deep->column,
                                  "a key has at most " + std::to_string(deepestToml)
                                      + " steps, together with the brackets that it stands in"));
    if (const auto shape = toml::parse(asciiShape(text)); !shape) {
        const auto begin = shape.error().source().begin;
        const auto place = placeBeforeShape(text, begin.line, begin.column);
        return Unexpected(errorAt(place.line, place.column,
                                  place.isAscii ? shape.error().description()
                                                : "only ASCII letters may stand outside of quotes and comments"));
    }
    auto parsed = toml::parse(text, file);
    if (parsed)
        return std::move(parsed).table();
    const auto begin = parsed.error().source().begin;
    return Unexpected(errorAt(begin.line, begin.column, parsed.error().description()));
}

} // namespace Bellboard
