// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/time.h"

#include <cstdio>

namespace Bellboard {

namespace {

/// The number that `count` digits at `position` stand for; -1 when they are not all digits.
int digits(std::string_view text, std::size_t position, std::size_t count)
{
    if (position + count > text.size())
        return -1;
    int number = 0;
    for (std::size_t i = position; i < position + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

} // namespace

std::optional<Timestamp> parseTime(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't') || text[13] != ':'
        || text[16] != ':')
        return std::nullopt;
    const int y = digits(text, 0, 4);
    const int mo = digits(text, 5, 2);
    const int d = digits(text, 8, 2);
    const int h = digits(text, 11, 2);
    const int mi = digits(text, 14, 2);
    const int s = digits(text, 17, 2);
    if (y < 0 || mo < 0 || d < 0 || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 60)
        return std::nullopt;
    const auto date = year_month_day(year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d)));
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
        const int oh = digits(text, position + 1, 2);
        const int om = digits(text, position + 4, 2);
        if (oh < 0 || oh > 23 || om < 0 || om > 59)
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
