// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/freshness.h"
#include "board/trend.h"

#include <QAbstractListModel>
#include <QList>
#include <QString>

#include <vector>

namespace Bellboard {

/// A key figure as its board measures it.
struct KpiReading
{
    QString value; ///< formatted
    double sample = 0; ///< the same as a number, for the trend; NaN where there is none
    QString note; ///< shown in place of the change over the last hour; empty shows the change
    QString tip; ///< the full figures; may be empty
    QString severity; ///< token of the bar at the card's left
};

/// What a key figure is, whatever its value.
struct KpiSpec
{
    /// Which way is good.
    enum class Better {
        Higher, ///< such as a match rate
        Lower, ///< such as a count of failures
        Neither, ///< neither way means anything
    };
    /// How a change is written.
    enum class Change {
        Count, ///< "+5 vs 1 h"
        Points, ///< percentage points of a ratio: "−0.3 pt"
        Relative, ///< percent of the former value: "+18 %"
    };
    QString label;
    Better better = Better::Neither;
    Change change = Change::Count;
};

/// The cards of key figures over a board, each with its trend and its age.
class KpiModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count CONSTANT)

public:
    enum Role : int {
        LabelRole = Qt::UserRole, ///< "label" QString
        ValueRole, ///< "value" QString, "—" before the first reading
        DeltaRole, ///< "delta" QString: the change since an hour ago, or a note; may be empty
        DeltaToneRole, ///< "deltaTone" QString "good"|"bad"|"neutral"
        SeverityRole, ///< "severity" QString token; "stale" when the data is stale or there is none, never "ok" unless it is live
        SamplesRole, ///< "samples" QList<qreal>, oldest first, at most 60
        AgeTextRole, ///< "ageText" QString, "" while live, else "late, 12 s old", "stale, 2 min old" or "no data yet"
        FreshnessRole, ///< "freshness" QString token "live"|"late"|"stale"|"unknown"
        TipRole, ///< "tip" QString, may be empty
    };
    Q_ENUM(Role)

    explicit KpiModel(QList<KpiSpec> specs, QObject *parent = nullptr);
    ~KpiModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return static_cast<int>(m_cards.size()); }

    /// Takes a card's reading at `now`, with the age of the data behind it; announces only what reads differently.
    void setReading(int card, const KpiReading &reading, const Freshness &freshness, Timestamp now);
    /// Shows in `card` what `other` shows in `otherCard`.
    void mirror(int card, const KpiModel &other, int otherCard);
    /// Forgets the trends, as after reading back the past.
    void restartTrends();

private:
    struct Card
    {
        KpiSpec spec;
        KpiReading reading;
        Trend trend;
        QString delta;
        QString deltaTone;
        QString ageText;
        FreshnessState freshness = FreshnessState::Unknown;
        bool read = false;

        QString value() const { return read ? reading.value : QStringLiteral("—"); }
        QString severity() const;
    };

    static void updateDelta(Card &card);
    /// What the two show differently.
    static QList<int> differences(const Card &a, const Card &b);
    void announce(int row, const QList<int> &roles);

    std::vector<Card> m_cards;
};

} // namespace Bellboard
