// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/rulesmodel.h"

#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Status"), Kind::Badge, 11},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Rule"), Kind::Strong, 26},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "What it says"), Kind::Text, 44},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Changed by"), Kind::Text, 14},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Age"), Kind::Age, 8},
};

} // namespace

RulesModel::RulesModel(QObject *parent) : RowModel(columns, parent) { }

void RulesModel::fold(const Event &event, const RuleData &rule)
{
    const auto place = m_rows.take(event);
    if (place.isStale)
        return;
    Row &row = m_rows[place.slot];
    const bool moves = row.status != rule.status || row.texts.at(Name) != rule.name;
    row.status = rule.status;
    row.texts.assign({rule.name, rule.text, rule.by, rule.version});
    if (place.isNew)
        addRow();
    else
        touch(place.slot, allColumns, moves);
}

QString RulesModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return Words::shownOf(row.status);
    case NameColumn:
        return Words::text(row.texts.at(Name));
    case TextColumn:
        return Words::text(row.texts.at(Wording)).simplified();
    case ByColumn:
        return orDash(person(row.feed, row.texts.at(By)));
    case AgeColumn:
        return ageText(row.updated);
    default:
        return {};
    }
}

QString RulesModel::cellTip(Slot slot, int column) const
{
    return column == AgeColumn ? Format::dateTime(m_rows[slot].updated) : cellText(slot, column);
}

QString RulesModel::severity(Slot slot) const
{
    return Words::token(m_rows[slot].status);
}

bool RulesModel::isDimmed(Slot slot) const
{
    return m_rows[slot].status != RuleStatus::Active;
}

QString RulesModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void RulesModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, Words::of(row.status));
    appendSearchable(text, row.subject);
    appendSearchable(text, row.texts.at(Name));
    appendSearchable(text, row.texts.at(Wording));
    appendSearchable(text, row.texts.at(By));
}

SortKey RulesModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case NameColumn:
        return textKey(row.texts.at(Name));
    case TextColumn:
        return textKey(row.texts.at(Wording));
    case ByColumn:
        return textKey(row.texts.at(By));
    case AgeColumn:
        return newestFirstKey(row.updated);
    default:
        return static_cast<SortKey>(row.status);
    }
}

int RulesModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    const Row &rowA = m_rows[a];
    const Row &rowB = m_rows[b];
    switch (column) {
    case TextColumn:
        return compareText(rowA.texts.at(Wording), rowB.texts.at(Wording));
    case ByColumn:
        return compareText(rowA.texts.at(By), rowB.texts.at(By));
    case AgeColumn:
        return 0;
    default:
        return compareText(rowA.texts.at(Name), rowB.texts.at(Name));
    }
}

BoardDetail RulesModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = QStringLiteral("rule");
    detail.severity = severity(slot);
    detail.badge = Words::shownOf(row.status);
    detail.title = Words::text(row.texts.at(Name));
    detail.subtitle = joined(
        {tr("Reconciliation"), feedNote(row.feed), Format::timeOfDay(row.updated), u'#' + Words::text(row.subject)});
    detail.text = Words::text(row.texts.at(Wording));
    detail.version = Words::text(row.texts.at(Version));
    detail.changedBy = person(row.feed, row.texts.at(By));
    appendField(detail, idField(tr("Rule"), row.subject));
    appendField(detail, textField(tr("Changed by"), detail.changedBy));
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("Updated"), Format::dateTime(row.updated)));
    if (row.status != RuleStatus::Retired)
        detail.actions.append(editAction());
    return detail;
}

} // namespace Bellboard
