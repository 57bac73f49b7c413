// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "heapkeeper.h"

#include <algorithm>
#include <utility>

namespace Bellboard {

HeapKeeper::HeapKeeper(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &HeapKeeper::look);
}

void HeapKeeper::add(std::size_t events)
{
    m_total += events;
    m_recent += events;
    if (m_total >= manyEvents && !m_timer.isActive())
        m_timer.start();
}

void HeapKeeper::look()
{
    const auto recent = std::exchange(m_recent, 0);
    m_most = std::max(m_most, recent);
    m_lasted += interval;
    m_sinceRelease += interval;
    const bool over = 2 * recent <= m_most;
    if (m_sinceRelease < distance || (!over && m_lasted < distance))
        return;
    m_total = 0;
    m_most = 0;
    m_lasted = {};
    m_sinceRelease = {};
    if (over)
        m_timer.stop();
    Q_EMIT releaseDue();
}

} // namespace Bellboard
