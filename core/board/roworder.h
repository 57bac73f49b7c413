// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/money.h"
#include "util/clock.h"

#include <cstdint>
#include <string_view>

namespace Bellboard {

/// A row's place in its board's storage; never changes its meaning.
using RowSlot = std::uint32_t;
constexpr RowSlot noRowSlot = ~RowSlot{0};

/// A number that orders rows; smaller comes first.
using SortKey = std::uint64_t;

/// Orders by time, earliest first.
inline SortKey timeKey(Timestamp time)
{
    return static_cast<SortKey>(time.time_since_epoch().count()) ^ (SortKey{1} << 63);
}
/// Orders by time, latest first.
inline SortKey newestFirstKey(Timestamp time)
{
    return ~timeKey(time);
}
/// Orders by a rank (0 to 255, lowest first), then by time, earliest first.
inline SortKey rankedTimeKey(unsigned rank, Timestamp time)
{
    const auto ms = time.time_since_epoch().count();
    constexpr SortKey most = (SortKey{1} << 56) - 1;
    const SortKey low = ms <= 0 ? 0 : (static_cast<SortKey>(ms) < most ? static_cast<SortKey>(ms) : most);
    return (SortKey{rank} << 56) | low;
}
/// Orders by a rank (0 to 255, lowest first), then by time, latest first.
inline SortKey rankedNewestFirstKey(unsigned rank, Timestamp time)
{
    return rankedTimeKey(rank, time) ^ ((SortKey{1} << 56) - 1);
}
/// Orders by number, smallest first; -0 and 0 are the same, not for NaN.
SortKey numberKey(double number);
/// Orders nearly by value; compareMoney() decides among equal keys.
SortKey moneyKey(const Money &money);
int compareMoney(const Money &a, const Money &b);
/// Orders by the first eight bytes, ASCII letters without case; compareText() decides among equal keys. Empty text comes last.
SortKey textKey(std::string_view text);
int compareText(std::string_view a, std::string_view b);

} // namespace Bellboard
