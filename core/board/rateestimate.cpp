// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/rateestimate.h"

#include <cmath>

namespace Bellboard {

namespace {

// How much a new sample weighs against all before it.
constexpr double weight = 0.25;
// Beyond this an estimate in milliseconds is no use to anybody.
constexpr double longestEstimate = 1e12;

} // namespace

void RateEstimate::add(Timestamp time, std::uint64_t count)
{
    if (m_samples < 0 || count < m_count || time < m_last) {
        *this = RateEstimate();
        m_first = m_last = time;
        m_count = count;
        m_samples = 0;
        return;
    }
    if (time - m_last < shortestStep)
        return;
    const double seconds = std::chrono::duration<double>(time - m_last).count();
    const double rate = static_cast<double>(count - m_count) / seconds;
    if (m_samples == 0) {
        m_rate = rate;
    } else {
        m_deviation += weight * (std::abs(rate - m_rate) - m_deviation);
        m_rate += weight * (rate - m_rate);
    }
    ++m_samples;
    m_last = time;
    m_count = count;
}

std::optional<double> RateEstimate::perSecond(Timestamp now) const
{
    if (m_samples < 1 || m_rate <= 0 || now - m_last > longestSilence)
        return std::nullopt;
    return m_rate;
}

std::optional<std::chrono::milliseconds> RateEstimate::timeFor(std::uint64_t left, Timestamp now) const
{
    const auto rate = perSecond(now);
    if (!rate || m_samples < fewestSamples || m_last - m_first < shortestSpan
        || m_deviation >= largestDeviation * *rate)
        return std::nullopt;
    const double estimate = static_cast<double>(left) / *rate * 1000;
    if (estimate > longestEstimate)
        return std::nullopt;
    return std::chrono::milliseconds(static_cast<std::int64_t>(estimate));
}

} // namespace Bellboard
