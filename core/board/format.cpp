// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/format.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace Bellboard::Format {

namespace {

using namespace std::chrono_literals;

constexpr QChar minus = QChar(0x2212);

/// `locale` with digits in groups, also where it would leave them out ("C" does).
QLocale grouping(const QLocale &locale)
{
    QLocale grouped = locale;
    grouped.setNumberOptions(locale.numberOptions() & ~QLocale::OmitGroupSeparator);
    return grouped;
}

QString digits(quint64 magnitude, const QLocale &locale)
{
    return grouping(locale).toString(static_cast<qulonglong>(magnitude));
}

quint64 magnitudeOf(qint64 number)
{
    return number < 0 ? ~static_cast<quint64>(number) + 1 : static_cast<quint64>(number);
}

quint64 powerOfTen(int exponent)
{
    quint64 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/// The digits behind the point: exactly `width` of them, as the locale writes digits.
QString fraction(quint64 value, int width, const QLocale &locale)
{
    QString text = QString::number(value).rightJustified(width, u'0');
    const QString zero = locale.zeroDigit();
    if (zero.size() == 1 && zero != QStringLiteral("0")) {
        for (QChar &c : text)
            c = QChar(static_cast<char16_t>(zero.at(0).unicode() + (c.unicode() - u'0')));
    }
    return text;
}

QString withCurrency(const Money &money, const QString &number)
{
    const auto code = money.currencyCode();
    if (code.empty())
        return number;
    return QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size())) + u' ' + number;
}

QString twoDigits(qint64 number)
{
    return QString::number(number).rightJustified(2, u'0');
}

QDateTime local(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

template<typename Unit>
qint64 whole(milliseconds span)
{
    return std::chrono::duration_cast<Unit>(span).count();
}

} // namespace

QString amount(const Money &money, const QLocale &locale)
{
    const quint64 magnitude = magnitudeOf(money.coefficient);
    const quint64 power = powerOfTen(money.scale);
    QString text = digits(magnitude / power, locale);
    if (money.scale > 0)
        text += locale.decimalPoint() + fraction(magnitude % power, money.scale, locale);
    if (money.coefficient < 0)
        text.prepend(minus);
    return withCurrency(money, text);
}

QString amountShort(const Money &money, const QLocale &locale)
{
    const quint64 magnitude = magnitudeOf(money.coefficient);
    const quint64 power = powerOfTen(money.scale);
    if (money.scale == 0 || magnitude / power < 10'000)
        return amount(money, locale);
    QString text = digits((magnitude + power / 2) / power, locale);
    if (money.coefficient < 0)
        text.prepend(minus);
    return withCurrency(money, text);
}

QString count(qint64 number, const QLocale &locale)
{
    const QString text = digits(magnitudeOf(number), locale);
    return number < 0 ? minus + text : text;
}

QString signedCount(qint64 number, const QLocale &locale)
{
    return number > 0 ? u'+' + count(number, locale) : count(number, locale);
}

QString percent(double ratio, int decimals, const QLocale &locale)
{
    const double power = std::pow(10, decimals);
    // A little more than the ratio, lest 0.29 become 28 % for want of binary digits.
    const double percent = std::trunc(ratio * 100 * power + std::copysign(1e-6, ratio)) / power;
    return number(percent, decimals, locale) + QStringLiteral(" %");
}

QString number(double value, int decimals, const QLocale &locale)
{
    QString text = grouping(locale).toString(std::abs(value), 'f', decimals);
    const double shownZero = 0.5 / std::pow(10, decimals);
    return value <= -shownZero ? minus + text : text;
}

QString figure(double value, const QLocale &locale)
{
    if (std::abs(value) >= 1e15)
        return (value < 0 ? QString(minus) : QString()) + grouping(locale).toString(std::abs(value), 'g', 6);
    int decimals = 3;
    const auto thousandths = std::llround(std::abs(value) * 1000);
    for (qint64 unit = 10; decimals > 0 && thousandths % unit == 0; unit *= 10)
        --decimals;
    return number(value, decimals, locale);
}

QString age(milliseconds age)
{
    const milliseconds span = std::max(age, 0ms);
    if (span < 1min)
        return QStringLiteral("0:") + twoDigits(whole<std::chrono::seconds>(span));
    if (span < 1h)
        return QStringLiteral("%1 m").arg(whole<std::chrono::minutes>(span));
    if (span < 24h)
        return QStringLiteral("%1 h").arg(whole<std::chrono::hours>(span));
    return QStringLiteral("%1 d").arg(whole<std::chrono::hours>(span) / 24);
}

QString ageWords(milliseconds age)
{
    const milliseconds span = std::max(age, 0ms);
    if (span < 1min)
        return QStringLiteral("%1 s").arg(whole<std::chrono::seconds>(span));
    if (span < 1h)
        return QStringLiteral("%1 min").arg(whole<std::chrono::minutes>(span));
    if (span < 24h)
        return QStringLiteral("%1 h").arg(whole<std::chrono::hours>(span));
    return QStringLiteral("%1 d").arg(whole<std::chrono::hours>(span) / 24);
}

QString stopwatch(milliseconds span)
{
    const qint64 seconds = whole<std::chrono::seconds>(std::max(span, 0ms));
    if (seconds < 3600)
        return QString::number(seconds / 60) + u':' + twoDigits(seconds % 60);
    return QString::number(seconds / 3600) + u':' + twoDigits(seconds / 60 % 60) + u':' + twoDigits(seconds % 60);
}

QString duration(milliseconds span)
{
    const milliseconds length = std::max(span, 0ms);
    if (length < 1min)
        return QStringLiteral("%1 s").arg(whole<std::chrono::seconds>(length));
    const qint64 minutes = whole<std::chrono::minutes>(length + 30s);
    if (minutes < 60)
        return QStringLiteral("%1 min").arg(minutes);
    if (minutes < 24 * 60)
        return minutes % 60 == 0 ? QStringLiteral("%1 h").arg(minutes / 60)
                                 : QStringLiteral("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    return QStringLiteral("%1 d").arg(minutes / (24 * 60));
}

QString timeOfDay(Timestamp time)
{
    return local(time).time().toString(QStringLiteral("HH:mm:ss"));
}

QString minuteOfDay(Timestamp time)
{
    return local(time).time().toString(QStringLiteral("HH:mm"));
}

QString dateTime(Timestamp time, const QLocale &locale)
{
    return locale.toString(local(time), QStringLiteral("ddd d MMM yyyy HH:mm:ss t"));
}

QString shortDateTime(Timestamp time, const QLocale &locale)
{
    return locale.toString(local(time), QStringLiteral("ddd d MMM HH:mm"));
}

bool isSameDay(Timestamp a, Timestamp b)
{
    return local(a).date() == local(b).date();
}

} // namespace Bellboard::Format
