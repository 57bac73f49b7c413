// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace Bellboard {

/// Where in TOML text the first character stands that is not ASCII, nor in a string, a comment or the byte order mark: TOML 1.0
/// allows none. The parser of toml++ 3.3 must not meet one: some of them lead it to where its authors thought nobody could come.
std::optional<std::size_t> strayCharacter(std::string_view toml);

} // namespace Bellboard
