// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/money.h"
#include "profile/profile.h"
#include "util/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace Bellboard {

// How backends write numbers, times and money. Each yields nothing when the text is not what it should be.

inline constexpr std::uint64_t largestNumber = (std::uint64_t{1} << 53) - 1;
inline constexpr std::uint64_t largestSmallNumber = 0xffff'ffff;

/// A whole number in decimal digits, up to `largest`; a fraction of zeros behind it counts as none.
std::optional<std::uint64_t> readNumber(std::string_view text, std::uint64_t largest);
/// A finite number in decimal digits, perhaps with a sign, a point and an exponent.
std::optional<double> readDecimal(std::string_view text);
/// A time in one of the formats of profiles, in the years 0 to 9999.
std::optional<Timestamp> readTime(std::string_view text, TimeFormat format);
/// A number of units, each of so many milliseconds, that may have a fraction; at most a day.
std::optional<std::chrono::milliseconds> readDuration(std::string_view text, std::int64_t unit);
/// Whether it is three letters.
bool isCurrency(std::string_view code);
/// Decimal digits and a currency, in letters of either case.
std::optional<Money> readMajorUnits(std::string_view amount, std::string_view currency);
/// A whole number of the smallest unit; `digits` is how many stand behind the point, -1 for those of ISO 4217.
std::optional<Money> readMinorUnits(std::string_view amount, std::string_view currency, int digits);

} // namespace Bellboard
