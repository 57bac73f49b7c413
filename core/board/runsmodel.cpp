// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/runsmodel.h"

#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

#include <algorithm>

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Phase"), Kind::Badge, 13},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Run"), Kind::Strong, 30},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Progress"), Kind::Progress, 20},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Rate"), Kind::Amount, 11},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "ETA"), Kind::Amount, 10},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Exceptions"), Kind::Amount, 11},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Age"), Kind::Age, 8},
};

bool isOver(RunPhase phase)
{
    return phase == RunPhase::Completed || phase == RunPhase::Failed;
}

} // namespace

// A run of which nothing is heard any more has no rate, and so no end in sight.
RunsModel::RunsModel(QObject *parent) : RowModel(columns, parent, columnBit(RateColumn) | columnBit(EtaColumn)) { }

RunsModel::Change RunsModel::fold(const Event &event, const RunData &run)
{
    const auto place = m_rows.take(event);
    if (place.isStale) {
        return {};
    }
    Row &row = m_rows[place.slot];
    const Change change{true, place.isNew, row.phase, row.done, row.matched};
    const bool phaseChanged = place.isNew || row.phase != run.phase;
    if (phaseChanged) {
        row.log.add(event.time, static_cast<std::uint8_t>(run.phase));
        row.rate.restart();
    }
    if (!isOver(run.phase)) {
        row.rate.add(event.time, run.done);
    }
    row.phase = run.phase;
    row.name = run.name;
    row.error = run.error;
    row.done = run.done;
    row.total = run.total;
    row.matched = run.matched;
    row.exceptions = run.exceptions;
    row.unmatched = run.unmatched;
    if (place.isNew) {
        addRow();
    } else {
        touch(place.slot, allColumns, isOver(change.before) != isOver(run.phase));
    }
    return change;
}

std::string_view RunsModel::nameOf(FeedIndex feed, std::string_view subject) const
{
    const Slot slot = m_rows.find(feed, subject);
    return slot == noSlot || m_rows[slot].name.empty() ? subject : std::string_view(m_rows[slot].name);
}

QString RunsModel::etaText(const Row &row) const
{
    if (isOver(row.phase) || row.total <= row.done) {
        return {};
    }
    const auto left = row.rate.timeFor(row.total - row.done, now());
    return left ? Format::duration(*left) : dash();
}

QString RunsModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case PhaseColumn:
        return Words::shownOf(row.phase);
    case RunColumn:
        return Words::text(row.name.empty() ? row.subject : row.name);
    case ProgressColumn:
        return row.total == 0 ? dash() : Format::percent(cellValue(slot, column));
    case RateColumn: {
        const auto rate = isOver(row.phase) ? std::nullopt : row.rate.perSecond(now());
        return rate ? tr("%1/s").arg(Format::number(*rate, *rate < 10 ? 1 : 0)) : QString();
    }
    case EtaColumn:
        return etaText(row);
    case ExceptionsColumn:
        return Format::count(static_cast<qint64>(row.exceptions));
    case AgeColumn:
        return ageText(row.created);
    default:
        return {};
    }
}

QString RunsModel::cellTip(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case PhaseColumn:
        return joined({Words::shownOf(row.phase), Words::text(row.error)});
    case ProgressColumn:
        return tr("%1 of %2 records")
            .arg(Format::count(static_cast<qint64>(row.done)),
                 row.total == 0 ? tr("an unknown number of") : Format::count(static_cast<qint64>(row.total)));
    case AgeColumn:
        return Format::dateTime(row.created);
    default:
        return cellText(slot, column);
    }
}

qreal RunsModel::cellValue(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    if (column != ProgressColumn || row.total == 0) {
        return -1;
    }
    return std::min(static_cast<qreal>(row.done) / static_cast<qreal>(row.total), 1.0);
}

QString RunsModel::severity(Slot slot) const
{
    return Words::token(m_rows[slot].phase);
}

bool RunsModel::isDimmed(Slot slot) const
{
    return m_rows[slot].phase == RunPhase::Completed;
}

QString RunsModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void RunsModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, Words::of(row.phase));
    appendSearchable(text, row.subject);
    appendSearchable(text, row.name);
    appendSearchable(text, row.error);
}

SortKey RunsModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case PhaseColumn:
        return static_cast<SortKey>(row.phase);
    case RunColumn:
        return textKey(row.name);
    case ProgressColumn:
        return numberKey(cellValue(slot, column));
    case RateColumn:
        return numberKey(isOver(row.phase) ? 0 : row.rate.perSecond(row.updated).value_or(0));
    case EtaColumn: {
        const auto left = row.total > row.done && !isOver(row.phase)
            ? row.rate.timeFor(row.total - row.done, row.updated)
            : std::nullopt;
        return left ? static_cast<SortKey>(left->count()) : ~SortKey{0};
    }
    case ExceptionsColumn:
        return row.exceptions;
    case AgeColumn:
        return newestFirstKey(row.created);
    default:
        return rankedNewestFirstKey(isOver(row.phase) ? 1 : 0, row.created);
    }
}

int RunsModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    return column == RunColumn ? compareText(m_rows[a].name, m_rows[b].name) : 0;
}

BoardDetail RunsModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = QStringLiteral("run");
    detail.severity = severity(slot);
    detail.badge = joined({Words::shownOf(row.phase), row.total == 0 ? QString() : cellText(slot, ProgressColumn)});
    detail.title = cellText(slot, RunColumn);
    detail.subtitle = joined(
        {tr("Reconciliation"), feedNote(row.feed), Format::timeOfDay(row.updated), u'#' + Words::text(row.subject)});
    detail.text = Words::text(row.error);
    appendField(detail, textField(tr("Records"), cellTip(slot, ProgressColumn)));
    appendField(detail, textField(tr("Matched"), Format::count(static_cast<qint64>(row.matched))));
    appendField(detail, textField(tr("Exceptions"), cellText(slot, ExceptionsColumn)));
    if (!row.unmatched.currencyCode().empty()) {
        appendField(detail, textField(tr("Unmatched"), Format::amount(row.unmatched)));
    }
    appendField(detail, textField(tr("Rate"), cellText(slot, RateColumn)));
    appendField(detail, textField(tr("Time left"), etaText(row)));
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("Started"), Format::dateTime(row.created)));
    appendField(detail, textField(tr("Updated"), Format::dateTime(row.updated)));
    detail.timeline = row.log.timeline(
        [](const ChangeLog::Change &change) { return Words::shownOf(static_cast<RunPhase>(change.what)); });
    return detail;
}

} // namespace Bellboard
