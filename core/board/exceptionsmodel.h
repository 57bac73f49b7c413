// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/packedtexts.h"
#include "board/rowmodel.h"
#include "board/rowstore.h"

namespace Bellboard {

class RunsModel;

/// The table of items that runs could not match: open ones first, then the latest.
class ExceptionsModel final : public RowModel
{
    Q_OBJECT

public:
    explicit ExceptionsModel(QObject *parent = nullptr);

    /// What folding an event did.
    struct Change
    {
        bool applied = false; ///< false when the event was older than the row
        bool isNew = false;
        ExceptionStatus before = ExceptionStatus::Open;
        Money amountBefore;
    };
    Change fold(const Event &event, const ExceptionData &exception);
    /// Where the names of runs come from; must outlive this.
    void setRuns(const RunsModel *runs) { m_runs = runs; }

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
        StatusColumn,
        ItemColumn,
        RunColumn,
        AmountColumn,
        ReasonColumn,
        OwnerColumn,
        AgeColumn
    };
    enum Text {
        Run,
        Reason,
        Owner,
        Version
    };

    struct Row : RowBase
    {
        Money amount;
        PackedTexts<4> texts;
        ExceptionStatus status = ExceptionStatus::Open;
    };

    QString runName(const Row &row) const;

    const RunsModel *m_runs = nullptr;

    RowStore<Row> m_rows;
};

} // namespace Bellboard
