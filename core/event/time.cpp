// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/time.h"

#include <cstdio>

namespace Bellboard {

namespace {

/// More than any two digits stand for.
constexpr unsigned noNumber = 100;

/// The number that the two digits at `text` stand for; noNumber when they are none.
unsigned twoDigits(const char *text)
{
    const auto tens = static_cast<unsigned>(text[0]) - '0';
    const auto ones = static_cast<unsigned>(text[1]) - '0';
    return tens > 9 || ones > 9 ? noNumber : 10 * tens + ones;
}

} // namespace

std::optional<Timestamp> parseTime(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't') || text[13] != ':'
        || text[16] != ':')
        return std::nullopt;
    const char *at = text.data();
    const auto century = twoDigits(at);
    const auto yearOfCentury = twoDigits(at + 2);
    const auto h = twoDigits(at + 11);
    const auto mi = twoDigits(at + 14);
    const auto s = twoDigits(at + 17);
    if (century == noNumber || yearOfCentury == noNumber || h > 23 || mi > 59 || s > 60)
        return std::nullopt;
    const auto date =
        year(static_cast<int>(100 * century + yearOfCentury)) / month(twoDigits(at + 5)) / day(twoDigits(at + 8));
    if (!date.ok())
        return std::nullopt;

    std::size_t position = 19;
    int millisecond = 0;
    if (text[position] == '.') {
        int scale = 100;
        const auto first = ++position;
        for (; position < text.size() && text[position] >= '0' && text[position] <= '9'; ++position) {
            millisecond += (text[position] - '0') * scale;
            scale /= 10;
        }
        if (position == first)
            return std::nullopt;
    }

    minutes offset{0};
    if (position + 1 == text.size() && (text[position] == 'Z' || text[position] == 'z')) {
        // UTC
    } else if (position + 6 == text.size() && (text[position] == '+' || text[position] == '-')
               && text[position + 3] == ':') {
        const auto oh = twoDigits(at + position + 1);
        const auto om = twoDigits(at + position + 4);
        if (oh > 23 || om > 59)
            return std::nullopt;
        offset = hours(oh) + minutes(om);
        if (text[position] == '-')
            offset = -offset;
    } else {
        return std::nullopt;
    }
    const Timestamp time = sys_days(date) + hours(h) + minutes(mi) + seconds(s) + milliseconds(millisecond) - offset;
    // An offset can lead out of the four-digit years.
    if (time < sys_days(year(0) / 1 / 1) || time >= sys_days(year(10'000) / 1 / 1))
        return std::nullopt;
    return time;
}

std::string formatTime(Timestamp time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    char buffer[40];
    const int length =
        std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return {buffer, static_cast<std::size_t>(length)};
}

} // namespace Bellboard
