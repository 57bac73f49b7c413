// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/tasksmodel.h"

#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Priority"), Kind::Badge, 10},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Task"), Kind::Strong, 40},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Status"), Kind::Text, 12},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Assignee"), Kind::Text, 13},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "At stake"), Kind::Amount, 15},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Due"), Kind::Age, 9},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Age"), Kind::Age, 8},
};

// What a ChangeLog::Change of a task says: a status, or this.
constexpr std::uint8_t assigneeChanged = 255;

bool hasDeadline(Timestamp due)
{
    return due != Timestamp();
}

} // namespace

TasksModel::TasksModel(QObject *parent) : RowModel(columns, parent) { }

TasksModel::Change TasksModel::fold(const Event &event, const TaskData &task)
{
    const auto place = m_rows.take(event);
    if (place.isStale)
        return {};
    Row &row = m_rows[place.slot];
    const Change change{true, place.isNew, place.slot, row.status, row.due};
    if (place.isNew || row.status != task.status)
        row.log.add(event.time, static_cast<std::uint8_t>(task.status), task.assignee);
    else if (row.assignee != task.assignee)
        row.log.add(event.time, assigneeChanged, task.assignee);
    const bool moves = row.status != task.status || row.priority != task.priority || row.due != task.due;
    row.status = task.status;
    row.priority = task.priority;
    row.title = task.title;
    row.assignee = task.assignee;
    row.amount = task.amount;
    row.due = task.due;
    if (place.isNew)
        addRow();
    else
        touch(place.slot, allColumns, moves);
    return change;
}

bool TasksModel::isDecided(const Row &row)
{
    return row.status == TaskStatus::Approved || row.status == TaskStatus::Rejected;
}

QString TasksModel::dueText(const Row &row) const
{
    if (!hasDeadline(row.due) || isDecided(row))
        return dash();
    return row.due >= now() ? tr("in %1").arg(Format::age(row.due - now()))
                            : tr("%1 over").arg(Format::age(now() - row.due));
}

QString TasksModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case PriorityColumn:
        return Words::shownOf(row.priority);
    case TaskColumn:
        return Words::text(row.title);
    case StatusColumn:
        return Words::shownOf(row.status);
    case AssigneeColumn:
        return orDash(ownerText(slot, row.feed, row.assignee));
    case AmountColumn:
        return row.amount.currencyCode().empty() ? dash() : Format::amount(row.amount);
    case DueColumn:
        return dueText(row);
    case AgeColumn:
        return ageText(row.created);
    default:
        return {};
    }
}

QString TasksModel::cellTip(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case DueColumn:
        return hasDeadline(row.due) ? Format::dateTime(row.due) : tr("no deadline");
    case AgeColumn:
        return Format::dateTime(row.created);
    default:
        return cellText(slot, column);
    }
}

QString TasksModel::severity(Slot slot) const
{
    return Words::token(m_rows[slot].priority);
}

bool TasksModel::isDimmed(Slot slot) const
{
    return isDecided(m_rows[slot]);
}

QString TasksModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void TasksModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, Words::of(row.priority));
    appendSearchable(text, row.subject);
    appendSearchable(text, row.title);
    appendSearchable(text, Words::of(row.status));
    appendSearchable(text, row.assignee);
    appendSearchable(text, row.amount);
}

SortKey TasksModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    const auto priority = 3U - static_cast<unsigned>(row.priority);
    const SortKey due = hasDeadline(row.due) && !isDecided(row) ? timeKey(row.due) : ~SortKey{0};
    switch (column) {
    case PriorityColumn:
        return priority;
    case TaskColumn:
        return textKey(row.title);
    case StatusColumn:
        return static_cast<SortKey>(row.status);
    case AssigneeColumn:
        return textKey(row.assignee);
    case AmountColumn:
        return moneyKey(row.amount);
    case DueColumn:
        return due;
    case AgeColumn:
        return newestFirstKey(row.created);
    default:
        if (isDecided(row))
            return rankedNewestFirstKey(4, row.updated);
        return rankedTimeKey(priority, hasDeadline(row.due) ? row.due : Timestamp::max());
    }
}

int TasksModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    const Row &rowA = m_rows[a];
    const Row &rowB = m_rows[b];
    switch (column) {
    case TaskColumn:
        return compareText(rowA.title, rowB.title);
    case AssigneeColumn:
        return compareText(rowA.assignee, rowB.assignee);
    case AmountColumn:
        return compareMoney(rowA.amount, rowB.amount);
    default:
        return 0;
    }
}

BoardDetail TasksModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = QStringLiteral("task");
    detail.severity = severity(slot);
    detail.badge = joined({Words::shownOf(row.priority), Words::shownOf(row.status)});
    detail.title = Words::text(row.title);
    detail.subtitle = joined(
        {tr("Review queue"), feedNote(row.feed), Format::timeOfDay(row.updated), u'#' + Words::text(row.subject)});
    if (!row.amount.currencyCode().empty())
        appendField(detail, textField(tr("At stake"), Format::amount(row.amount)));
    appendField(detail, textField(tr("Assignee"), ownerText(slot, row.feed, row.assignee)));
    appendField(detail, textField(tr("Due"), hasDeadline(row.due) ? Format::dateTime(row.due) : QString()));
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("First seen"), Format::dateTime(row.created)));
    appendField(detail, textField(tr("Updated"), Format::dateTime(row.updated)));
    detail.timeline = row.log.timeline([this, &row](const ChangeLog::Change &change) {
        if (change.what == assigneeChanged)
            return change.who.empty() ? tr("No longer assigned")
                                      : tr("Assigned to %1").arg(person(row.feed, change.who));
        const QString word = Words::shownOf(static_cast<TaskStatus>(change.what));
        return change.who.empty() ? word : tr("%1, with %2").arg(word, person(row.feed, change.who));
    });
    if (!isDecided(row)) {
        appendOwnerActions(detail, slot, row.feed, row.assignee);
        detail.actions.first().primary = row.assignee.empty() && !wish(slot).owner;
    }
    detail.takesNotes = true;
    return detail;
}

} // namespace Bellboard
