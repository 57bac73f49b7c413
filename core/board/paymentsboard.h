// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/board.h"
#include "board/currencytotals.h"
#include "event/event.h"

#include <array>

namespace Bellboard {

class PaymentsModel;

/// The payments of all feeds, newest first.
class PaymentsBoard : public Board
{
    Q_OBJECT
    Q_PROPERTY(Bellboard::RowModel *payments READ payments CONSTANT)

public:
    enum Card {
        FailedCard,
        UnderWayCard,
        SuccessCard,
        SettledCard
    };

    explicit PaymentsBoard(QObject *parent = nullptr);

    RowModel *payments() const;
    /// Takes the new state of a payment; `payment` is the event's data.
    void fold(const Event &event, const PaymentData &payment);
    void fold(const Event &event);
    // These ask the memory for what folding an event of the payment with a SlotIndex::hash() will touch, in this
    // order and with other work between them: each needs what the one before asked for.
    void prefetchIndex(std::uint64_t hash) const;
    RowSlot prefetchRow(std::uint64_t hash) const;
    void prefetchTexts(RowSlot slot) const;
    /// How many payments have `status`.
    qint64 countOf(PaymentStatus status) const { return m_counts[static_cast<std::size_t>(status)]; }

protected:
    void measure() override;

private:
    PaymentsModel *m_payments;
    std::array<qint64, 6> m_counts{};
    CurrencyTotals m_settled;
};

} // namespace Bellboard
