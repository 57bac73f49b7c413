// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/dailytotals.h"

#include <QDateTime>

namespace Bellboard {

std::int32_t DailyTotals::dayOf(Timestamp time) const
{
    if (time < m_dayBegin || time >= m_dayEnd) {
        const QDate date = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).date();
        const auto at = [](const QDateTime &moment) {
            return Timestamp(std::chrono::milliseconds(moment.toMSecsSinceEpoch()));
        };
        m_dayBegin = at(date.startOfDay());
        m_dayEnd = at(date.addDays(1).startOfDay());
        m_day = static_cast<std::int32_t>(date.toJulianDay());
    }
    return m_day;
}

void DailyTotals::subtract(std::int32_t day, const Money &amount)
{
    const auto found = m_days.find(day);
    if (found != m_days.end())
        found->second.subtract(amount);
}

const CurrencyTotals &DailyTotals::of(std::int32_t day) const
{
    static const CurrencyTotals none;
    const auto found = m_days.find(day);
    return found == m_days.end() ? none : found->second;
}

void DailyTotals::forgetBefore(std::int32_t day)
{
    m_days.erase(m_days.begin(), m_days.lower_bound(day));
}

} // namespace Bellboard
