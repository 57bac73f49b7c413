// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "foldpump.h"

#include "board/boards.h"
#include "feed/engine.h"
#include "platform/heap.h"
#include "util/vectorstate.h"

#include <QElapsedTimer>

namespace Bellboard {

FoldPump::FoldPump(Engine &engine, Boards &boards, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_boards(boards)
{
    m_turnTimer.setSingleShot(true);
    m_turnTimer.setInterval(0);
    connect(&m_turnTimer, &QTimer::timeout, this, &FoldPump::foldSome);
    m_flushTimer.setSingleShot(true);
    m_flushTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_flushTimer, &QTimer::timeout, this, &FoldPump::flush);
    connect(&m_heapKeeper, &HeapKeeper::releaseDue, this, [] { releaseFreeMemory(); });
    connect(&engine, &Engine::batchReady, this, [this](const EventBatchPtr &batch) { add({batch, {}}); });
}

void FoldPump::afterwards(std::function<void()> action)
{
    add({{}, std::move(action)});
}

void FoldPump::whenFolded(qint64 segment, std::function<void()> action)
{
    // Batches come in the order of their numbers.
    if (segment <= m_foldedSegment)
        afterwards(std::move(action));
    else
        m_awaiting.emplace(segment, std::move(action));
}

void FoldPump::add(Item item)
{
    m_waiting.push_back(std::move(item));
    if (!m_turnTimer.isActive())
        m_turnTimer.start();
}

void FoldPump::foldSome()
{
    QElapsedTimer spent;
    spent.start();
    while (!m_waiting.empty() && !spent.hasExpired(turn.count())) {
        const auto item = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (item.action) {
            item.action();
            continue;
        }
        clearUpperHalves();
        const auto changes = m_boards.fold(*item.batch);
        m_foldedEvents += item.batch->events.size();
        m_heapKeeper.add(item.batch->events.size());
        m_engine.consumed(item.batch);
        if (!changes.isEmpty())
            Q_EMIT alertsChanged(changes);
        m_foldedSegment = item.batch->segment;
        while (!m_awaiting.empty() && m_awaiting.begin()->first <= m_foldedSegment)
            m_awaiting.extract(m_awaiting.begin()).mapped()();
        flushSoon();
    }
    if (!m_waiting.empty())
        m_turnTimer.start();
}

void FoldPump::flushSoon()
{
    if (m_flushTimer.isActive())
        return;
    // Counted from the last flush, so that a steady stream gets its full rate of frames, and a lone event none of the wait.
    const auto due = m_lastFlush + (m_visible ? frame : hiddenFrame);
    // Timers count whole milliseconds and come late rather than early, so the rest of one is not waited for.
    const auto wait = std::chrono::floor<std::chrono::milliseconds>(due - std::chrono::steady_clock::now());
    m_flushTimer.start(std::max(wait, std::chrono::milliseconds(0)));
}

void FoldPump::flush()
{
    m_lastFlush = std::chrono::steady_clock::now();
    m_boards.flush();
    ++m_flushes;
    Q_EMIT flushed();
}

} // namespace Bellboard
