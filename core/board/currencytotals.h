// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/money.h"

#include <QtGlobal>

#include <vector>

namespace Bellboard {

/// Exact sums of amounts, one a currency.
class CurrencyTotals
{
public:
    struct Total
    {
        Money sum;
        qint64 count = 0; ///< amounts in it
        bool isExact = true; ///< false once 18 digits did not suffice; sum means nothing then
    };

    void add(const Money &amount) { change(amount, 1); }
    /// Takes out an amount that was added before.
    void subtract(const Money &amount) { change(amount, -1); }
    /// The total of the currency with the most amounts; nullptr when there are none.
    const Total *main() const;
    /// Currencies with at least one amount.
    int currencyCount() const;
    qint64 count() const { return m_count; }

private:
    void change(const Money &amount, int by);

    std::vector<Total> m_totals; // by currency
    qint64 m_count = 0;
};

} // namespace Bellboard
