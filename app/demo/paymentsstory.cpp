// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/paymentsstory.h"

#include "demo/words.h"

#include <algorithm>
#include <array>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<std::string_view, 6> statuses{"created", "authorised", "processing",
                                                   "settled", "failed",     "refunded"};
constexpr std::array<std::string_view, 4> methods{"card", "bank_transfer", "direct_debit", "wallet"};
constexpr std::uint8_t card = 0;
constexpr std::uint8_t gatewayTimeout = 0;
constexpr std::array<std::array<std::string_view, 4>, 4> failures{{
    {"gateway timeout", "insufficient funds", "declined by issuer", "card expired"},
    {"account closed", "payee name does not match", "IBAN not found", "held by the bank's fraud check"},
    {"mandate cancelled", "insufficient funds", "account closed", "refer to payer"},
    {"authentication abandoned", "wallet limit reached", "device not trusted", "insufficient funds"},
}};
constexpr std::array<std::string_view, 4> refundReasons{"customer request", "duplicate payment", "goods returned",
                                                        "order cancelled"};

/// Currencies as often as they come up, of ten.
constexpr std::array<std::uint8_t, 10> currencyMix{Gbp, Gbp, Gbp, Gbp, Gbp, Eur, Eur, Usd, Jpy, Kwd};
/// Methods as often as they come up, of ten.
constexpr std::array<std::uint8_t, 10> methodMix{0, 0, 0, 0, 0, 1, 1, 1, 2, 3};

constexpr std::string_view prefix = "PAY";
constexpr std::size_t subjectWidth = 7;

} // namespace

PaymentsStory::PaymentsStory(StoryContext context, std::size_t rows)
    : m_context(context)
    , m_rows(std::max<std::size_t>(rows, 1))
{
    m_payments.reserve(std::min<std::size_t>(m_rows, 1'000'000));
}

PaymentsStory::Payment PaymentsStory::invent()
{
    Random &random = m_context.random;
    Payment payment;
    payment.currency = random.pick(currencyMix);
    payment.method = random.pick(methodMix);
    payment.payer = static_cast<std::uint16_t>(random.below(payers().size()));
    payment.reference = static_cast<std::uint32_t>(10'000 + random.below(90'000));
    payment.reason = static_cast<std::uint8_t>(random.below(failures[0].size()));
    // Most amounts are small, few are large: from about 1 to 10,000 of the main unit.
    const std::int64_t scale = random.chance(700) ? 100 : random.chance(800) ? 1'000 : 10'000;
    payment.minor = random.between(100, scale * 100);
    if (payment.currency == Kwd)
        payment.minor *= 4;
    if (payment.currency == Jpy)
        payment.minor *= 2;
    if (payment.minor > 1'000 && random.chance(600))
        payment.minor -= payment.minor % 50;
    payment.status = Status::Created;
    return payment;
}

void PaymentsStory::writeUnderWay()
{
    constexpr std::array<Status, 12> mix{Status::Created,    Status::Created,    Status::Authorised, Status::Authorised,
                                         Status::Processing, Status::Processing, Status::Settled,    Status::Settled,
                                         Status::Settled,    Status::Settled,    Status::Settled,    Status::Refunded};
    Payment payment = invent();
    payment.status = m_context.random.pick(mix);
    if (payment.status == Status::Processing && m_context.random.chance(60))
        payment.status = Status::Failed;
    if (!isFinished(payment.status))
        ++m_underWay;
    m_payments.push_back(payment);
    write(m_payments.size() - 1);
}

std::string PaymentsStory::writeGatewayFailure()
{
    Payment payment = invent();
    payment.method = card;
    payment.reason = gatewayTimeout;
    payment.status = Status::Failed;
    m_payments.push_back(payment);
    write(m_payments.size() - 1);
    return subjectOf(prefix, m_payments.size(), subjectWidth);
}

std::size_t PaymentsStory::probe(bool finished)
{
    for (int attempt = 0; attempt < 64 && !m_payments.empty(); ++attempt) {
        const auto row = static_cast<std::size_t>(m_context.random.below(m_payments.size()));
        if (isFinished(m_payments[row].status) == finished)
            return row;
    }
    return m_payments.size();
}

void PaymentsStory::step()
{
    // A payment takes about four events, so a quarter of them are new ones; a few more while there is room.
    const std::size_t wanted = std::max<std::size_t>(m_rows / 2, 1);
    if (m_context.random.chance(m_underWay < wanted ? 300 : 200)) {
        start();
        return;
    }
    if (m_context.random.chance(15)) {
        const std::size_t row = probe(true);
        if (row < m_payments.size() && m_payments[row].status == Status::Settled) {
            advance(row);
            return;
        }
    }
    const std::size_t row = probe(false);
    if (row < m_payments.size())
        advance(row);
    else
        start();
}

void PaymentsStory::start()
{
    if (m_payments.size() < m_rows) {
        m_payments.push_back(invent());
        ++m_underWay;
        write(m_payments.size() - 1);
        return;
    }
    const std::size_t row = probe(true);
    if (row == m_payments.size()) {
        advance(static_cast<std::size_t>(m_context.random.below(m_payments.size())));
        return;
    }
    m_payments[row] = invent();
    ++m_underWay;
    write(row);
}

void PaymentsStory::advance(std::size_t row)
{
    Payment &payment = m_payments[row];
    const auto go = [&](Status to, unsigned failsPerMille) {
        payment.status = m_context.random.chance(failsPerMille) ? Status::Failed : to;
        if (isFinished(payment.status))
            --m_underWay;
    };
    switch (payment.status) {
    case Status::Created:
        go(Status::Authorised, 40);
        break;
    case Status::Authorised:
        go(Status::Processing, 10);
        break;
    case Status::Processing:
        go(Status::Settled, 30);
        break;
    case Status::Settled:
        payment.status = Status::Refunded;
        break;
    case Status::Failed:
    case Status::Refunded:
        payment = invent();
        ++m_underWay;
        break;
    }
    write(row);
}

void PaymentsStory::write(std::size_t row)
{
    const Payment &payment = m_payments[row];
    std::string_view reason;
    if (payment.status == Status::Failed)
        reason = failures[payment.method][payment.reason];
    else if (payment.status == Status::Refunded)
        reason = refundReasons[payment.reason];
    m_context.out.begin(EventType::Payment, subjectOf(prefix, row + 1, subjectWidth))
        .text("status", statuses[static_cast<std::size_t>(payment.status)])
        .amount("money", {payment.minor, payment.currency})
        .text("payer", payers()[payment.payer])
        .text("method", methods[payment.method])
        .text("reference", subjectOf("INV", payment.reference, 5))
        .optionalText("reason", reason)
        .end();
}

void PaymentsStory::restore(std::string_view subject, const QJsonObject &data)
{
    const std::uint64_t number = numberOf(subject);
    if (number == 0 || number > 100'000'000)
        return;
    const auto row = static_cast<std::size_t>(number - 1);
    if (row >= m_payments.size())
        m_payments.resize(row + 1);
    Payment &payment = m_payments[row];
    const Amount amount = amountIn(data, "money"_L1);
    payment.minor = amount.minor;
    payment.currency = amount.currency;
    payment.reference = static_cast<std::uint32_t>(numberOf(textIn(data, "reference"_L1)));
    payment.payer = static_cast<std::uint16_t>(placeOf(payers(), textIn(data, "payer"_L1)));
    payment.method = static_cast<std::uint8_t>(placeOf(methods, textIn(data, "method"_L1)));
    payment.status = static_cast<Status>(placeOf(statuses, textIn(data, "status"_L1)));
    const std::string reason = textIn(data, "reason"_L1);
    payment.reason =
        static_cast<std::uint8_t>(payment.status == Status::Refunded ? placeOf(refundReasons, reason)
                                                                     : placeOf(failures[payment.method], reason));
    if (!isFinished(payment.status))
        ++m_underWay;
    m_rows = std::max(m_rows, m_payments.size());
}

} // namespace Bellboard::Demo
