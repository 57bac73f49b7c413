// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/packedtexts.h"
#include "board/rowmodel.h"
#include "board/rowstore.h"

namespace Bellboard {

/// The table of donations, newest first.
class DonationsModel final : public RowModel
{
    Q_OBJECT

public:
    explicit DonationsModel(QObject *parent = nullptr);

    /// What folding an event did. A donation counts for the day of the event that said it was received.
    struct Change
    {
        bool applied = false; ///< false when the event was older than the row
        bool isNew = false;
        RowSlot slot = noRowSlot;
        DonationStatus before = DonationStatus::Pledged;
        Money amountBefore;
    };
    Change fold(const Event &event, const DonationData &donation);
    /// The day that the donation is counted for.
    std::int32_t countedDay(RowSlot slot) const { return m_rows[slot].countedDay; }
    void setCountedDay(RowSlot slot, std::int32_t day) { m_rows[slot].countedDay = day; }

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
        DonorColumn,
        AmountColumn,
        CampaignColumn,
        AgeColumn
    };
    enum Text {
        Donor,
        Campaign
    };

    struct Row : RowBase
    {
        Money amount;
        PackedTexts<2> texts;
        std::int32_t countedDay = 0;
        DonationStatus status = DonationStatus::Pledged;
    };

    RowStore<Row> m_rows;
};

} // namespace Bellboard
