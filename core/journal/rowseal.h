// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace Bellboard {

/// Characters of a seal.
inline constexpr std::size_t sealSize = 16;

/// The hash (XXH3) of all parts in their order, in hexadecimal digits: whether what is salvaged from a damaged file is exactly what was
/// written.
std::string sealOf(std::initializer_list<std::string_view> parts);

} // namespace Bellboard
