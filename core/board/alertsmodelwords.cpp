// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/alertsmodel.h"

#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

// What the table of alerts says about one of them: how it stands, as wished or as it is, and everything in its detail.

namespace Bellboard {

namespace {

/// Whether the time of day says when `until` is.
bool isSoon(Timestamp until, Timestamp now)
{
    return until - now < std::chrono::hours(20);
}

/// "10:30", or with the day.
QString snoozeEnd(Timestamp until, Timestamp now)
{
    return isSoon(until, now) ? Format::minuteOfDay(until) : Format::shortDateTime(until);
}

} // namespace

AlertState AlertsModel::shownState(Slot slot) const
{
    const AlertState state = m_rows[slot].state;
    const auto wished = wish(slot).acknowledged;
    if (!wished || state == AlertState::Resolved) {
        return state;
    }
    return *wished ? AlertState::Acknowledged : AlertState::Raised;
}

std::optional<Timestamp> AlertsModel::shownSnooze(Slot slot) const
{
    const Row &row = m_rows[slot];
    if (row.isGap || shownState(slot) != AlertState::Raised) {
        return std::nullopt;
    }
    if (const auto wished = wish(slot).snoozedUntil) {
        return *wished == Timestamp() ? std::nullopt : wished;
    }
    return row.snoozed ? std::optional(row.snoozedUntil) : std::nullopt;
}

QString AlertsModel::snoozeBadge(Slot slot, Timestamp until) const
{
    const Row &row = m_rows[slot];
    const bool isAsked = !wish(slot).confirmed && (!row.snoozed || row.snoozedUntil != until);
    const QString end = snoozeEnd(until, now());
    return isAsked ? tr("snoozing until %1, on its way").arg(end) : tr("snoozed until %1").arg(end);
}

QString AlertsModel::shortState(Slot slot) const
{
    const Row &row = m_rows[slot];
    const AlertState state = shownState(slot);
    if (state == AlertState::Acknowledged && state != row.state && !wish(slot).confirmed) {
        return tr("Acknowledging");
    }
    if (const auto until = shownSnooze(slot)) {
        const bool isAsked = !wish(slot).confirmed && !row.snoozed;
        if (isAsked) {
            return tr("Snoozing");
        }
        // The column has room for no more; the tip and the detail say it in full.
        return isSoon(*until, now()) ? tr("Snoozed %1").arg(Format::minuteOfDay(*until)) : tr("Snoozed");
    }
    return state == AlertState::Raised ? Words::shownOf(row.severity) : Words::shownOf(state);
}

QString AlertsModel::badgeText(Slot slot) const
{
    const Row &row = m_rows[slot];
    const QString word = Words::shownOf(row.severity);
    if (row.isGap) {
        return joined({word, tr("data may be missing")});
    }
    const AlertState state = shownState(slot);
    if (const auto until = shownSnooze(slot)) {
        return joined({word, snoozeBadge(slot, *until)});
    }
    if (state != row.state) {
        if (!wish(slot).confirmed) {
            return joined({word,
                           state == AlertState::Acknowledged ? tr("acknowledgement on its way")
                                                             : tr("acknowledgement being taken back")});
        }
        return joined(
            {word, state == AlertState::Acknowledged ? tr("acknowledged by you") : tr("needs acknowledgement")});
    }
    const QString by = person(row.feed, row.texts.at(By));
    switch (state) {
    case AlertState::Raised:
        return joined(
            {word, row.snoozed && !wish(slot).confirmed ? tr("snooze being ended") : tr("needs acknowledgement")});
    case AlertState::Acknowledged:
        return joined({word, by.isEmpty() ? tr("acknowledged") : tr("acknowledged by %1").arg(by)});
    case AlertState::Resolved:
        return joined({word, tr("resolved")});
    }
    return word;
}

BoardDetail AlertsModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = row.isGap ? QStringLiteral("gap") : QStringLiteral("alert");
    detail.severity = severity(slot);
    detail.badge = badgeText(slot);
    detail.title = titleText(slot);
    detail.subtitle = joined({Words::shownOf(row.area), feedNote(row.feed), Format::timeOfDay(row.raised),
                              row.isGap ? QString() : u'#' + Words::text(row.subject)});
    detail.text = Words::text(row.texts.at(Body));
    appendField(detail, idField(tr("About"), row.texts.at(About)));
    appendField(detail, textField(tr("Owner"), ownerText(slot, row.feed, row.texts.at(Owner))));
    appendField(detail, textField(tr("State"), row.snoozed ? tr("Snoozed") : Words::shownOf(row.state)));
    appendField(detail, textField(tr("Snoozed until"), row.snoozed ? Format::dateTime(row.snoozedUntil) : QString()));
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("Raised"), Format::dateTime(row.raised)));
    appendField(detail, textField(tr("Updated"), Format::dateTime(row.updated)));
    detail.timeline = row.log.timeline([this, &row](const ChangeLog::Change &change) {
        return timelineWords(static_cast<What>(change.what), person(row.feed, change.who));
    });
    if (row.isGap) {
        return detail;
    }
    detail.takesNotes = true;
    const AlertState state = shownState(slot);
    if (state == AlertState::Raised) {
        detail.actions = {acknowledgeAction(), shownSnooze(slot) ? unsnoozeAction() : snoozeAction()};
    } else if (state == AlertState::Acknowledged) {
        detail.actions = {unacknowledgeAction()};
    }
    if (state != AlertState::Resolved) {
        appendOwnerActions(detail, slot, row.feed, row.texts.at(Owner));
    }
    return detail;
}

QString AlertsModel::timelineWords(What what, const QString &who)
{
    const auto by = [&](const QString &word) { return who.isEmpty() ? word : tr("%1 by %2").arg(word, who); };
    switch (what) {
    case Raised:
        return by(tr("Raised"));
    case Acknowledged:
        return by(tr("Acknowledged"));
    case Resolved:
        return by(tr("Resolved"));
    case RaisedAgain:
        return by(tr("Raised again"));
    case Assigned:
        return tr("Assigned to %1").arg(who);
    case Unassigned:
        return tr("No longer assigned");
    case Worsened:
        return tr("Became more severe");
    case Eased:
        return tr("Became less severe");
    case Snoozed:
        return by(tr("Snoozed"));
    case SnoozeEnded:
        return by(tr("Snooze ended"));
    case SnoozeOver:
        return tr("Snooze over");
    }
    return {};
}

} // namespace Bellboard
