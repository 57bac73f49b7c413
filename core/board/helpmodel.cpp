// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/helpmodel.h"

#include "board/conversationlinks.h"
#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Status"), Kind::Badge, 13},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Name"), Kind::Strong, 22},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Topic"), Kind::Text, 28},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Position"), Kind::Amount, 10},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Assignee"), Kind::Text, 15},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Waiting"), Kind::Age, 10},
};

// What a ChangeLog::Change of a help request says: a status, or this.
constexpr std::uint8_t assigneeChanged = 255;

} // namespace

HelpModel::HelpModel(QObject *parent) : RowModel(columns, parent) { }

HelpModel::Change HelpModel::fold(const Event &event, const HelpData &help)
{
    const auto place = m_rows.take(event);
    if (place.isStale)
        return {};
    Row &row = m_rows[place.slot];
    const Change change{true, place.isNew, place.slot, row.status, row.since};
    if (place.isNew || row.status != help.status)
        row.log.add(place.isNew && help.status == HelpStatus::Waiting ? help.since : event.time,
                    static_cast<std::uint8_t>(help.status), help.assignee);
    else if (row.assignee != help.assignee)
        row.log.add(event.time, assigneeChanged, help.assignee);
    row.status = help.status;
    row.name = help.name;
    row.topic = help.topic;
    row.assignee = help.assignee;
    row.position = help.position;
    row.since = help.since;
    if (place.isNew)
        addRow();
    else
        touch(place.slot, allColumns, change.before != help.status || change.sinceBefore != help.since);
    return change;
}

void HelpModel::noteConversation(FeedIndex feed, std::string_view subject)
{
    if (const Slot slot = m_rows.find(feed, subject); slot != noSlot)
        touch(slot, 0, false);
}

QString HelpModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return Words::shownOf(row.status);
    case NameColumn:
        return Words::text(row.name);
    case TopicColumn:
        return Words::text(row.topic);
    case PositionColumn:
        return row.position > 0 ? Format::count(row.position) : dash();
    case AssigneeColumn:
        if (row.assignee.empty() && row.status == HelpStatus::Waiting && !wish(slot).owner)
            return tr("unassigned");
        return orDash(ownerText(slot, row.feed, row.assignee));
    case WaitingColumn:
        return row.status == HelpStatus::Closed ? dash() : ageText(row.since);
    default:
        return {};
    }
}

QString HelpModel::cellTip(Slot slot, int column) const
{
    return column == WaitingColumn ? Format::dateTime(m_rows[slot].since) : cellText(slot, column);
}

QString HelpModel::severity(Slot slot) const
{
    return Words::token(m_rows[slot].status);
}

bool HelpModel::isDimmed(Slot slot) const
{
    return m_rows[slot].status == HelpStatus::Closed;
}

QString HelpModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void HelpModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, Words::of(row.status));
    appendSearchable(text, row.subject);
    appendSearchable(text, row.name);
    appendSearchable(text, row.topic);
    appendSearchable(text, row.assignee);
}

SortKey HelpModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case StatusColumn:
        return static_cast<SortKey>(row.status);
    case NameColumn:
        return textKey(row.name);
    case TopicColumn:
        return textKey(row.topic);
    case PositionColumn:
        return row.position > 0 ? row.position : ~SortKey{0};
    case AssigneeColumn:
        return textKey(row.assignee);
    case WaitingColumn:
        return newestFirstKey(row.since);
    default:
        if (row.status == HelpStatus::Closed)
            return rankedNewestFirstKey(static_cast<unsigned>(row.status), row.since);
        return rankedTimeKey(static_cast<unsigned>(row.status), row.since);
    }
}

int HelpModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    switch (column) {
    case NameColumn:
        return compareText(m_rows[a].name, m_rows[b].name);
    case TopicColumn:
        return compareText(m_rows[a].topic, m_rows[b].topic);
    case AssigneeColumn:
        return compareText(m_rows[a].assignee, m_rows[b].assignee);
    default:
        return 0;
    }
}

BoardDetail HelpModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = QStringLiteral("help");
    detail.severity = severity(slot);
    detail.badge =
        joined({Words::shownOf(row.status), row.position > 0 ? tr("position %1").arg(row.position) : QString()});
    detail.title = Words::text(row.name);
    detail.subtitle =
        joined({tr("Help desk"), feedNote(row.feed), Format::timeOfDay(row.since), u'#' + Words::text(row.subject)});
    detail.text = Words::text(row.topic);
    appendField(detail, textField(tr("Topic"), row.topic));
    appendField(detail, textField(tr("Assignee"), ownerText(slot, row.feed, row.assignee)));
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("Asked"), Format::dateTime(row.since)));
    appendField(detail, textField(tr("Updated"), Format::dateTime(row.updated)));
    detail.timeline = row.log.timeline([this, &row](const ChangeLog::Change &change) {
        if (change.what == assigneeChanged)
            return change.who.empty() ? tr("No longer assigned")
                                      : tr("Assigned to %1").arg(person(row.feed, change.who));
        const QString word = Words::shownOf(static_cast<HelpStatus>(change.what));
        return change.who.empty() ? word : tr("%1, with %2").arg(word, person(row.feed, change.who));
    });
    if (row.status != HelpStatus::Closed) {
        appendOwnerActions(detail, slot, row.feed, row.assignee);
        detail.actions.first().primary = row.status == HelpStatus::Waiting && !wish(slot).owner;
    }
    if (const auto conversation = m_links ? m_links->conversationOf(row.feed, row.subject) : std::nullopt) {
        detail.actions.append(conversationAction());
        detail.conversationKey = RowKey::format(conversation->feed, conversation->subject);
    }
    detail.takesNotes = true;
    return detail;
}

} // namespace Bellboard
