// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/rowmodel.h"
#include "board/rowstore.h"

namespace Bellboard {

/// The table of volunteer shifts: those that need people first, then the next to begin.
class ShiftsModel final : public RowModel
{
    Q_OBJECT

public:
    explicit ShiftsModel(QObject *parent = nullptr);

    /// What folding an event did.
    struct Change
    {
        bool applied = false; ///< false when the event was older than the row
        std::uint32_t freeBefore = 0; ///< places to fill
        std::uint32_t free = 0;
    };
    Change fold(const Event &event, const ShiftData &shift);

protected:
    QString cellText(Slot slot, int column) const override;
    QString cellTip(Slot slot, int column) const override;
    qreal cellValue(Slot slot, int column) const override;
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
        TitleColumn,
        FilledColumn,
        StartsColumn
    };

    struct Row : RowBase
    {
        std::string title;
        Timestamp starts;
        Timestamp ends;
        std::uint32_t needed = 0;
        std::uint32_t filled = 0;
        ShiftStatus status = ShiftStatus::Open;
    };

    static std::uint32_t freePlaces(const Row &row);

    RowStore<Row> m_rows;
};

} // namespace Bellboard
