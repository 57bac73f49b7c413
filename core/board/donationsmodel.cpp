// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/donationsmodel.h"

#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Status"), Kind::Badge, 13},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Donor"), Kind::Strong, 28},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Amount"), Kind::Amount, 18},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Campaign"), Kind::Text, 26},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Age"), Kind::Age, 10},
};

} // namespace

DonationsModel::DonationsModel(QObject *parent) : RowModel(columns, parent) { }

DonationsModel::Change DonationsModel::fold(const Event &event, const DonationData &donation)
{
    const auto place = m_rows.take(event);
    if (place.isStale)
        return {};
    Row &row = m_rows[place.slot];
    const Change change{true, place.isNew, place.slot, row.status, row.amount};
    row.status = donation.status;
    row.amount = donation.amount;
    row.texts.assign({donation.donor, donation.campaign});
    if (place.isNew)
        addRow();
    else
        touch(place.slot, allColumns, false);
    return change;
}

QString DonationsModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return Words::shownOf(row.status);
    case DonorColumn:
        return Words::text(row.texts.at(Donor));
    case AmountColumn:
        return Format::amount(row.amount);
    case CampaignColumn:
        return orDash(Words::text(row.texts.at(Campaign)));
    case AgeColumn:
        return ageText(row.created);
    default:
        return {};
    }
}

QString DonationsModel::cellTip(Slot slot, int column) const
{
    return column == AgeColumn ? Format::dateTime(m_rows[slot].created) : cellText(slot, column);
}

QString DonationsModel::severity(Slot slot) const
{
    return Words::token(m_rows[slot].status);
}

bool DonationsModel::isDimmed(Slot slot) const
{
    return m_rows[slot].status == DonationStatus::Refunded;
}

QString DonationsModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void DonationsModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, Words::of(row.status));
    appendSearchable(text, row.subject);
    appendSearchable(text, row.texts.at(Donor));
    appendSearchable(text, row.texts.at(Campaign));
    appendSearchable(text, row.amount);
}

SortKey DonationsModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return static_cast<SortKey>(row.status);
    case DonorColumn:
        return textKey(row.texts.at(Donor));
    case AmountColumn:
        return moneyKey(row.amount);
    case CampaignColumn:
        return textKey(row.texts.at(Campaign));
    default:
        return newestFirstKey(row.created);
    }
}

int DonationsModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    const Row &rowA = m_rows[a];
    const Row &rowB = m_rows[b];
    switch (column) {
    case DonorColumn:
        return compareText(rowA.texts.at(Donor), rowB.texts.at(Donor));
    case AmountColumn:
        return compareMoney(rowA.amount, rowB.amount);
    case CampaignColumn:
        return compareText(rowA.texts.at(Campaign), rowB.texts.at(Campaign));
    default:
        return 0;
    }
}

BoardDetail DonationsModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = QStringLiteral("donation");
    detail.severity = severity(slot);
    detail.badge = Words::shownOf(row.status);
    detail.title = tr("%1 from %2").arg(Format::amount(row.amount), Words::text(row.texts.at(Donor)));
    detail.subtitle =
        joined({tr("Charity"), feedNote(row.feed), Format::timeOfDay(row.updated), u'#' + Words::text(row.subject)});
    appendField(detail, idField(tr("Donation"), row.subject));
    appendField(detail, textField(tr("Donor"), row.texts.at(Donor)));
    appendField(detail, textField(tr("Amount"), Format::amount(row.amount)));
    appendField(detail, textField(tr("Campaign"), row.texts.at(Campaign)));
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("First seen"), Format::dateTime(row.created)));
    appendField(detail, textField(tr("Updated"), Format::dateTime(row.updated)));
    return detail;
}

} // namespace Bellboard
