// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/money.h"

#include <algorithm>
#include <charconv>

namespace Bellboard {

namespace {

constexpr int maxDigits = 18;
constexpr int maxScale = 9;
constexpr std::int64_t maxCoefficient = 999'999'999'999'999'999;

std::int64_t powerOfTen(int exponent)
{
    std::int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/// `money` with `scale` digits behind the point, no fewer than it has; nothing when that takes more than 18 digits.
std::optional<std::int64_t> rescaled(const Money &money, int scale)
{
    const auto factor = powerOfTen(scale - money.scale);
    if (money.coefficient > maxCoefficient / factor || money.coefficient < -maxCoefficient / factor)
        return std::nullopt;
    return money.coefficient * factor;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::optional<Money> Money::parse(std::string_view amount, std::string_view currency)
{
    Money money;
    if (currency.size() != 3 || !std::ranges::all_of(currency, [](char c) { return c >= 'A' && c <= 'Z'; }))
        return std::nullopt;
    std::ranges::copy(currency, money.currency.begin());

    const bool negative = !amount.empty() && amount.front() == '-';
    if (negative)
        amount.remove_prefix(1);
    int digits = 0;
    bool pointSeen = false;
    if (amount.empty() || !isDigit(amount.front()) || !isDigit(amount.back()))
        return std::nullopt;
    for (const char c : amount) {
        if (c == '.' && !pointSeen) {
            pointSeen = true;
            continue;
        }
        if (!isDigit(c) || ++digits > maxDigits)
            return std::nullopt;
        money.coefficient = money.coefficient * 10 + (c - '0');
        money.scale = static_cast<std::uint8_t>(money.scale + (pointSeen ? 1 : 0));
    }
    if (money.scale > maxScale)
        return std::nullopt;
    if (negative)
        money.coefficient = -money.coefficient;
    return money;
}

std::string Money::decimalText() const
{
    std::array<char, 24> buffer;
    const auto magnitude = coefficient < 0 ? -coefficient : coefficient;
    char *end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude).ptr;
    std::string text(buffer.data(), end);
    if (scale > 0) {
        if (text.size() <= scale)
            text.insert(0, scale + 1U - text.size(), '0');
        text.insert(text.size() - scale, 1, '.');
    }
    if (coefficient < 0)
        text.insert(0, 1, '-');
    return text;
}

std::optional<Money> Money::sum(const Money &a, const Money &b)
{
    if (a.currency != b.currency)
        return std::nullopt;
    const auto scale = std::max(a.scale, b.scale);
    const auto left = rescaled(a, scale);
    const auto right = rescaled(b, scale);
    if (!left || !right)
        return std::nullopt;
    const auto total = *left + *right; // two 18-digit numbers fit 63 bits together
    if (total > maxCoefficient || total < -maxCoefficient)
        return std::nullopt;
    return Money{total, scale, a.currency};
}

std::strong_ordering Money::compare(const Money &a, const Money &b)
{
    // Whole parts first: rescaling them could take more than 18 digits.
    const auto powerA = powerOfTen(a.scale);
    const auto powerB = powerOfTen(b.scale);
    if (const auto order = a.coefficient / powerA <=> b.coefficient / powerB; order != 0)
        return order;
    const auto fractionA = a.coefficient % powerA * powerOfTen(maxScale - a.scale);
    const auto fractionB = b.coefficient % powerB * powerOfTen(maxScale - b.scale);
    if (const auto order = fractionA <=> fractionB; order != 0)
        return order;
    return a.currency <=> b.currency;
}

} // namespace Bellboard
