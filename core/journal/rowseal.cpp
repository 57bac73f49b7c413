// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/rowseal.h"

#include <xxhash.h>

#include <array>
#include <cstdio>

namespace Bellboard {

std::string sealOf(std::initializer_list<std::string_view> parts)
{
    std::string all;
    for (const auto part : parts) {
        all += std::to_string(part.size());
        all += ' ';
        all += part;
    }
    std::array<char, sealSize + 1> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx",
                  static_cast<unsigned long long>(XXH3_64bits(all.data(), all.size())));
    return {digits.data(), sealSize};
}

} // namespace Bellboard
