// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/changelog.h"
#include "board/rateestimate.h"
#include "board/rowmodel.h"
#include "board/rowstore.h"

namespace Bellboard {

/// The table of reconciliation runs: those that go on first, then the latest.
class RunsModel final : public RowModel
{
    Q_OBJECT

public:
    explicit RunsModel(QObject *parent = nullptr);

    /// What folding an event did.
    struct Change
    {
        bool applied = false; ///< false when the event was older than the row
        bool isNew = false;
        RunPhase before = RunPhase::Loading;
        std::uint64_t doneBefore = 0;
        std::uint64_t matchedBefore = 0;
    };
    Change fold(const Event &event, const RunData &run);
    /// The name of a run; its subject when the run is not known.
    std::string_view nameOf(FeedIndex feed, std::string_view subject) const;

protected:
    QString cellText(Slot slot, int column) const override;
    QString cellTip(Slot slot, int column) const override;
    qreal cellValue(Slot slot, int column) const override;
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
        PhaseColumn,
        RunColumn,
        ProgressColumn,
        RateColumn,
        EtaColumn,
        ExceptionsColumn,
        AgeColumn
    };

    struct Row : RowBase
    {
        std::string name;
        std::string error;
        std::uint64_t done = 0;
        std::uint64_t total = 0;
        std::uint64_t matched = 0;
        std::uint64_t exceptions = 0;
        Money unmatched;
        RateEstimate rate;
        ChangeLog log;
        RunPhase phase = RunPhase::Loading;
    };

    QString etaText(const Row &row) const;

    RowStore<Row> m_rows;
};

} // namespace Bellboard
