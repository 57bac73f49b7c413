// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/board.h"
#include "board/currencytotals.h"
#include "event/event.h"

#include <array>

namespace Bellboard {

class ExceptionsModel;
class MetricsModel;
class RulesModel;
class RunsModel;

/// Reconciliation runs, the items that they could not match, the rules that they follow, and figures of the backend.
class ReconciliationBoard : public Board
{
    Q_OBJECT
    Q_PROPERTY(Bellboard::RowModel *runs READ runs CONSTANT)
    Q_PROPERTY(Bellboard::RowModel *exceptions READ exceptions CONSTANT)
    Q_PROPERTY(Bellboard::RowModel *rules READ rules CONSTANT)
    Q_PROPERTY(Bellboard::RowModel *figures READ figures CONSTANT)

public:
    enum Card {
        MatchRateCard,
        UnmatchedCard,
        RunningCard,
        FailedCard
    };

    explicit ReconciliationBoard(QObject *parent = nullptr);

    RowModel *runs() const;
    RowModel *exceptions() const;
    RowModel *rules() const;
    RowModel *figures() const;
    /// Takes the new state of a run, an exception, a rule or a figure; other events are ignored.
    void fold(const Event &event);

protected:
    void measure() override;

private:
    void foldRun(const Event &event, const RunData &run);
    void foldException(const Event &event, const ExceptionData &exception);

    RunsModel *m_runs;
    ExceptionsModel *m_exceptions;
    RulesModel *m_rules;
    MetricsModel *m_figures;
    std::array<qint64, 5> m_phases{};
    qint64 m_openExceptions = 0;
    // Records over all runs that did not fail. Unsigned wrap-around keeps additions and subtractions in balance.
    std::uint64_t m_done = 0;
    std::uint64_t m_matched = 0;
    CurrencyTotals m_unmatched;
};

} // namespace Bellboard
