// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "children.h"
#include "usage.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <functional>

namespace Bellboard {

/// Counts events, and measures those behind the first `skip`; calls `ready()` when these are there. Writes the result and ends the
/// program when all `events` are.
class Meter
{
public:
    Meter(qint64 events, qint64 skip) : m_events(events), m_skip(skip) { }

    std::function<void()> ready;

    void add(qint64 count)
    {
        const bool before = m_seen < m_skip;
        m_seen += count;
        if (before && m_seen >= m_skip) {
            begin();
            ready();
        }
        if (m_seen >= m_events)
            end();
    }

private:
    void begin()
    {
        m_begunAt = m_seen;
        m_cpu = processCpuTime();
        m_wall.start();
    }
    void end()
    {
        const auto measured = m_seen - m_begunAt;
        const auto cpu = processCpuTime() - m_cpu;
        writeResult({{QStringLiteral("ns"), static_cast<double>(cpu.count()) / static_cast<double>(measured)},
                     {QStringLiteral("wall_s"), static_cast<double>(m_wall.nsecsElapsed()) / 1e9},
                     {QStringLiteral("events"), measured}});
        QCoreApplication::quit();
    }

    qint64 m_events;
    qint64 m_skip;
    qint64 m_seen = 0;
    qint64 m_begunAt = 0;
    std::chrono::nanoseconds m_cpu{};
    QElapsedTimer m_wall;
};

} // namespace Bellboard
