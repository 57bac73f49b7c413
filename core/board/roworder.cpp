// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/roworder.h"

#include <algorithm>
#include <array>
#include <bit>

namespace Bellboard {

namespace {

unsigned char folded(char c)
{
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

} // namespace

SortKey numberKey(double number)
{
    // The bits of IEEE 754 order like integers once negative numbers are turned round.
    const auto bits = std::bit_cast<std::uint64_t>(number + 0.0);
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    return bits & sign ? ~bits : bits | sign;
}

SortKey moneyKey(const Money &money)
{
    static constexpr std::array<double, 10> powers{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    return numberKey(static_cast<double>(money.coefficient) / powers[std::min<std::size_t>(money.scale, 9)]);
}

int compareMoney(const Money &a, const Money &b)
{
    const auto order = Money::compare(a, b);
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

SortKey textKey(std::string_view text)
{
    if (text.empty())
        return ~SortKey{0};
    SortKey key = 0;
    for (std::size_t i = 0; i < 8; ++i)
        key = key << 8 | (i < text.size() ? folded(text[i]) : 0U);
    return key;
}

int compareText(std::string_view a, std::string_view b)
{
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (const int order = folded(a[i]) - folded(b[i]); order != 0)
            return order;
    }
    return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

} // namespace Bellboard
