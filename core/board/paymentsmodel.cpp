// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/paymentsmodel.h"

#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

#include <algorithm>

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Status"), Kind::Badge, 13},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Payment"), Kind::Mono, 16},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Payer"), Kind::Strong, 30},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Amount"), Kind::Amount, 16},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Method"), Kind::Text, 15},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Updated"), Kind::Age, 10},
};

} // namespace

PaymentsModel::PaymentsModel(QObject *parent) : RowModel(columns, parent) { }

PaymentsModel::Change PaymentsModel::fold(const Event &event, const PaymentData &payment)
{
    Change change; // made where the caller has it
    const auto place = m_rows.take(event);
    if (place.isStale)
        return change;
    Row &row = m_rows[place.slot];
    change.applied = true;
    change.isNew = place.isNew;
    change.before = row.status;
    change.amountBefore = row.amount;
    Columns changed = columnBit(UpdatedColumn);
    if (place.isNew || row.status != payment.status) {
        remember(row, event.time, payment.status);
        row.status = payment.status;
        changed = allColumns;
    }
    if (!(row.amount == payment.amount)) {
        row.amount = payment.amount;
        changed |= columnBit(AmountColumn);
    }
    if (const StringPool::Id method = m_methods.intern(payment.method); method != row.method) {
        row.method = method;
        changed |= columnBit(MethodColumn);
    }
    if (row.texts.assign({payment.payer, payment.reference, payment.reason}))
        changed |= columnBit(PayerColumn);
    if (place.isNew)
        addRow();
    else
        touch(place.slot, changed, false);
    return change;
}

RowSlot PaymentsModel::prefetchRow(std::uint64_t hash) const
{
    const RowSlot slot = m_rows.candidate(hash);
    if (slot != noRowSlot) {
        const Row *row = &m_rows[slot];
        prefetchLine(row);
        prefetchLine(reinterpret_cast<const char *>(row) + 64);
    }
    return slot;
}

void PaymentsModel::prefetchTexts(RowSlot slot) const
{
    if (slot != noRowSlot) {
        prefetchLine(m_rows[slot].texts.address());
        prefetchState(slot);
    }
}

void PaymentsModel::remember(Row &row, Timestamp time, PaymentStatus status)
{
    if (row.historySize == historyLimit) {
        std::copy(row.history.begin() + 1, row.history.end(), row.history.begin());
        --row.historySize;
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time - row.created).count();
    const auto since = static_cast<std::uint32_t>(std::clamp<std::int64_t>(seconds, 0, (1 << 29) - 1));
    row.history[row.historySize++] = since << 3 | static_cast<std::uint32_t>(status);
}

std::string_view PaymentsModel::methodWord(const Row &row) const
{
    return Words::ofMethod(m_methods.text(row.method));
}

QString PaymentsModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return Words::shownOf(row.status);
    case PaymentColumn:
        return Words::text(row.subject);
    case PayerColumn:
        return Words::text(row.texts.at(Payer));
    case AmountColumn:
        return Format::amount(row.amount);
    case MethodColumn:
        return Words::shown(methodWord(row));
    case UpdatedColumn:
        return ageText(row.updated);
    default:
        return {};
    }
}

QString PaymentsModel::cellTip(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    if (column == UpdatedColumn)
        return Format::dateTime(row.updated);
    if (column == StatusColumn && !row.texts.at(Reason).empty())
        return joined({Words::shownOf(row.status), Words::text(row.texts.at(Reason))});
    return cellText(slot, column);
}

QString PaymentsModel::severity(Slot slot) const
{
    return Words::token(m_rows[slot].status);
}

bool PaymentsModel::isDimmed(Slot slot) const
{
    return m_rows[slot].status == PaymentStatus::Refunded;
}

QString PaymentsModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void PaymentsModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, Words::of(row.status));
    appendSearchable(text, row.subject);
    appendSearchable(text, row.texts.at(Payer));
    appendSearchable(text, row.texts.at(Reference));
    appendSearchable(text, row.texts.at(Reason));
    appendSearchable(text, methodWord(row));
    appendSearchable(text, row.amount);
}

SortKey PaymentsModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return static_cast<SortKey>(row.status);
    case PaymentColumn:
        return textKey(row.subject);
    case PayerColumn:
        return textKey(row.texts.at(Payer));
    case AmountColumn:
        return moneyKey(row.amount);
    case MethodColumn:
        return textKey(methodWord(row));
    case UpdatedColumn:
        return newestFirstKey(row.updated);
    default:
        return newestFirstKey(row.created);
    }
}

int PaymentsModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    const Row &rowA = m_rows[a];
    const Row &rowB = m_rows[b];
    switch (column) {
    case PaymentColumn:
        return compareText(rowA.subject, rowB.subject);
    case PayerColumn:
        return compareText(rowA.texts.at(Payer), rowB.texts.at(Payer));
    case AmountColumn:
        return compareMoney(rowA.amount, rowB.amount);
    case MethodColumn:
        return compareText(methodWord(rowA), methodWord(rowB));
    default:
        return 0;
    }
}

BoardDetail PaymentsModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = QStringLiteral("payment");
    detail.severity = severity(slot);
    detail.badge = Words::shownOf(row.status);
    detail.title = tr("%1 from %2").arg(Format::amount(row.amount), Words::text(row.texts.at(Payer)));
    detail.subtitle =
        joined({tr("Payments"), feedNote(row.feed), Format::timeOfDay(row.updated), u'#' + Words::text(row.subject)});
    detail.text = Words::text(row.texts.at(Reason));
    appendField(detail, idField(tr("Payment"), row.subject));
    appendField(detail, textField(tr("Payer"), row.texts.at(Payer)));
    appendField(detail, textField(tr("Amount"), Format::amount(row.amount)));
    appendField(detail, textField(tr("Method"), Words::shown(methodWord(row))));
    appendField(detail, idField(tr("Reference"), row.texts.at(Reference)));
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("First seen"), Format::dateTime(row.created)));
    appendField(detail, textField(tr("Updated"), Format::dateTime(row.updated)));
    for (std::size_t i = 0; i < row.historySize; ++i) {
        const auto time = row.created + std::chrono::seconds(row.history[i] >> 3);
        const auto status = static_cast<PaymentStatus>(row.history[i] & 7);
        detail.timeline.append({Format::timeOfDay(time), Words::shownOf(status)});
    }
    return detail;
}

} // namespace Bellboard
