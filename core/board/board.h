// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/currencytotals.h"
#include "board/freshness.h"
#include "board/gapnotice.h"
#include "board/kpimodel.h"
#include "board/rowmodel.h"

#include <QObject>
#include <QStringList>

#include <vector>

namespace Bellboard {

/// What all boards have in common: tables, key figures, and the freshness of the data behind them.
class Board : public QObject
{
    Q_OBJECT
    Q_PROPERTY(Bellboard::KpiModel *kpis READ kpis CONSTANT)
    /// "live", "late", "stale" or "unknown".
    Q_PROPERTY(QString freshness READ freshnessToken NOTIFY freshnessChanged)
    /// The same with its age, in a few words: "Live · newest 2 s ago".
    Q_PROPERTY(QString freshnessText READ freshnessText NOTIFY freshnessChanged)
    /// What is behind that, in whole sentences.
    Q_PROPERTY(QString freshnessTip READ freshnessTip NOTIFY freshnessChanged)
    /// What may be missing of its streams: "Between 10:02 and 10:05 something may be missing"; empty when nothing is.
    Q_PROPERTY(QString gapText READ gapText NOTIFY gapsChanged)
    /// Feed, stream and offsets of each such gap, a line each.
    Q_PROPERTY(QString gapTip READ gapTip NOTIFY gapsChanged)
    /// The row of the newest of them in the inbox.
    Q_PROPERTY(QString gapKey READ gapKey NOTIFY gapsChanged)

public:
    KpiModel *kpis() const { return m_kpis; }
    const std::vector<RowModel *> &tables() const { return m_tables; }
    const Freshness &freshness() const { return m_freshness; }
    /// At the last tick.
    FreshnessState freshnessState() const { return m_freshnessNote.state; }
    QString freshnessToken() const { return tokenOf(m_freshnessNote.state); }
    QString freshnessText() const { return m_freshnessNote.text; }
    QString freshnessTip() const { return m_freshnessNote.tip; }
    QString gapText() const { return m_gapNote.text; }
    QString gapTip() const { return m_gapNote.tip; }
    QString gapKey() const { return m_gapNote.key; }

    /// Tells the views what changed since the last flush; called once a frame.
    virtual void flush();
    /// Lets ages move, the data's own among them, and reads the key figures; called once a second.
    virtual void tick(Timestamp now);
    /// What is known of the age of the data behind the board; seen at the next tick.
    void setFreshness(const Freshness &freshness) { m_freshness = freshness; }
    /// Something may be missing of a stream behind the board, as was found at `received`; seen at the next flush.
    void noteGap(Gap gap, Timestamp received);
    virtual void setFeedNames(const QStringList &names);
    virtual void setUserNames(const QStringList &names);

Q_SIGNALS:
    void freshnessChanged();
    void gapsChanged();

protected:
    Board(QList<KpiSpec> specs, QObject *parent);

    /// Owns nothing: the table is a child object of the board.
    void addTable(RowModel *table) { m_tables.push_back(table); }
    void setCard(int card, const KpiReading &reading) { m_kpis->setReading(card, reading, m_freshness, m_now); }
    /// The sum of the currency with the most amounts, and how many other currencies there are.
    static KpiReading totalReading(const CurrencyTotals &totals, const QString &severity);
    /// The ratio of two counts as a percentage; "—" of none.
    static KpiReading rateReading(qint64 part, qint64 whole);
    /// A plain count.
    static KpiReading countReading(qint64 count, const QString &severity);
    /// Gives the key figures their readings.
    virtual void measure() = 0;
    Timestamp now() const { return m_now; }

private:
    void updateFreshness();
    void updateGaps();

    KpiModel *m_kpis;
    std::vector<RowModel *> m_tables;
    Freshness m_freshness;
    FreshnessNote m_freshnessNote;
    GapNotices m_gaps;
    GapNote m_gapNote;
    bool m_hasNewGaps = false; ///< that m_gapNote does not say
    QStringList m_feedNames;
    Timestamp m_now;
};

} // namespace Bellboard
