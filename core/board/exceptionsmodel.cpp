// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/exceptionsmodel.h"

#include "board/format.h"
#include "board/rowtexts.h"
#include "board/runsmodel.h"
#include "board/words.h"

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Status"), Kind::Badge, 11},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Item"), Kind::Mono, 11},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Run"), Kind::Text, 24},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Amount"), Kind::Amount, 15},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Reason"), Kind::Text, 30},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Owner"), Kind::Text, 12},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Age"), Kind::Age, 8},
};

} // namespace

ExceptionsModel::ExceptionsModel(QObject *parent) : RowModel(columns, parent) { }

ExceptionsModel::Change ExceptionsModel::fold(const Event &event, const ExceptionData &exception)
{
    const auto place = m_rows.take(event);
    if (place.isStale)
        return {};
    Row &row = m_rows[place.slot];
    const Change change{true, place.isNew, row.status, row.amount};
    row.status = exception.status;
    row.amount = exception.amount;
    row.texts.assign({exception.run, exception.reason, exception.owner, exception.version});
    if (place.isNew)
        addRow();
    else
        touch(place.slot, allColumns, change.before != exception.status);
    return change;
}

QString ExceptionsModel::runName(const Row &row) const
{
    const auto run = row.texts.at(Run);
    return Words::text(m_runs ? m_runs->nameOf(row.feed, run) : run);
}

QString ExceptionsModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return Words::shownOf(row.status);
    case ItemColumn:
        return Words::text(row.subject);
    case RunColumn:
        return runName(row);
    case AmountColumn:
        return Format::amount(row.amount);
    case ReasonColumn:
        return Words::text(row.texts.at(Reason));
    case OwnerColumn:
        return orDash(ownerText(slot, row.feed, row.texts.at(Owner)));
    case AgeColumn:
        return ageText(row.created);
    default:
        return {};
    }
}

QString ExceptionsModel::cellTip(Slot slot, int column) const
{
    return column == AgeColumn ? Format::dateTime(m_rows[slot].created) : cellText(slot, column);
}

QString ExceptionsModel::severity(Slot slot) const
{
    return Words::token(m_rows[slot].status);
}

bool ExceptionsModel::isDimmed(Slot slot) const
{
    return m_rows[slot].status == ExceptionStatus::Resolved;
}

QString ExceptionsModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void ExceptionsModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, Words::of(row.status));
    appendSearchable(text, row.subject);
    const auto run = row.texts.at(Run);
    appendSearchable(text, m_runs ? m_runs->nameOf(row.feed, run) : run);
    appendSearchable(text, row.texts.at(Reason));
    appendSearchable(text, row.texts.at(Owner));
    appendSearchable(text, row.amount);
}

SortKey ExceptionsModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return static_cast<SortKey>(row.status);
    case ItemColumn:
        return textKey(row.subject);
    case RunColumn:
        return textKey(row.texts.at(Run));
    case AmountColumn:
        return moneyKey(row.amount);
    case ReasonColumn:
        return textKey(row.texts.at(Reason));
    case OwnerColumn:
        return textKey(row.texts.at(Owner));
    case AgeColumn:
        return newestFirstKey(row.created);
    default:
        return rankedNewestFirstKey(static_cast<unsigned>(row.status), row.created);
    }
}

int ExceptionsModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    const Row &rowA = m_rows[a];
    const Row &rowB = m_rows[b];
    switch (column) {
    case ItemColumn:
        return compareText(rowA.subject, rowB.subject);
    case RunColumn:
        return compareText(rowA.texts.at(Run), rowB.texts.at(Run));
    case AmountColumn:
        return compareMoney(rowA.amount, rowB.amount);
    case ReasonColumn:
        return compareText(rowA.texts.at(Reason), rowB.texts.at(Reason));
    case OwnerColumn:
        return compareText(rowA.texts.at(Owner), rowB.texts.at(Owner));
    default:
        return 0;
    }
}

BoardDetail ExceptionsModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = QStringLiteral("exception");
    detail.severity = severity(slot);
    detail.badge = Words::shownOf(row.status);
    detail.title = tr("%1 unmatched").arg(Format::amount(row.amount));
    detail.subtitle = joined(
        {tr("Reconciliation"), feedNote(row.feed), Format::timeOfDay(row.updated), u'#' + Words::text(row.subject)});
    detail.text = Words::text(row.texts.at(Reason));
    appendField(detail, idField(tr("Item"), row.subject));
    appendField(detail, textField(tr("Run"), runName(row)));
    appendField(detail, textField(tr("Amount"), Format::amount(row.amount)));
    appendField(detail, textField(tr("Owner"), ownerText(slot, row.feed, row.texts.at(Owner))));
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("Found"), Format::dateTime(row.created)));
    appendField(detail, textField(tr("Updated"), Format::dateTime(row.updated)));
    detail.version = Words::text(row.texts.at(Version));
    if (row.status == ExceptionStatus::Open) {
        appendOwnerActions(detail, slot, row.feed, row.texts.at(Owner));
        detail.actions.append(resolveAction());
    }
    detail.takesNotes = true;
    return detail;
}

} // namespace Bellboard
