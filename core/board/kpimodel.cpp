// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/kpimodel.h"

#include "board/format.h"

#include <algorithm>
#include <cmath>

namespace Bellboard {

namespace {

using namespace std::chrono_literals;

// A change over less time than this says nothing.
constexpr auto shortestChange = 10s;
constexpr auto nearlyAnHour = 59min;

} // namespace

KpiModel::KpiModel(QList<KpiSpec> specs, QObject *parent) : QAbstractListModel(parent)
{
    m_cards.reserve(static_cast<std::size_t>(specs.size()));
    for (KpiSpec &spec : specs) {
        Card card;
        card.spec = std::move(spec);
        m_cards.push_back(std::move(card));
    }
}

KpiModel::~KpiModel() = default;

int KpiModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant KpiModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Card &card = m_cards[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case LabelRole:
        return card.spec.label;
    case ValueRole:
        return card.value();
    case DeltaRole:
        return card.delta;
    case DeltaToneRole:
        return card.deltaTone;
    case SeverityRole:
        return card.severity();
    case SamplesRole:
        return QVariant::fromValue(card.trend.samples());
    case AgeTextRole:
        return card.ageText;
    case FreshnessRole:
        return tokenOf(card.freshness);
    case TipRole:
        return card.reading.tip;
    default:
        return {};
    }
}

QHash<int, QByteArray> KpiModel::roleNames() const
{
    return {
        {LabelRole, "label"},         {ValueRole, "value"},         {DeltaRole, "delta"},
        {DeltaToneRole, "deltaTone"}, {SeverityRole, "severity"},   {SamplesRole, "samples"},
        {AgeTextRole, "ageText"},     {FreshnessRole, "freshness"}, {TipRole, "tip"},
    };
}

QString KpiModel::Card::severity() const
{
    // What was bad a moment ago is worth a look; that all was well says nothing of now.
    const bool unsaid = freshness >= FreshnessState::Stale
        || (freshness == FreshnessState::Late && reading.severity == QStringLiteral("ok"));
    return unsaid ? QStringLiteral("stale") : reading.severity;
}

void KpiModel::setReading(int row, const KpiReading &reading, const Freshness &freshness, Timestamp now)
{
    Card &card = m_cards[static_cast<std::size_t>(row)];
    const Card before = card;
    card.reading = reading;
    card.read = true;
    card.freshness = freshness.state(now);
    card.ageText = card.freshness == FreshnessState::Live ? QString() : ageWordsOf(freshness, now);
    if (!std::isnan(reading.sample)) {
        card.trend.add(now, reading.sample);
    }
    updateDelta(card);
    announce(row, differences(before, card));
}

void KpiModel::mirror(int row, const KpiModel &other, int otherRow)
{
    Card &card = m_cards[static_cast<std::size_t>(row)];
    const Card before = card;
    card = other.m_cards[static_cast<std::size_t>(otherRow)];
    card.spec.label = before.spec.label;
    announce(row, differences(before, card));
}

QList<int> KpiModel::differences(const Card &a, const Card &b)
{
    QList<int> roles;
    const auto compare = [&roles](int role, const auto &one, const auto &other) {
        if (one != other) {
            roles.append(role);
        }
    };
    compare(ValueRole, a.value(), b.value());
    compare(DeltaRole, a.delta, b.delta);
    compare(DeltaToneRole, a.deltaTone, b.deltaTone);
    compare(SeverityRole, a.severity(), b.severity());
    compare(SamplesRole, a.trend.samples(), b.trend.samples());
    compare(AgeTextRole, a.ageText, b.ageText);
    compare(FreshnessRole, a.freshness, b.freshness);
    compare(TipRole, a.reading.tip, b.reading.tip);
    return roles;
}

void KpiModel::announce(int row, const QList<int> &roles)
{
    if (!roles.isEmpty()) {
        Q_EMIT dataChanged(index(row), index(row), roles);
    }
}

void KpiModel::restartTrends()
{
    for (Card &card : m_cards) {
        card.trend.clear();
    }
}

void KpiModel::updateDelta(Card &card)
{
    card.deltaTone = QStringLiteral("neutral");
    const double change = card.trend.change();
    if (!card.reading.note.isEmpty()) {
        card.delta = card.reading.note;
        return;
    }
    const auto span = card.trend.span();
    if (span < shortestChange) {
        card.delta.clear();
        return;
    }
    const auto plus = [](double number) { return number > 0 ? QStringLiteral("+") : QString(); };
    QString text;
    double shown = 0; // the change in the steps in which it is written
    switch (card.spec.change) {
    case KpiSpec::Change::Count:
        shown = std::round(change);
        text = Format::signedCount(std::llround(change));
        break;
    case KpiSpec::Change::Points:
        shown = std::round(change * 1000);
        text = tr("%1 pt").arg(plus(change) + Format::number(change * 100, 1));
        break;
    case KpiSpec::Change::Relative:
        if (card.trend.oldest() == 0) {
            card.delta.clear();
            return;
        }
        shown = std::round(change / std::abs(card.trend.oldest()) * 100);
        text = plus(change) + Format::percent(change / std::abs(card.trend.oldest()));
        break;
    }
    if (shown != 0 && card.spec.better != KpiSpec::Better::Neither) {
        const bool good = (change > 0) == (card.spec.better == KpiSpec::Better::Higher);
        card.deltaTone = good ? QStringLiteral("good") : QStringLiteral("bad");
    }
    const QString than = span >= nearlyAnHour ? tr("1 h") : Format::ageWords(span);
    card.delta = shown == 0 ? tr("no change in %1").arg(than) : tr("%1 vs %2").arg(text, than);
}

} // namespace Bellboard
