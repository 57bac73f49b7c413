// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/alertchange.h"
#include "board/changelog.h"
#include "board/gapnotice.h"
#include "board/packedtexts.h"
#include "board/rowmodel.h"
#include "board/rowstore.h"

#include <optional>
#include <unordered_map>

namespace Bellboard {

/// The table of alerts: what wants an answer first, the worst and then the newest before the others.
class AlertsModel final : public RowModel
{
    Q_OBJECT

public:
    explicit AlertsModel(QObject *parent = nullptr);

    /// What folding an event did.
    struct Change
    {
        bool applied = false; ///< false when the event was older than the row
        RowSlot slot = noRowSlot;
    };
    /// What an alert is without its texts.
    struct Standing
    {
        Severity severity;
        AlertState state;
        Area area;
        Timestamp raised;
        bool isGap; ///< made from a gap; nobody can acknowledge it
        bool snoozed; ///< raised, but nobody wants to be reminded of it before snoozedUntil
        Timestamp snoozedUntil;
    };
    /// `received` is when the event came: an alert whose snooze was over then is not snoozed.
    Change fold(const Event &event, const AlertData &alert, Timestamp received);
    /// Ends the snooze of a row whose time has come.
    void wake(RowSlot slot);
    /// Takes a gap as a warning of its own.
    Change foldGap(const Event &event, const GapData &gap);
    /// Where the row that an event would change stands; nothing when there is none.
    RowSlot find(FeedIndex feed, std::string_view subject) const { return m_rows.find(feed, subject); }
    Standing standing(RowSlot slot) const;
    AlertSnapshot snapshot(RowSlot slot) const;
    AlertSummary summary(RowSlot slot) const;

protected:
    QString cellText(Slot slot, int column) const override;
    QString cellTip(Slot slot, int column) const override;
    QString severity(Slot slot) const override;
    bool isDimmed(Slot slot) const override;
    QString key(Slot slot) const override;
    Slot slotOf(FeedIndex feed, std::string_view subject) const override { return m_rows.find(feed, subject); }
    void appendSearchText(Slot slot, std::string &text) const override;
    SortKey sortKey(Slot slot, int column) const override;
    int compareEqualKeys(Slot a, Slot b, int column) const override;
    BoardDetail describe(Slot slot) const override;

private:
    enum Column {
        SeverityColumn,
        WhatColumn,
        SourceColumn,
        OwnerColumn,
        AgeColumn
    };
    enum Text {
        Title,
        Body,
        About,
        Owner,
        By
    };

    /// What a ChangeLog::Change says.
    enum What : std::uint8_t {
        Raised, ///< by whom
        Acknowledged, ///< by whom
        Resolved, ///< by whom
        RaisedAgain, ///< by whom
        Assigned, ///< to whom
        Unassigned,
        Worsened,
        Eased,
        Snoozed, ///< by whom
        SnoozeEnded, ///< by whom
        SnoozeOver, ///< by the clock
    };

    struct Row : RowBase
    {
        PackedTexts<5> texts;
        Timestamp raised;
        ChangeLog log;
        Severity severity = Severity::Info;
        AlertState state = AlertState::Raised;
        Area area = Area::System;
        bool isGap = false;
        bool snoozed = false;
        Timestamp snoozedUntil;
    };

    Change apply(const RowStore<Row>::Place &place, const Event &event, const AlertData &alert, Timestamp received,
                 bool isGap);
    static void remember(Row &row, bool isNew, const Event &event, const AlertData &alert, bool snoozed);
    static QString timelineWords(What what, const QString &who);
    /// As the user wished, or else as the backend says.
    AlertState shownState(Slot slot) const;
    /// Until when it is snoozed, by the user's wish or else as the backend says; nothing when it is not.
    std::optional<Timestamp> shownSnooze(Slot slot) const;
    QString snoozeBadge(Slot slot, Timestamp until) const;
    QString shortState(Slot slot) const;
    QString badgeText(Slot slot) const;

    /// What it says of itself; a gap's depends on the day.
    QString titleText(Slot slot) const;

    RowStore<Row> m_rows;
    std::unordered_map<RowSlot, Gap> m_gaps; ///< those rows that are one
};

} // namespace Bellboard
