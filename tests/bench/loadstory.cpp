// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "loadstory.h"

#include <array>
#include <cstdio>

namespace Bellboard {

namespace {

constexpr std::array<std::string_view, 6> statuses{"created", "authorised", "processing",
                                                   "settled", "refunded",   "failed"};
constexpr std::array<std::string_view, 4> currencies{"GBP", "EUR", "USD", "CHF"};
constexpr std::array<std::string_view, 3> methods{"card", "wallet", "debit"};
constexpr std::array<std::string_view, 6> payers{"Jürgen Müller", "Ingrid Sørensen",  "Aoife Ní Bhriain",
                                                 "Ada Okafor",    "Łukasz Zieliński", "Marie Dubois"};

} // namespace

LoadStory::LoadStory(int rows) : m_rows(static_cast<std::size_t>(rows))
{
    m_steps.reserve(m_rows);
}

std::string_view LoadStory::nextStatus(std::size_t row)
{
    if (row == m_steps.size()) {
        m_steps.push_back(0);
        return statuses[0];
    }
    auto &step = m_steps[row];
    step = static_cast<std::uint8_t>((step + 1) % statuses.size());
    return statuses[step];
}

std::string_view LoadStory::next()
{
    const auto row = m_steps.size() < m_rows ? m_steps.size() : static_cast<std::size_t>(m_random() % m_rows);
    const auto status = nextStatus(row);
    const auto &payer = payers[row % payers.size()];
    ++m_sequence;
    const auto second = m_sequence / 1000;
    std::array<char, 512> text;
    const int size = std::snprintf(
        text.data(), text.size(),
        R"({"specversion":"1.0","id":"p-%llu","source":"/payments","type":"org.bellboard.payment",)"
        R"("time":"2026-02-03T%02llu:%02llu:%02llu.%03lluZ","subject":"PAY-%07zu","stream":"payments","epoch":"e3f09ab1c2d4",)"
        R"("sequence":"%llu","data":{"status":"%s","money":{"amount":"%llu.%02llu","currency":"%s"},"payer":"%s","method":"%s"}})",
        static_cast<unsigned long long>(m_sequence), static_cast<unsigned long long>(second / 3600 % 24),
        static_cast<unsigned long long>(second / 60 % 60), static_cast<unsigned long long>(second % 60),
        static_cast<unsigned long long>(m_sequence % 1000), row, static_cast<unsigned long long>(m_sequence),
        status.data(), static_cast<unsigned long long>(row * 7919 % 900 + 1),
        static_cast<unsigned long long>(row % 100), currencies[row % currencies.size()].data(), payer.data(),
        methods[row % methods.size()].data());
    m_text.assign(text.data(), static_cast<std::size_t>(size));
    return m_text;
}

} // namespace Bellboard
