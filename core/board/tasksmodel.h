// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/changelog.h"
#include "board/rowmodel.h"
#include "board/rowstore.h"

namespace Bellboard {

/// The table of review tasks: undecided ones first, the most urgent before the others.
class TasksModel final : public RowModel
{
    Q_OBJECT

public:
    explicit TasksModel(QObject *parent = nullptr);

    /// What folding an event did.
    struct Change
    {
        bool applied = false; ///< false when the event was older than the row
        bool isNew = false;
        RowSlot slot = noRowSlot;
        TaskStatus before = TaskStatus::Queued;
        Timestamp dueBefore;
    };
    Change fold(const Event &event, const TaskData &task);

protected:
    QString cellText(Slot slot, int column) const override;
    QString cellTip(Slot slot, int column) const override;
    QString severity(Slot slot) const override;
    bool isDimmed(Slot slot) const override;
    QString key(Slot slot) const override;
    Slot slotOf(FeedIndex feed, std::string_view subject) const override { return m_rows.find(feed, subject); }
    void appendSearchText(Slot slot, std::string &text) const override;
    SortKey sortKey(Slot slot, int column) const override;
    int compareEqualKeys(Slot a, Slot b, int column) const override;
    BoardDetail describe(Slot slot) const override;

private:
    enum Column {
        PriorityColumn,
        TaskColumn,
        StatusColumn,
        AssigneeColumn,
        AmountColumn,
        DueColumn,
        AgeColumn
    };

    struct Row : RowBase
    {
        std::string title;
        std::string assignee;
        Money amount;
        Timestamp due;
        ChangeLog log;
        TaskStatus status = TaskStatus::Queued;
        Severity priority = Severity::Info;
    };

    static bool isDecided(const Row &row);
    QString dueText(const Row &row) const;

    RowStore<Row> m_rows;
};

} // namespace Bellboard
