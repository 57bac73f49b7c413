// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/shiftsmodel.h"

#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

#include <algorithm>

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Status"), Kind::Badge, 13},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Shift"), Kind::Strong, 38},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Filled"), Kind::Progress, 24},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Starts"), Kind::Text, 20},
};

bool isOver(ShiftStatus status)
{
    return status == ShiftStatus::Done || status == ShiftStatus::Cancelled;
}

} // namespace

ShiftsModel::ShiftsModel(QObject *parent) : RowModel(columns, parent) { }

ShiftsModel::Change ShiftsModel::fold(const Event &event, const ShiftData &shift)
{
    const auto place = m_rows.take(event);
    if (place.isStale)
        return {};
    Row &row = m_rows[place.slot];
    Change change{true, place.isNew ? 0 : freePlaces(row), 0};
    const bool moves = row.status != shift.status || row.starts != shift.starts;
    row.status = shift.status;
    row.title = shift.title;
    row.needed = shift.needed;
    row.filled = shift.filled;
    row.starts = shift.starts;
    row.ends = shift.ends;
    change.free = freePlaces(row);
    if (place.isNew)
        addRow();
    else
        touch(place.slot, allColumns, moves);
    return change;
}

std::uint32_t ShiftsModel::freePlaces(const Row &row)
{
    return row.status == ShiftStatus::Open && row.needed > row.filled ? row.needed - row.filled : 0;
}

QString ShiftsModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return Words::shownOf(row.status);
    case TitleColumn:
        return Words::text(row.title);
    case FilledColumn:
        return tr("%1 of %2").arg(Format::count(row.filled), Format::count(row.needed));
    case StartsColumn:
        return Format::shortDateTime(row.starts);
    default:
        return {};
    }
}

QString ShiftsModel::cellTip(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    if (column == StartsColumn)
        return tr("%1 to %2").arg(Format::dateTime(row.starts), Format::dateTime(row.ends));
    return cellText(slot, column);
}

qreal ShiftsModel::cellValue(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    if (column != FilledColumn || row.needed == 0)
        return -1;
    return std::min(static_cast<qreal>(row.filled) / row.needed, 1.0);
}

QString ShiftsModel::severity(Slot slot) const
{
    return Words::token(m_rows[slot].status);
}

bool ShiftsModel::isDimmed(Slot slot) const
{
    return isOver(m_rows[slot].status);
}

QString ShiftsModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void ShiftsModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, Words::of(row.status));
    appendSearchable(text, row.subject);
    appendSearchable(text, row.title);
}

SortKey ShiftsModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return static_cast<SortKey>(row.status);
    case TitleColumn:
        return textKey(row.title);
    case FilledColumn:
        return numberKey(cellValue(slot, column));
    case StartsColumn:
        return timeKey(row.starts);
    default:
        if (isOver(row.status))
            return rankedNewestFirstKey(2, row.starts);
        return rankedTimeKey(static_cast<unsigned>(row.status), row.starts);
    }
}

int ShiftsModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    return column == TitleColumn ? compareText(m_rows[a].title, m_rows[b].title) : 0;
}

BoardDetail ShiftsModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = QStringLiteral("shift");
    detail.severity = severity(slot);
    const std::uint32_t free = freePlaces(row);
    detail.badge = joined({Words::shownOf(row.status), free > 0 ? tr("needs %1 more").arg(free) : QString()});
    detail.title = Words::text(row.title);
    detail.subtitle =
        joined({tr("Charity"), feedNote(row.feed), Format::shortDateTime(row.starts), u'#' + Words::text(row.subject)});
    appendField(detail, textField(tr("Filled"), cellText(slot, FilledColumn)));
    appendField(detail, textField(tr("Starts"), Format::dateTime(row.starts)));
    appendField(detail, textField(tr("Ends"), Format::dateTime(row.ends)));
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("Updated"), Format::dateTime(row.updated)));
    return detail;
}

} // namespace Bellboard
