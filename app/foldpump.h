// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/alertchange.h"
#include "event/eventbatch.h"
#include "heapkeeper.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <map>

namespace Bellboard {

class Boards;
class Engine;

/// Takes the batches of the engine on the GUI thread, folds them a few milliseconds per turn of the event loop, gives them
/// back, and flushes the boards at most once a frame. Does nothing, and wakes nobody, while nothing comes.
class FoldPump : public QObject
{
    Q_OBJECT

public:
    /// What one turn of the event loop may spend on folding, so that input and frames get theirs.
    static constexpr std::chrono::milliseconds turn{4};
    /// Between two flushes while the window can be seen, and while it cannot; a timer comes about a millisecond late.
    static constexpr std::chrono::milliseconds frame{15};
    static constexpr std::chrono::milliseconds hiddenFrame{250};

    FoldPump(Engine &engine, Boards &boards, QObject *parent = nullptr);

    /// Calls `action` when everything that was handed over until now is folded.
    void afterwards(std::function<void()> action);
    /// Calls `action` when everything up to the journal's batch `segment`, and everything that was handed over until now, is folded.
    void whenFolded(qint64 segment, std::function<void()> action);
    void setVisible(bool visible) { m_visible = visible; }
    quint64 foldedEvents() const { return m_foldedEvents; }
    quint64 flushes() const { return m_flushes; }

Q_SIGNALS:
    /// The alerts that a batch changed.
    void alertsChanged(const QList<Bellboard::AlertChange> &changes);
    /// A burst of model updates went out.
    void flushed();

private:
    struct Item
    {
        EventBatchPtr batch; ///< or
        std::function<void()> action;
    };

    void add(Item item);
    void foldSome();
    void flushSoon();
    void flush();

    Engine &m_engine;
    Boards &m_boards;
    std::deque<Item> m_waiting;
    std::multimap<qint64, std::function<void()>> m_awaiting; ///< by the batch that they wait for
    qint64 m_foldedSegment = 0;
    QTimer m_turnTimer;
    QTimer m_flushTimer;
    HeapKeeper m_heapKeeper;
    Instant m_lastFlush;
    quint64 m_foldedEvents = 0;
    quint64 m_flushes = 0;
    bool m_visible = true;
};

} // namespace Bellboard
