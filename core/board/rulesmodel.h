// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/packedtexts.h"
#include "board/rowmodel.h"
#include "board/rowstore.h"

namespace Bellboard {

/// The table of the rules by which runs match records: those that are followed first, then by name.
class RulesModel final : public RowModel
{
    Q_OBJECT

public:
    explicit RulesModel(QObject *parent = nullptr);

    void fold(const Event &event, const RuleData &rule);

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
        NameColumn,
        TextColumn,
        ByColumn,
        AgeColumn
    };
    enum Text {
        Name,
        Wording,
        By,
        Version
    };

    struct Row : RowBase
    {
        PackedTexts<4> texts;
        RuleStatus status = RuleStatus::Active;
    };

    RowStore<Row> m_rows;
};

} // namespace Bellboard
