// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read it
#include <compare>
#endif

namespace Bellboard {

/// An exact amount of money: coefficient x 10^-scale and an ISO 4217 code. Never a binary fraction.
struct Money
{
    /// The digits without their point, up to 18 of them, with their sign.
    std::int64_t coefficient = 0;
    /// How many of the digits stand behind the point, 0 to 9.
    std::uint8_t scale = 0;
    /// Three upper-case letters, or all NUL where the amount has no currency.
    std::array<char, 3> currency{};

    /// Reads "-?digits[.digits]" (at most 18 digits, 9 behind the point) and a three-letter code; nothing when either is not so.
    static std::optional<Money> parse(std::string_view amount, std::string_view currency);

    /// The amount as decimal text with exactly `scale` digits behind the point, as it was received ("-12.50").
    std::string decimalText() const;
    std::string_view currencyCode() const
    {
        return currency[0] == '\0' ? std::string_view{} : std::string_view(currency.data(), currency.size());
    }

    /// The sum, exact; nothing when the currencies differ or 18 digits do not suffice.
    static std::optional<Money> sum(const Money &a, const Money &b);
    /// The same amount with its sign turned.
    Money negated() const { return {-coefficient, scale, currency}; }
    /// Orders by value (whatever the scale), then by currency.
    static std::strong_ordering compare(const Money &a, const Money &b);

    bool operator==(const Money &) const = default;
};

} // namespace Bellboard
