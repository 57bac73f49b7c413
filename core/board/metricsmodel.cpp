// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/metricsmodel.h"

#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

#include <cmath>
#include <limits>

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Figure"), Kind::Strong, 40},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Value"), Kind::Amount, 20},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Before"), Kind::Amount, 20},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Age"), Kind::Age, 8},
};

} // namespace

MetricsModel::MetricsModel(QObject *parent) : RowModel(columns, parent) { }

void MetricsModel::fold(const Event &event, const MetricData &metric)
{
    const auto place = m_rows.take(event);
    if (place.isStale)
        return;
    Row &row = m_rows[place.slot];
    row.before = place.isNew ? std::numeric_limits<double>::quiet_NaN() : row.value;
    row.value = metric.value;
    const bool moves = row.title != metric.title;
    row.title = metric.title;
    row.unit = metric.unit;
    if (place.isNew)
        addRow();
    else
        touch(place.slot, allColumns, moves);
}

QString MetricsModel::figure(const Row &row, double value)
{
    if (std::isnan(value))
        return {};
    const QString number = Format::figure(value);
    return row.unit.empty() ? number : number + QChar(0xa0) + Words::text(row.unit).simplified();
}

QString MetricsModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case TitleColumn:
        return Words::text(row.title);
    case ValueColumn:
        return figure(row, row.value);
    case BeforeColumn:
        return figure(row, row.before);
    case AgeColumn:
        return ageText(row.updated);
    default:
        return {};
    }
}

QString MetricsModel::cellTip(Slot slot, int column) const
{
    return column == AgeColumn ? Format::dateTime(m_rows[slot].updated) : cellText(slot, column);
}

QString MetricsModel::severity(Slot /*slot*/) const
{
    return QStringLiteral("info");
}

QString MetricsModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void MetricsModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, row.title);
    appendSearchable(text, row.subject);
    appendSearchable(text, row.unit);
}

SortKey MetricsModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case ValueColumn:
        return numberKey(row.value);
    case BeforeColumn:
        return numberKey(row.before);
    case AgeColumn:
        return newestFirstKey(row.updated);
    default:
        return textKey(row.title);
    }
}

int MetricsModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    return column == ValueColumn || column == BeforeColumn || column == AgeColumn
        ? 0
        : compareText(m_rows[a].title, m_rows[b].title);
}

BoardDetail MetricsModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = QStringLiteral("metric");
    detail.severity = severity(slot);
    detail.badge = figure(row, row.value);
    detail.title = Words::text(row.title);
    detail.subtitle = joined({tr("Figure"), feedNote(row.feed), u'#' + Words::text(row.subject)});
    appendField(detail, textField(tr("Value"), figure(row, row.value)));
    appendField(detail, textField(tr("Before"), figure(row, row.before)));
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("Updated"), Format::dateTime(row.updated)));
    return detail;
}

} // namespace Bellboard
