// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace Bellboard {

/// Estimates how fast a count grows, and whether that is steady enough to say when it will be done.
class RateEstimate
{
public:
    static constexpr int fewestSamples = 5;
    static constexpr std::chrono::milliseconds shortestSpan = std::chrono::seconds(10);
    static constexpr double largestDeviation = 0.25;
    /// Reports nearer than this are taken together.
    static constexpr std::chrono::milliseconds shortestStep = std::chrono::milliseconds(500);
    /// A count that did not grow for this long has no rate.
    static constexpr std::chrono::milliseconds longestSilence = std::chrono::seconds(60);

    /// Takes the count at `time`; a count that shrank begins anew.
    void add(Timestamp time, std::uint64_t count);
    void restart() { *this = RateEstimate(); }
    /// Per second; nothing before the second report or after a long silence.
    std::optional<double> perSecond(Timestamp now) const;
    /// The time until `left` more are counted; nothing while the rate is not stable: over at least fewestSamples and
    /// shortestSpan with a mean relative deviation below largestDeviation.
    std::optional<std::chrono::milliseconds> timeFor(std::uint64_t left, Timestamp now) const;

private:
    Timestamp m_first;
    Timestamp m_last;
    std::uint64_t m_count = 0;
    double m_rate = 0;
    double m_deviation = 0;
    int m_samples = -1; // -1: no report yet
};

} // namespace Bellboard
