// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/packedtexts.h"
#include "board/rowmodel.h"
#include "board/rowstore.h"

#include <array>

namespace Bellboard {

/// The table of payments, newest first. There may be a million: a row takes 128 bytes, its texts, and little else.
class PaymentsModel final : public RowModel
{
    Q_OBJECT

public:
    explicit PaymentsModel(QObject *parent = nullptr);

    /// What folding an event did.
    struct Change
    {
        bool applied = false; ///< false when the event was older than the row
        bool isNew = false;
        PaymentStatus before = PaymentStatus::Created;
        Money amountBefore;
    };
    Change fold(const Event &event, const PaymentData &payment);
    void prefetchIndex(std::uint64_t hash) const { m_rows.prefetchIndex(hash); }
    /// Returns the slot that probably has `hash`; noRowSlot when there is none.
    RowSlot prefetchRow(std::uint64_t hash) const;
    void prefetchTexts(RowSlot slot) const;

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
        PaymentColumn,
        PayerColumn,
        AmountColumn,
        MethodColumn,
        UpdatedColumn
    };
    enum Text {
        Payer,
        Reference,
        Reason
    };

    static constexpr std::size_t historyLimit = 6;

    struct alignas(64) Row : RowBase // in two lines of the cache, not three
    {
        Money amount;
        PackedTexts<3> texts;
        StringPool::Id method = 0;
        PaymentStatus status = PaymentStatus::Created;
        std::uint8_t historySize = 0;
        // The last statuses, oldest first: seconds since `created` in the upper 29 bits, the status in the lower 3.
        std::array<std::uint32_t, historyLimit> history{};
    };
    static_assert(sizeof(Row) <= 128 || sizeof(void *) != 8 || sizeof(std::string) > 32);

    static void remember(Row &row, Timestamp time, PaymentStatus status);
    std::string_view methodWord(const Row &row) const;

    RowStore<Row> m_rows;
    StringPool m_methods;
};

} // namespace Bellboard
