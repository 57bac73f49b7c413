// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstddef>

namespace Bellboard {

/// Says when memory that a flood of events took, and that the allocator keeps, is worth giving back: when the flood is over, and
/// now and then while it lasts.
class HeapKeeper : public QObject
{
    Q_OBJECT

public:
    /// So many events since the last time are a flood.
    static constexpr std::size_t manyEvents = 20'000;
    /// The flood is over when in this time no more than half of its most came.
    static constexpr std::chrono::milliseconds interval{1000};
    /// From one release to the next, and the longest that a lasting flood waits for one.
    static constexpr std::chrono::milliseconds distance{15'000};

    explicit HeapKeeper(QObject *parent = nullptr);

    /// Counts events that were just folded.
    void add(std::size_t events);
    /// Looks how the flood goes, an `interval` after the last time; a timer does that while there is one.
    void look();

Q_SIGNALS:
    void releaseDue();

private:
    QTimer m_timer;
    std::size_t m_total = 0; ///< events since the last release
    std::size_t m_recent = 0; ///< events since the last look
    std::size_t m_most = 0; ///< the most events between two looks at this flood
    std::chrono::milliseconds m_lasted{}; ///< the flood, since it began or the last release
    std::chrono::milliseconds m_sinceRelease = distance; ///< counted only while there is a flood
};

} // namespace Bellboard
