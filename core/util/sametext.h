// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace Bellboard {

/// Whether two short texts are the same, which takes less than the call of memcmp() that `==` makes.
inline bool isSameText(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    // Words, the last of which may overlap the one before it.
    const auto differs = [&]<typename Word>(std::size_t at, Word) {
        Word left;
        Word right;
        std::memcpy(&left, a.data() + at, sizeof left);
        std::memcpy(&right, b.data() + at, sizeof right);
        return left != right;
    };
    const auto size = a.size();
    if (size >= sizeof(std::uint64_t)) {
        constexpr auto step = sizeof(std::uint64_t);
        for (std::size_t at = 0; at + step < size; at += step) {
            if (differs(at, std::uint64_t{}))
                return false;
        }
        return !differs(size - step, std::uint64_t{});
    }
    if (size >= sizeof(std::uint32_t))
        return !differs(0, std::uint32_t{}) && !differs(size - sizeof(std::uint32_t), std::uint32_t{});
    for (std::size_t at = 0; at < size; ++at) {
        if (a[at] != b[at])
            return false;
    }
    return true;
}

} // namespace Bellboard
