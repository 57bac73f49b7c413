// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/inboxboard.h"

#include "board/alertsmodel.h"

namespace Bellboard {

namespace {

// In the order of InboxBoard::Card; the cards they mirror have their own labels, which are the same.
QList<KpiSpec> specs()
{
    return {
        {InboxBoard::tr("Payments failed")},  {InboxBoard::tr("Match rate")},      {InboxBoard::tr("Unmatched")},
        {InboxBoard::tr("Waiting for help")}, {InboxBoard::tr("Donations today")},
    };
}

} // namespace

InboxBoard::InboxBoard(QObject *parent) : Board(specs(), parent), m_alerts(new AlertsModel(this))
{
    addTable(m_alerts);
}

RowModel *InboxBoard::alerts() const
{
    return m_alerts;
}

std::optional<AlertChange> InboxBoard::fold(const Event &event, Timestamp received)
{
    if (const auto *gap = std::get_if<GapData>(&event.data)) {
        take(m_alerts->foldGap(event, *gap), std::nullopt);
        return std::nullopt;
    }
    const auto *alert = std::get_if<AlertData>(&event.data);
    if (!alert) {
        return std::nullopt;
    }
    AlertChange change;
    std::optional<AlertsModel::Standing> before;
    if (const RowSlot slot = m_alerts->find(event.feed, event.subject); slot != noRowSlot) {
        before = m_alerts->standing(slot);
        change.before = m_alerts->snapshot(slot);
    }
    const auto applied = m_alerts->fold(event, *alert, received);
    if (!take(applied, before)) {
        return std::nullopt;
    }
    change.alert = m_alerts->snapshot(applied.slot);
    return change;
}

QList<AlertChange> InboxBoard::wake(Timestamp now)
{
    QList<AlertChange> changes;
    while (!m_snoozed.empty() && m_snoozed.begin()->first <= now) {
        const auto [until, slot] = *m_snoozed.begin();
        const auto before = m_alerts->standing(slot);
        AlertChange change;
        change.before = m_alerts->snapshot(slot);
        m_alerts->wake(slot);
        take({true, slot}, before);
        change.alert = m_alerts->snapshot(slot);
        change.woken = until;
        changes.append(std::move(change));
    }
    return changes;
}

std::optional<Timestamp> InboxBoard::nextWake() const
{
    return m_snoozed.empty() ? std::nullopt : std::optional(m_snoozed.begin()->first);
}

bool InboxBoard::take(const AlertsModel::Change &change, const std::optional<AlertsModel::Standing> &before)
{
    if (!change.applied) {
        return false;
    }
    if (before) {
        count(*before, change.slot, -1);
    }
    count(m_alerts->standing(change.slot), change.slot, 1);
    return true;
}

void InboxBoard::count(const AlertsModel::Standing &standing, RowSlot slot, int by)
{
    if (standing.state != AlertState::Raised || standing.isGap) {
        return;
    }
    if (standing.snoozed) {
        const std::pair place(standing.snoozedUntil, slot);
        if (by > 0) {
            m_snoozed.insert(place);
        } else {
            m_snoozed.erase(place);
        }
        return;
    }
    m_counts[static_cast<std::size_t>(standing.area)][static_cast<std::size_t>(standing.severity)] += by;
    const Raised place{static_cast<std::uint8_t>(3 - static_cast<int>(standing.severity)),
                       -standing.raised.time_since_epoch().count(), slot};
    if (by > 0) {
        m_raised.insert(place);
    } else {
        m_raised.erase(place);
    }
}

void InboxBoard::flush()
{
    Board::flush();
    if (m_announced != unacknowledged()) {
        m_announced = unacknowledged();
        Q_EMIT unacknowledgedChanged();
    }
}

int InboxBoard::unacknowledged(Area area) const
{
    int sum = 0;
    for (const int count : m_counts[static_cast<std::size_t>(area)]) {
        sum += count;
    }
    return sum;
}

std::optional<Severity> InboxBoard::worst() const
{
    if (m_raised.empty()) {
        return std::nullopt;
    }
    return static_cast<Severity>(3 - std::get<0>(*m_raised.begin()));
}

std::optional<Severity> InboxBoard::worst(Area area) const
{
    const auto &counts = m_counts[static_cast<std::size_t>(area)];
    for (std::size_t severity = severities; severity-- > 0;) {
        if (counts[severity] > 0) {
            return static_cast<Severity>(severity);
        }
    }
    return std::nullopt;
}

QList<AlertSummary> InboxBoard::worstAlerts(int limit) const
{
    QList<AlertSummary> alerts;
    for (const Raised &raised : m_raised) {
        if (alerts.size() >= limit) {
            break;
        }
        alerts.append(m_alerts->summary(std::get<2>(raised)));
    }
    return alerts;
}

} // namespace Bellboard
