// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/valueformat.h"

#include "event/time.h"

#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace Bellboard {

namespace {

using namespace std::string_view_literals;

// The currencies of ISO 4217 (2024) whose smallest unit is not a hundredth.
constexpr auto withoutDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "sv;
constexpr auto withThreeDigits = "BHD IQD JOD KWD LYD OMR TND "sv;
constexpr auto withFourDigits = "CLF UYW "sv;

/// More than any number needs that a double tells apart.
constexpr std::size_t mostDecimalDigits = 400;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::array<char, 3> upperCase(std::string_view code)
{
    std::array<char, 3> upper{};
    std::ranges::transform(code, upper.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    return upper;
}

int minorDigits(std::string_view currency)
{
    const auto isIn = [&](std::string_view list) { return list.find(currency) % 4 == 0; };
    return isIn(withoutDigits) ? 0 : isIn(withThreeDigits) ? 3 : isIn(withFourDigits) ? 4 : 2;
}

/// "-?digits[.digits]" times `unit`, cut to a whole number; nothing beyond 2^53.
std::optional<std::int64_t> readScaled(std::string_view text, std::int64_t unit)
{
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction = point == text.npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() || whole.size() > 16 || (point != text.npos && fraction.empty())
        || !std::ranges::all_of(whole, isDigit) || !std::ranges::all_of(fraction, isDigit))
        return std::nullopt;
    std::uint64_t number = 0;
    std::from_chars(whole.data(), whole.data() + whole.size(), number);
    if (number > largestNumber / static_cast<std::uint64_t>(unit))
        return std::nullopt;
    auto scaled = static_cast<std::int64_t>(number) * unit;
    auto part = unit;
    for (const char c : fraction.substr(0, 3)) {
        part /= 10;
        scaled += (c - '0') * part;
    }
    return negative ? -scaled : scaled;
}

} // namespace

std::optional<std::uint64_t> readNumber(std::string_view text, std::uint64_t largest)
{
    if (const auto point = text.find('.'); point != text.npos) {
        // Libraries that know only floating point write 3 as 3.0.
        const auto fraction = text.substr(point + 1);
        if (fraction.empty() || !std::ranges::all_of(fraction, [](char c) { return c == '0'; }))
            return std::nullopt;
        text = text.substr(0, point);
    }
    std::uint64_t number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (result.ec != std::errc{} || result.ptr != text.data() + text.size() || number > largest)
        return std::nullopt;
    return number;
}

std::optional<double> readDecimal(std::string_view text)
{
    // Words for what is not finite are no numbers either.
    const auto isPart = [](char c) { return isDigit(c) || "+-.eE"sv.find(c) != std::string_view::npos; };
    if (text.size() > mostDecimalDigits || !std::ranges::all_of(text, isPart))
        return std::nullopt;
    bool isNumber = false;
    const double number = QByteArrayView(text.data(), static_cast<qsizetype>(text.size())).toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<Timestamp> readTime(std::string_view text, TimeFormat format)
{
    if (format == TimeFormat::Rfc3339)
        return parseTime(text);
    if (format == TimeFormat::Utc) {
        if (const auto time = parseTime(text))
            return time;
        std::array<char, 40> zoned{};
        if (text.size() + 1 > zoned.size())
            return std::nullopt;
        *std::ranges::copy(text, zoned.begin()).out = 'Z';
        if (text.size() > 10 && text[10] == ' ') // as SQL writes it
            zoned[10] = 'T';
        return parseTime({zoned.data(), text.size() + 1});
    }
    using namespace std::chrono;
    constexpr Timestamp first = sys_days(year(0) / 1 / 1);
    constexpr Timestamp behindLast = sys_days(year(10'000) / 1 / 1);
    const auto milliseconds = readScaled(text, format == TimeFormat::Seconds ? 1000 : 1);
    if (!milliseconds)
        return std::nullopt;
    const Timestamp time(std::chrono::milliseconds{*milliseconds});
    return time < first || time >= behindLast ? std::nullopt : std::optional(time);
}

std::optional<std::chrono::milliseconds> readDuration(std::string_view text, std::int64_t unit)
{
    constexpr std::int64_t day = 86'400'000;
    const auto milliseconds = readScaled(text, unit);
    if (!milliseconds || *milliseconds < 0 || *milliseconds > day)
        return std::nullopt;
    return std::chrono::milliseconds(*milliseconds);
}

bool isCurrency(std::string_view code)
{
    return code.size() == 3 && std::ranges::all_of(code, isLetter);
}

std::optional<Money> readMajorUnits(std::string_view amount, std::string_view currency)
{
    if (!isCurrency(currency))
        return std::nullopt;
    const auto code = upperCase(currency);
    return Money::parse(amount, {code.data(), code.size()});
}

std::optional<Money> readMinorUnits(std::string_view amount, std::string_view currency, int digits)
{
    if (amount.find('.') != amount.npos)
        return std::nullopt;
    auto money = readMajorUnits(amount, currency);
    if (money)
        money->scale = static_cast<std::uint8_t>(digits >= 0 ? digits : minorDigits(money->currencyCode()));
    return money;
}

} // namespace Bellboard
