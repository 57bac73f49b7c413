// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/storycontext.h"

#include <cstdint>
#include <string>
#include <vector>

namespace Bellboard::Demo {

/// Payments that are created, authorised, processed and settled, but for about 8 % that fail; some are refunded.
/// A bounded number of them lives; when all are in use, a finished one makes room and its subject is used again.
class PaymentsStory
{
public:
    /// Keeps up to `rows` payments alive.
    PaymentsStory(StoryContext context, std::size_t rows);

    /// How many payments there are.
    std::size_t size() const { return m_payments.size(); }
    /// Writes one new payment that is already under way, for the opening scene.
    void writeUnderWay();
    /// Writes one new card payment that failed at the gateway, and gives its subject.
    std::string writeGatewayFailure();
    /// Writes one event: a new payment, or the next step of one.
    void step();
    /// Takes over a payment that was written in an earlier life.
    void restore(std::string_view subject, const QJsonObject &data);

private:
    /// The states on the wire, in their order.
    enum class Status : std::uint8_t {
        Created,
        Authorised,
        Processing,
        Settled,
        Failed,
        Refunded,
    };
    struct Payment
    {
        std::int64_t minor = 0;
        std::uint32_t reference = 0;
        std::uint16_t payer = 0;
        Status status = Status::Settled;
        std::uint8_t currency = 0;
        std::uint8_t method = 0;
        std::uint8_t reason = 0; ///< a row of the method's reasons
    };

    static bool isFinished(Status status) { return status >= Status::Settled; }
    Payment invent();
    void start();
    void advance(std::size_t row);
    void write(std::size_t row);
    /// The row of a payment that is finished (or not), found by probing; size() when none was met.
    std::size_t probe(bool finished);

    StoryContext m_context;
    std::vector<Payment> m_payments;
    std::size_t m_rows;
    std::size_t m_underWay = 0;
};

} // namespace Bellboard::Demo
