// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

/// Deeper than this no pointer of a profile goes.
inline constexpr std::size_t deepestPointer = 16;

/// The reference tokens of a JSON pointer (RFC 6901), unescaped; or what is wrong with it, as a phrase.
Result<std::vector<std::string>, std::string> parseJsonPointer(std::string_view pointer);

} // namespace Bellboard
