// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/board.h"

#include "board/format.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace Bellboard {

Board::Board(QList<KpiSpec> specs, QObject *parent) : QObject(parent), m_kpis(new KpiModel(std::move(specs), this)) { }

void Board::flush()
{
    if (m_hasNewGaps) {
        updateGaps();
    }
    for (RowModel *table : m_tables) {
        table->flush();
    }
}

void Board::tick(Timestamp now)
{
    m_now = now;
    updateFreshness();
    updateGaps();
    for (RowModel *table : m_tables) {
        table->tick(now);
    }
    measure();
}

void Board::updateFreshness()
{
    auto note = FreshnessNote::of(m_freshness, m_now);
    for (RowModel *table : m_tables) {
        table->setStale(note.state >= FreshnessState::Stale);
    }
    if (note == m_freshnessNote) {
        return;
    }
    m_freshnessNote = std::move(note);
    Q_EMIT freshnessChanged();
}

void Board::noteGap(Gap gap, Timestamp received)
{
    m_gaps.add(std::move(gap), received);
    m_hasNewGaps = true;
}

void Board::updateGaps()
{
    m_hasNewGaps = false;
    auto note = m_gaps.note(m_feedNames, m_now);
    if (note == m_gapNote) {
        return;
    }
    m_gapNote = std::move(note);
    Q_EMIT gapsChanged();
}

void Board::setFeedNames(const QStringList &names)
{
    m_feedNames = names;
    for (RowModel *table : m_tables) {
        table->setFeedNames(names);
    }
}

void Board::setUserNames(const QStringList &names)
{
    for (RowModel *table : m_tables) {
        table->setUserNames(names);
    }
}

KpiReading Board::rateReading(qint64 part, qint64 whole)
{
    if (whole <= 0) {
        return {QStringLiteral("—"), std::numeric_limits<double>::quiet_NaN(), {}, {}, {}};
    }
    const double rate = static_cast<double>(part) / static_cast<double>(whole);
    const QString severity = rate >= 0.95 ? QStringLiteral("ok")
        : rate >= 0.9                     ? QStringLiteral("warning")
                                          : QStringLiteral("high");
    return {Format::percent(rate, 1), rate, {}, {}, severity};
}

KpiReading Board::countReading(qint64 count, const QString &severity)
{
    return {Format::count(count), static_cast<double>(count), {}, {}, severity};
}

KpiReading Board::totalReading(const CurrencyTotals &totals, const QString &severity)
{
    const CurrencyTotals::Total *total = totals.main();
    if (!total) {
        return {Format::count(0), 0, {}, {}, severity};
    }
    if (!total->isExact) {
        return {tr("too large"), 0, {}, {}, severity};
    }
    KpiReading reading{Format::amountShort(total->sum), 0, {}, Format::amount(total->sum), severity};
    reading.sample = static_cast<double>(total->sum.coefficient) / std::pow(10, total->sum.scale);
    if (const int others = totals.currencyCount() - 1; others > 0) {
        reading.note = others == 1 ? tr("+1 more currency") : tr("+%1 more currencies").arg(others);
    }
    return reading;
}

} // namespace Bellboard
