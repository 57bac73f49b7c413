// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/reviewboard.h"

#include "board/tasksmodel.h"

namespace Bellboard {

namespace {

QList<KpiSpec> specs()
{
    using Better = KpiSpec::Better;
    using Change = KpiSpec::Change;
    return {
        {ReviewBoard::tr("Queued"), Better::Lower, Change::Count},
        {ReviewBoard::tr("In review"), Better::Neither, Change::Count},
        {ReviewBoard::tr("Overdue"), Better::Lower, Change::Count},
        {ReviewBoard::tr("Decided"), Better::Higher, Change::Count},
    };
}

bool isOpen(TaskStatus status)
{
    return status == TaskStatus::Queued || status == TaskStatus::InReview;
}

} // namespace

ReviewBoard::ReviewBoard(QObject *parent) : Board(specs(), parent), m_tasks(new TasksModel(this))
{
    addTable(m_tasks);
}

RowModel *ReviewBoard::tasks() const
{
    return m_tasks;
}

void ReviewBoard::fold(const Event &event)
{
    const auto *task = std::get_if<TaskData>(&event.data);
    if (!task)
        return;
    const auto change = m_tasks->fold(event, *task);
    if (!change.applied)
        return;
    if (!change.isNew) {
        --m_counts[static_cast<std::size_t>(change.before)];
        const Deadline before{change.dueBefore, change.slot};
        m_comingDeadlines.erase(before);
        m_passedDeadlines.erase(before);
    }
    ++m_counts[static_cast<std::size_t>(task->status)];
    if (isOpen(task->status) && task->due != Timestamp())
        m_comingDeadlines.insert({task->due, change.slot});
}

void ReviewBoard::tick(Timestamp now)
{
    while (!m_comingDeadlines.empty() && m_comingDeadlines.begin()->first < now)
        m_passedDeadlines.insert(m_comingDeadlines.extract(m_comingDeadlines.begin()));
    Board::tick(now);
}

void ReviewBoard::measure()
{
    const auto countOf = [this](TaskStatus status) { return m_counts[static_cast<std::size_t>(status)]; };
    const qint64 queued = countOf(TaskStatus::Queued);
    const auto overdue = static_cast<qint64>(m_passedDeadlines.size());
    setCard(QueuedCard, countReading(queued, queued > 0 ? QStringLiteral("info") : QStringLiteral("ok")));
    setCard(InReviewCard, countReading(countOf(TaskStatus::InReview), QStringLiteral("info")));
    setCard(OverdueCard, countReading(overdue, overdue > 0 ? QStringLiteral("high") : QStringLiteral("ok")));
    setCard(DecidedCard,
            countReading(countOf(TaskStatus::Approved) + countOf(TaskStatus::Rejected), QStringLiteral("info")));
}

} // namespace Bellboard
