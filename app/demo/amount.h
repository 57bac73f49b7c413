// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace Bellboard::Demo {

/// An amount in a currency's smallest unit; the story's own money.
struct Amount
{
    std::int64_t minor = 0; ///< pence, cents, fils, or whole yen; never negative
    std::uint8_t currency = 0; ///< a row of the table of currencies
};

/// Rows of the table of currencies.
enum Currency : std::uint8_t {
    Gbp, ///< 2 decimals
    Eur, ///< 2 decimals
    Usd, ///< 2 decimals
    Jpy, ///< no decimals
    Kwd, ///< 3 decimals
};
constexpr std::size_t currencyCount = 5;

/// The ISO 4217 code, such as "GBP".
std::string_view currencyCode(std::uint8_t currency);
/// Appends the amount as decimal text ("12.50").
void appendAmount(std::string &out, Amount amount);
/// The amount for people, "£500.00" or "12.500 KWD".
std::string displayAmount(Amount amount);
/// Reads what appendAmount() wrote; zero pounds when it is something else.
Amount parseAmount(std::string_view text, std::string_view code);

} // namespace Bellboard::Demo
