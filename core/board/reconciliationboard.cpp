// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/reconciliationboard.h"

#include "board/exceptionsmodel.h"
#include "board/format.h"
#include "board/metricsmodel.h"
#include "board/rulesmodel.h"
#include "board/runsmodel.h"

namespace Bellboard {

namespace {

QList<KpiSpec> specs()
{
    using Better = KpiSpec::Better;
    using Change = KpiSpec::Change;
    return {
        {ReconciliationBoard::tr("Match rate"), Better::Higher, Change::Points},
        {ReconciliationBoard::tr("Unmatched"), Better::Lower, Change::Count},
        {ReconciliationBoard::tr("Runs under way"), Better::Neither, Change::Count},
        {ReconciliationBoard::tr("Runs failed"), Better::Lower, Change::Count},
    };
}

} // namespace

ReconciliationBoard::ReconciliationBoard(QObject *parent)
    : Board(specs(), parent)
    , m_runs(new RunsModel(this))
    , m_exceptions(new ExceptionsModel(this))
    , m_rules(new RulesModel(this))
    , m_figures(new MetricsModel(this))
{
    m_exceptions->setRuns(m_runs);
    addTable(m_runs);
    addTable(m_exceptions);
    addTable(m_rules);
    addTable(m_figures);
}

RowModel *ReconciliationBoard::runs() const
{
    return m_runs;
}

RowModel *ReconciliationBoard::exceptions() const
{
    return m_exceptions;
}

RowModel *ReconciliationBoard::rules() const
{
    return m_rules;
}

RowModel *ReconciliationBoard::figures() const
{
    return m_figures;
}

void ReconciliationBoard::fold(const Event &event)
{
    if (const auto *run = std::get_if<RunData>(&event.data))
        foldRun(event, *run);
    else if (const auto *exception = std::get_if<ExceptionData>(&event.data))
        foldException(event, *exception);
    else if (const auto *rule = std::get_if<RuleData>(&event.data))
        m_rules->fold(event, *rule);
    else if (const auto *metric = std::get_if<MetricData>(&event.data))
        m_figures->fold(event, *metric);
}

void ReconciliationBoard::foldRun(const Event &event, const RunData &run)
{
    const auto change = m_runs->fold(event, run);
    if (!change.applied)
        return;
    if (!change.isNew) {
        --m_phases[static_cast<std::size_t>(change.before)];
        if (change.before != RunPhase::Failed) {
            m_done -= change.doneBefore;
            m_matched -= change.matchedBefore;
        }
    }
    ++m_phases[static_cast<std::size_t>(run.phase)];
    if (run.phase != RunPhase::Failed) {
        m_done += run.done;
        m_matched += run.matched;
    }
}

void ReconciliationBoard::foldException(const Event &event, const ExceptionData &exception)
{
    const auto change = m_exceptions->fold(event, exception);
    if (!change.applied)
        return;
    if (!change.isNew && change.before == ExceptionStatus::Open) {
        --m_openExceptions;
        m_unmatched.subtract(change.amountBefore);
    }
    if (exception.status == ExceptionStatus::Open) {
        ++m_openExceptions;
        m_unmatched.add(exception.amount);
    }
}

void ReconciliationBoard::measure()
{
    setCard(MatchRateCard, rateReading(static_cast<qint64>(m_matched), static_cast<qint64>(m_done)));

    const QString severity = m_openExceptions > 0 ? QStringLiteral("warning") : QStringLiteral("ok");
    KpiReading unmatched = countReading(m_openExceptions, severity);
    const KpiReading value = totalReading(m_unmatched, severity);
    if (m_unmatched.count() > 0) {
        unmatched.note = value.tip.isEmpty() ? value.value : value.tip;
        if (const int others = m_unmatched.currencyCount() - 1; others > 0)
            unmatched.note = tr("%1 +%2 more").arg(unmatched.note, QString::number(others));
        unmatched.tip = value.note;
    }
    setCard(UnmatchedCard, unmatched);

    const auto countOf = [this](RunPhase phase) { return m_phases[static_cast<std::size_t>(phase)]; };
    const qint64 going = countOf(RunPhase::Loading) + countOf(RunPhase::Matching) + countOf(RunPhase::Reviewing);
    const qint64 failed = countOf(RunPhase::Failed);
    setCard(RunningCard, countReading(going, QStringLiteral("info")));
    setCard(FailedCard, countReading(failed, failed > 0 ? QStringLiteral("critical") : QStringLiteral("ok")));
}

} // namespace Bellboard
