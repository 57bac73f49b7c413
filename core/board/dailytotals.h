// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/currencytotals.h"
#include "util/clock.h"

#include <cstdint>
#include <map>

namespace Bellboard {

/// CurrencyTotals for each of the last local days.
class DailyTotals
{
public:
    /// The number of the local day that `time` falls on.
    std::int32_t dayOf(Timestamp time) const;
    void add(std::int32_t day, const Money &amount) { m_days[day].add(amount); }
    /// Takes out an amount that was added for that day; nothing when the day was forgotten.
    void subtract(std::int32_t day, const Money &amount);
    /// The totals of a day.
    const CurrencyTotals &of(std::int32_t day) const;
    /// Forgets the days before `day`.
    void forgetBefore(std::int32_t day);

private:
    std::map<std::int32_t, CurrencyTotals> m_days;
    // The day that was asked for last, as times most often fall on it again.
    mutable Timestamp m_dayBegin;
    mutable Timestamp m_dayEnd;
    mutable std::int32_t m_day = 0;
};

} // namespace Bellboard
