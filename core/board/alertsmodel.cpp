// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/alertsmodel.h"

#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Severity"), Kind::Badge, 13},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "What"), Kind::Strong, 50},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Source"), Kind::Text, 16},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Owner"), Kind::Text, 13},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Age"), Kind::Age, 8},
};

} // namespace

// A gap says when it was, with the day unless that is today.
AlertsModel::AlertsModel(QObject *parent) : RowModel(columns, parent, columnBit(WhatColumn)) { }

AlertsModel::Change AlertsModel::fold(const Event &event, const AlertData &alert, Timestamp received)
{
    return apply(m_rows.take(event), event, alert, received, false);
}

void AlertsModel::wake(RowSlot slot)
{
    Row &row = m_rows[slot];
    row.snoozed = false;
    row.log.add(row.snoozedUntil, SnoozeOver);
    touch(slot, allColumns, true);
}

AlertsModel::Change AlertsModel::foldGap(const Event &event, const GapData &gap)
{
    const Gap told = Gap::of(event, gap);
    // For sorting and searching; what is shown is said anew each day.
    const std::string title = told.title({}).toStdString();
    const std::string offsets = told.offsets().toStdString();
    AlertData alert;
    alert.severity = Severity::Warning;
    alert.title = title;
    alert.text = offsets;
    alert.about = gap.stream;
    alert.raised = event.time;
    const Change change = apply(m_rows.take(event, Gap::subject(gap)), event, alert, event.time, true);
    if (change.applied) {
        m_gaps.insert_or_assign(change.slot, told);
    }
    return change;
}

AlertsModel::Change AlertsModel::apply(const RowStore<Row>::Place &place, const Event &event, const AlertData &alert,
                                       Timestamp received, bool isGap)
{
    if (place.isStale) {
        return {};
    }
    Row &row = m_rows[place.slot];
    const bool snoozed = alert.state == AlertState::Raised && alert.snoozedUntil > received;
    remember(row, place.isNew, event, alert, snoozed);
    const bool moves = row.severity != alert.severity || row.state != alert.state || row.raised != alert.raised
        || row.snoozed != snoozed;
    row.severity = alert.severity;
    row.state = alert.state;
    row.area = alert.area;
    row.raised = alert.raised;
    row.isGap = isGap;
    row.snoozed = snoozed;
    row.snoozedUntil = alert.snoozedUntil;
    row.texts.assign({alert.title, alert.text, alert.about, alert.owner, alert.by});
    if (place.isNew) {
        addRow();
    } else {
        touch(place.slot, allColumns, moves);
    }
    return {true, place.slot};
}

void AlertsModel::remember(Row &row, bool isNew, const Event &event, const AlertData &alert, bool snoozed)
{
    if (isNew) {
        row.log.add(alert.raised, Raised, alert.state == AlertState::Raised ? alert.by : std::string_view());
        if (alert.state != AlertState::Raised) {
            row.log.add(event.time, alert.state == AlertState::Acknowledged ? Acknowledged : Resolved, alert.by);
        }
        if (snoozed) {
            row.log.add(event.time, Snoozed, alert.by);
        }
        return;
    }
    if (row.state != alert.state) {
        const What what = alert.state == AlertState::Acknowledged ? Acknowledged
            : alert.state == AlertState::Resolved                 ? Resolved
                                                                  : RaisedAgain;
        row.log.add(event.time, what, alert.by);
    }
    if (snoozed && (!row.snoozed || row.snoozedUntil != alert.snoozedUntil)) {
        row.log.add(event.time, Snoozed, alert.by);
    } else if (row.snoozed && !snoozed && alert.state == AlertState::Raised) {
        row.log.add(event.time, SnoozeEnded, alert.by);
    }
    if (row.severity != alert.severity) {
        row.log.add(event.time, row.severity < alert.severity ? Worsened : Eased);
    }
    if (row.texts.at(Owner) != alert.owner) {
        row.log.add(event.time, alert.owner.empty() ? Unassigned : Assigned, alert.owner);
    }
}

AlertsModel::Standing AlertsModel::standing(RowSlot slot) const
{
    const Row &row = m_rows[slot];
    return {row.severity, row.state, row.area, row.raised, row.isGap, row.snoozed, row.snoozedUntil};
}

AlertSnapshot AlertsModel::snapshot(RowSlot slot) const
{
    const Row &row = m_rows[slot];
    AlertSnapshot alert;
    alert.key = key(slot);
    alert.feed = row.feed;
    alert.severity = row.severity;
    alert.state = row.state;
    alert.title = Words::text(row.texts.at(Title));
    alert.text = Words::text(row.texts.at(Body));
    alert.by = Words::text(row.texts.at(By));
    alert.raised = row.raised;
    alert.snoozed = row.snoozed;
    alert.snoozedUntil = row.snoozedUntil;
    return alert;
}

AlertSummary AlertsModel::summary(RowSlot slot) const
{
    const Row &row = m_rows[slot];
    return {key(slot), Words::text(row.texts.at(Title)), row.severity};
}

QString AlertsModel::titleText(Slot slot) const
{
    const Row &row = m_rows[slot];
    const auto gap = row.isGap ? m_gaps.find(slot) : m_gaps.end();
    return gap == m_gaps.end() ? Words::text(row.texts.at(Title)) : gap->second.title(now());
}

QString AlertsModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case SeverityColumn:
        return shortState(slot);
    case WhatColumn:
        return titleText(slot);
    case SourceColumn:
        return joined({Words::shownOf(row.area), feedNote(row.feed)});
    case OwnerColumn:
        if (row.texts.at(Owner).empty() && !wish(slot).owner && row.state == AlertState::Raised
            && row.severity >= Severity::High) {
            return tr("unassigned");
        }
        return orDash(ownerText(slot, row.feed, row.texts.at(Owner)));
    case AgeColumn:
        return ageText(row.raised);
    default:
        return {};
    }
}

QString AlertsModel::cellTip(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case SeverityColumn:
        return badgeText(slot);
    case WhatColumn:
        return joined({titleText(slot), Words::text(row.texts.at(Body))});
    case AgeColumn:
        return Format::dateTime(row.raised);
    default:
        return cellText(slot, column);
    }
}

QString AlertsModel::severity(Slot slot) const
{
    switch (shownState(slot)) {
    case AlertState::Raised:
        return shownSnooze(slot) ? QStringLiteral("info") : Words::token(m_rows[slot].severity);
    case AlertState::Acknowledged:
        return QStringLiteral("info");
    case AlertState::Resolved:
        return QStringLiteral("ok");
    }
    return {};
}

bool AlertsModel::isDimmed(Slot slot) const
{
    return shownState(slot) != AlertState::Raised || shownSnooze(slot);
}

QString AlertsModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void AlertsModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, Words::of(row.severity));
    appendSearchable(text, Words::of(row.state));
    appendSearchable(text, Words::of(row.area));
    appendSearchable(text, row.subject);
    for (std::size_t i = 0; i <= By; ++i) {
        appendSearchable(text, row.texts.at(i));
    }
    appendSearchable(text, feedName(row.feed).toStdString());
}

SortKey AlertsModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    const auto severityRank = 3U - static_cast<unsigned>(row.severity);
    // What is snoozed stands between what wants an answer and what has one.
    const unsigned stateRank =
        row.state == AlertState::Raised ? (row.snoozed ? 1U : 0U) : static_cast<unsigned>(row.state) + 1;
    const unsigned rank = stateRank * 4 + severityRank;
    switch (column) {
    case SeverityColumn:
        return rank;
    case WhatColumn:
        return textKey(row.texts.at(Title));
    case SourceColumn:
        return static_cast<SortKey>(row.area) << 16 | row.feed;
    case OwnerColumn:
        return textKey(row.texts.at(Owner));
    case AgeColumn:
        return newestFirstKey(row.raised);
    default:
        return rankedNewestFirstKey(rank, row.raised);
    }
}

int AlertsModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    const Text text = column == WhatColumn ? Title : Owner;
    return column == WhatColumn || column == OwnerColumn
        ? compareText(m_rows[a].texts.at(text), m_rows[b].texts.at(text))
        : 0;
}

} // namespace Bellboard
