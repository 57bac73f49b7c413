// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/board.h"
#include "event/event.h"

#include <array>
#include <set>
#include <utility>

namespace Bellboard {

class TasksModel;

/// Tasks that a person must decide, the most urgent first.
class ReviewBoard : public Board
{
    Q_OBJECT
    Q_PROPERTY(Bellboard::RowModel *tasks READ tasks CONSTANT)

public:
    enum Card {
        QueuedCard,
        InReviewCard,
        OverdueCard,
        DecidedCard
    };

    explicit ReviewBoard(QObject *parent = nullptr);

    RowModel *tasks() const;
    /// Takes the new state of a task; other events are ignored.
    void fold(const Event &event);
    void tick(Timestamp now) override;
    qint64 queuedCount() const { return m_counts[0]; }

protected:
    void measure() override;

private:
    using Deadline = std::pair<Timestamp, RowSlot>;

    TasksModel *m_tasks;
    std::array<qint64, 4> m_counts{};
    // Deadlines of undecided tasks.
    std::set<Deadline> m_comingDeadlines;
    std::set<Deadline> m_passedDeadlines;
};

} // namespace Bellboard
