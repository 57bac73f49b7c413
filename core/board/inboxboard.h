// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/alertchange.h"
#include "board/alertsmodel.h"
#include "board/board.h"
#include "event/event.h"

#include <QList>

#include <array>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace Bellboard {

/// The alerts of all areas, those that want an answer first and among them the worst first; and the gaps in streams.
class InboxBoard : public Board
{
    Q_OBJECT
    Q_PROPERTY(Bellboard::RowModel *alerts READ alerts CONSTANT)
    /// Alerts that nobody acknowledged or put off.
    Q_PROPERTY(int unacknowledged READ unacknowledged NOTIFY unacknowledgedChanged)

public:
    enum Card {
        FailedCard,
        MatchRateCard,
        UnmatchedCard,
        WaitingCard,
        DonationsCard
    };

    explicit InboxBoard(QObject *parent = nullptr);

    RowModel *alerts() const;
    /// Takes the new state of an alert, or a gap, that came at `received`; other events are ignored. Says what became of the
    /// alert (its segment is the caller's to add); nothing for what is no alert, or older than what the row took before.
    std::optional<AlertChange> fold(const Event &event, Timestamp received = {});
    /// Ends the snoozes whose time has come; says what became of the alerts, the earliest first.
    QList<AlertChange> wake(Timestamp now);
    /// When the next snooze ends; nothing when no alert is snoozed.
    std::optional<Timestamp> nextWake() const;
    void flush() override;

    /// Without those that are snoozed.
    int unacknowledged() const { return static_cast<int>(m_raised.size()); }
    int snoozed() const { return static_cast<int>(m_snoozed.size()); }
    int unacknowledged(Area area) const;
    /// The worst severity among the unacknowledged alerts, of one area or of all; nothing when there are none.
    std::optional<Severity> worst() const;
    std::optional<Severity> worst(Area area) const;
    /// The unacknowledged alerts, worst first and then newest first; at most `limit`.
    QList<AlertSummary> worstAlerts(int limit) const;

Q_SIGNALS:
    /// Told at flush().
    void unacknowledgedChanged();

protected:
    // The strip mirrors cards of other boards; Boards does that.
    void measure() override { }

private:
    bool take(const AlertsModel::Change &change, const std::optional<AlertsModel::Standing> &before);
    void count(const AlertsModel::Standing &standing, RowSlot slot, int by);

    static constexpr std::size_t areas = 6;
    static constexpr std::size_t severities = 4;
    // Less-severe is larger: the set begins with the worst, and there with the newest.
    using Raised = std::tuple<std::uint8_t, std::int64_t, RowSlot>;

    AlertsModel *m_alerts;
    std::array<std::array<int, severities>, areas> m_counts{};
    std::set<Raised> m_raised;
    std::set<std::pair<Timestamp, RowSlot>> m_snoozed; ///< by the end of the snooze
    int m_announced = 0;
};

} // namespace Bellboard
