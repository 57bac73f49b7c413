// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/board.h"
#include "board/currencytotals.h"
#include "event/event.h"

#include <array>

namespace Bellboard {

class ExceptionsModel;
class RunsModel;

/// Reconciliation runs and the items that they could not match.
class ReconciliationBoard : public Board
{
    Q_OBJECT
    Q_PROPERTY(Bellboard::RowModel *runs READ runs CONSTANT)
    Q_PROPERTY(Bellboard::RowModel *exceptions READ exceptions CONSTANT)

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
    /// Takes the new state of a run or an exception; other events are ignored.
    void fold(const Event &event);

protected:
    void measure() override;

private:
    void foldRun(const Event &event, const RunData &run);
    void foldException(const Event &event, const ExceptionData &exception);

    RunsModel *m_runs;
    ExceptionsModel *m_exceptions;
    std::array<qint64, 5> m_phases{};
    qint64 m_openExceptions = 0;
    // Records over all runs that did not fail. Unsigned wrap-around keeps additions and subtractions in balance.
    std::uint64_t m_done = 0;
    std::uint64_t m_matched = 0;
    CurrencyTotals m_unmatched;
};

} // namespace Bellboard
