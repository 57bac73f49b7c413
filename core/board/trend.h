// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <QList>

#include <chrono>

namespace Bellboard {

/// About the last hour of a figure in at most 60 samples: every second at first, then ever more sparsely.
class Trend
{
public:
    static constexpr int capacity = 60;
    static constexpr std::chrono::milliseconds longestInterval = std::chrono::seconds(64);

    /// Takes the figure at `now`; ignored when the last sample is too near.
    void add(Timestamp now, double value);
    void clear();
    const QList<qreal> &samples() const { return m_samples; }
    bool isEmpty() const { return m_samples.isEmpty(); }
    /// The newest figure less the oldest.
    double change() const { return isEmpty() ? 0 : m_latest - m_samples.first(); }
    double oldest() const { return isEmpty() ? 0 : m_samples.first(); }
    /// The time from the oldest sample to the newest figure.
    std::chrono::milliseconds span() const;

private:
    QList<qreal> m_samples;
    double m_latest = 0;
    Timestamp m_first;
    Timestamp m_lastSample;
    Timestamp m_lastSeen;
    std::chrono::milliseconds m_interval = std::chrono::seconds(1);
};

} // namespace Bellboard
