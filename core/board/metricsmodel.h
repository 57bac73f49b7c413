// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/rowmodel.h"
#include "board/rowstore.h"

namespace Bellboard {

/// The table of the figures that backends measure themselves, by title.
class MetricsModel final : public RowModel
{
    Q_OBJECT

public:
    explicit MetricsModel(QObject *parent = nullptr);

    void fold(const Event &event, const MetricData &metric);

protected:
    QString cellText(Slot slot, int column) const override;
    QString cellTip(Slot slot, int column) const override;
    QString severity(Slot slot) const override;
    bool isDimmed(Slot /*slot*/) const override { return false; }
    QString key(Slot slot) const override;
    Slot slotOf(FeedIndex feed, std::string_view subject) const override { return m_rows.find(feed, subject); }
    void appendSearchText(Slot slot, std::string &text) const override;
    SortKey sortKey(Slot slot, int column) const override;
    int compareEqualKeys(Slot a, Slot b, int column) const override;
    BoardDetail describe(Slot slot) const override;

private:
    enum Column {
        TitleColumn,
        ValueColumn,
        BeforeColumn,
        AgeColumn
    };

    struct Row : RowBase
    {
        std::string title;
        std::string unit;
        double value = 0;
        double before = 0; ///< NaN when there was none
    };

    /// With its unit; empty for NaN.
    static QString figure(const Row &row, double value);

    RowStore<Row> m_rows;
};

} // namespace Bellboard
