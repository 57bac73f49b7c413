// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/currencytotals.h"

#include <algorithm>

namespace Bellboard {

const CurrencyTotals::Total *CurrencyTotals::main() const
{
    const Total *most = nullptr;
    for (const Total &total : m_totals) {
        if (total.count > 0 && (!most || total.count > most->count))
            most = &total;
    }
    return most;
}

int CurrencyTotals::currencyCount() const
{
    return static_cast<int>(
        std::count_if(m_totals.begin(), m_totals.end(), [](const Total &total) { return total.count > 0; }));
}

void CurrencyTotals::change(const Money &amount, int by)
{
    if (amount.currencyCode().empty())
        return;
    auto at = std::lower_bound(m_totals.begin(), m_totals.end(), amount.currency,
                               [](const Total &total, const auto &currency) { return total.sum.currency < currency; });
    if (at == m_totals.end() || at->sum.currency != amount.currency)
        at = m_totals.insert(at, {Money{0, 0, amount.currency}});
    const auto sum = Money::sum(at->sum, by > 0 ? amount : amount.negated());
    if (sum && at->isExact)
        at->sum = *sum;
    else
        at->isExact = false;
    at->count += by;
    m_count += by;
    if (at->count == 0)
        *at = {Money{0, 0, amount.currency}};
}

} // namespace Bellboard
