// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/amount.h"

#include <array>
#include <charconv>

namespace Bellboard::Demo {

namespace {

struct CurrencyRow
{
    std::string_view code;
    int decimals;
    std::int64_t unit; ///< ten to the power of `decimals`
    std::string_view symbol; ///< empty where the code is used
};

constexpr std::array<CurrencyRow, currencyCount> currencies{{
    {"GBP", 2, 100, "£"},
    {"EUR", 2, 100, "€"},
    {"USD", 2, 100, "$"},
    {"JPY", 0, 1, "¥"},
    {"KWD", 3, 1000, ""},
}};

} // namespace

std::string_view currencyCode(std::uint8_t currency)
{
    return currencies[currency].code;
}

void appendAmount(std::string &out, Amount amount)
{
    const CurrencyRow &row = currencies[amount.currency];
    std::array<char, 24> digits;
    const auto whole = std::to_chars(digits.data(), digits.data() + digits.size(), amount.minor / row.unit);
    out.append(digits.data(), whole.ptr);
    if (row.decimals == 0)
        return;
    out += '.';
    std::int64_t rest = amount.minor % row.unit;
    for (std::int64_t unit = row.unit / 10; unit > 0; unit /= 10) {
        out += static_cast<char>('0' + rest / unit);
        rest %= unit;
    }
}

std::string displayAmount(Amount amount)
{
    std::string out(currencies[amount.currency].symbol);
    const bool withCode = out.empty();
    appendAmount(out, amount);
    if (withCode) {
        out += ' ';
        out += currencyCode(amount.currency);
    }
    return out;
}

Amount parseAmount(std::string_view text, std::string_view code)
{
    for (std::uint8_t currency = 0; currency < currencyCount; ++currency) {
        if (currencies[currency].code != code)
            continue;
        std::int64_t minor = 0;
        for (const char c : text) {
            if (c >= '0' && c <= '9' && minor < 100'000'000'000'000)
                minor = minor * 10 + (c - '0');
        }
        return {minor, currency};
    }
    return {};
}

} // namespace Bellboard::Demo
