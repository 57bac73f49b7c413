// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/paymentsboard.h"

#include "board/paymentsmodel.h"

namespace Bellboard {

namespace {

QList<KpiSpec> specs()
{
    using Better = KpiSpec::Better;
    using Change = KpiSpec::Change;
    return {
        {PaymentsBoard::tr("Payments failed"), Better::Lower, Change::Count},
        {PaymentsBoard::tr("Under way"), Better::Neither, Change::Count},
        {PaymentsBoard::tr("Success rate"), Better::Higher, Change::Points},
        {PaymentsBoard::tr("Settled"), Better::Higher, Change::Relative},
    };
}

} // namespace

PaymentsBoard::PaymentsBoard(QObject *parent) : Board(specs(), parent), m_payments(new PaymentsModel(this))
{
    addTable(m_payments);
}

RowModel *PaymentsBoard::payments() const
{
    return m_payments;
}

void PaymentsBoard::fold(const Event &event, const PaymentData &payment)
{
    const auto change = m_payments->fold(event, payment);
    if (!change.applied)
        return;
    const bool wasSettled = !change.isNew && change.before == PaymentStatus::Settled;
    const bool isSettled = payment.status == PaymentStatus::Settled;
    if (change.isNew || change.before != payment.status) {
        if (!change.isNew)
            --m_counts[static_cast<std::size_t>(change.before)];
        ++m_counts[static_cast<std::size_t>(payment.status)];
    } else if (!isSettled || change.amountBefore == payment.amount) {
        return;
    }
    if (wasSettled)
        m_settled.subtract(change.amountBefore);
    if (isSettled)
        m_settled.add(payment.amount);
}

void PaymentsBoard::fold(const Event &event)
{
    if (const auto *payment = std::get_if<PaymentData>(&event.data))
        fold(event, *payment);
}

void PaymentsBoard::prefetchIndex(std::uint64_t hash) const
{
    m_payments->prefetchIndex(hash);
}

RowSlot PaymentsBoard::prefetchRow(std::uint64_t hash) const
{
    return m_payments->prefetchRow(hash);
}

void PaymentsBoard::prefetchTexts(RowSlot slot) const
{
    m_payments->prefetchTexts(slot);
}

void PaymentsBoard::measure()
{
    const qint64 failed = countOf(PaymentStatus::Failed);
    const qint64 settled = countOf(PaymentStatus::Settled);
    const qint64 underWay =
        countOf(PaymentStatus::Created) + countOf(PaymentStatus::Authorised) + countOf(PaymentStatus::Processing);
    setCard(FailedCard, countReading(failed, failed > 0 ? QStringLiteral("high") : QStringLiteral("ok")));
    setCard(UnderWayCard, countReading(underWay, QStringLiteral("info")));
    setCard(SuccessCard, rateReading(settled, settled + failed));
    setCard(SettledCard, totalReading(m_settled, QStringLiteral("ok")));
}

} // namespace Bellboard
