// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/money.h"
#include "util/clock.h"

#include <QLocale>
#include <QString>

#include <chrono>

namespace Bellboard::Format {

using std::chrono::milliseconds;

/// "GBP 1,234.50": grouped, decimals as received, a real minus sign (U+2212); only the number without a currency.
QString amount(const Money &money, const QLocale &locale = QLocale());
/// As amount(), but rounded to whole units (half away from zero) from 10,000 on; for large figures in little room.
QString amountShort(const Money &money, const QLocale &locale = QLocale());
/// "12,480", with a real minus sign.
QString count(qint64 number, const QLocale &locale = QLocale());
/// "+5" or "−5"; "0" without a sign.
QString signedCount(qint64 number, const QLocale &locale = QLocale());
/// "97.4 %" for the ratio 0.974 with one decimal. Rounds towards zero, so that 100 % is only ever said of all.
QString percent(double ratio, int decimals = 0, const QLocale &locale = QLocale());
/// "1,240" from 10 on, "3.4" below; for rates and deltas.
QString number(double value, int decimals = 0, const QLocale &locale = QLocale());
/// "1,240.5" with up to three decimals; "1.5e+20" where there would be too many digits.
QString figure(double value, const QLocale &locale = QLocale());

/// How long ago, in a table's narrow column: "0:42", "3 m", "2 h", "4 d". Negative is taken as nothing.
QString age(milliseconds age);
/// How long ago, in words: "42 s", "2 min", "3 h", "4 d".
QString ageWords(milliseconds age);
/// A time span as a stop-watch shows it: "6:12", "1:06:12".
QString stopwatch(milliseconds span);
/// An estimate of a time span: "40 s", "11 min", "2 h 5 min", "3 d".
QString duration(milliseconds span);
/// The local time of day, "09:40:25".
QString timeOfDay(Timestamp time);
/// The local time of day to the minute, "09:40".
QString minuteOfDay(Timestamp time);
/// The local date and time, "Sat 21 Nov 2026 09:40:25 UTC".
QString dateTime(Timestamp time, const QLocale &locale = QLocale());
/// The local weekday, day and time, "Sat 21 Nov 09:00".
QString shortDateTime(Timestamp time, const QLocale &locale = QLocale());

/// Whether both are on the same local day.
bool isSameDay(Timestamp a, Timestamp b);

} // namespace Bellboard::Format
