// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/charityboard.h"

#include "board/donationsmodel.h"
#include "board/format.h"
#include "board/helpmodel.h"
#include "board/metricsmodel.h"
#include "board/shiftsmodel.h"

namespace Bellboard {

namespace {

QList<KpiSpec> specs()
{
    using Better = KpiSpec::Better;
    using Change = KpiSpec::Change;
    return {
        {CharityBoard::tr("Waiting for help"), Better::Lower, Change::Count},
        {CharityBoard::tr("Being helped"), Better::Neither, Change::Count},
        {CharityBoard::tr("Donations today"), Better::Higher, Change::Relative},
        {CharityBoard::tr("Places to fill"), Better::Lower, Change::Count},
    };
}

} // namespace

CharityBoard::CharityBoard(QObject *parent)
    : Board(specs(), parent)
    , m_help(new HelpModel(this))
    , m_donations(new DonationsModel(this))
    , m_shifts(new ShiftsModel(this))
    , m_figures(new MetricsModel(this))
{
    addTable(m_help);
    addTable(m_donations);
    addTable(m_shifts);
    addTable(m_figures);
}

RowModel *CharityBoard::help() const
{
    return m_help;
}

RowModel *CharityBoard::donations() const
{
    return m_donations;
}

RowModel *CharityBoard::shifts() const
{
    return m_shifts;
}

RowModel *CharityBoard::figures() const
{
    return m_figures;
}

void CharityBoard::setLinks(const ConversationLinks *links)
{
    m_help->setLinks(links);
}

void CharityBoard::noteConversation(FeedIndex feed, std::string_view help)
{
    m_help->noteConversation(feed, help);
}

void CharityBoard::fold(const Event &event)
{
    if (const auto *help = std::get_if<HelpData>(&event.data))
        foldHelp(event, *help);
    else if (const auto *donation = std::get_if<DonationData>(&event.data))
        foldDonation(event, *donation);
    else if (const auto *shift = std::get_if<ShiftData>(&event.data))
        foldShift(event, *shift);
    else if (const auto *metric = std::get_if<MetricData>(&event.data))
        m_figures->fold(event, *metric);
}

void CharityBoard::foldHelp(const Event &event, const HelpData &help)
{
    const auto change = m_help->fold(event, help);
    if (!change.applied)
        return;
    if (!change.isNew) {
        --m_helpCounts[static_cast<std::size_t>(change.before)];
        if (change.before == HelpStatus::Waiting)
            m_waitingSince.erase({change.sinceBefore, change.slot});
    }
    ++m_helpCounts[static_cast<std::size_t>(help.status)];
    if (help.status == HelpStatus::Waiting)
        m_waitingSince.insert({help.since, change.slot});
}

void CharityBoard::foldDonation(const Event &event, const DonationData &donation)
{
    const auto change = m_donations->fold(event, donation);
    if (!change.applied)
        return;
    const bool wasReceived = !change.isNew && change.before == DonationStatus::Received;
    const bool isReceived = donation.status == DonationStatus::Received;
    if (wasReceived)
        m_received.subtract(m_donations->countedDay(change.slot), change.amountBefore);
    else if (isReceived)
        m_donations->setCountedDay(change.slot, m_received.dayOf(event.time));
    if (isReceived)
        m_received.add(m_donations->countedDay(change.slot), donation.amount);
}

void CharityBoard::foldShift(const Event &event, const ShiftData &shift)
{
    const auto change = m_shifts->fold(event, shift);
    m_freePlaces += static_cast<qint64>(change.free) - static_cast<qint64>(change.freeBefore);
}

void CharityBoard::tick(Timestamp now)
{
    m_received.forgetBefore(m_received.dayOf(now) - 1);
    Board::tick(now);
}

void CharityBoard::measure()
{
    const auto countOf = [this](HelpStatus status) { return m_helpCounts[static_cast<std::size_t>(status)]; };
    const qint64 waitingCount = countOf(HelpStatus::Waiting);
    KpiReading waiting = countReading(waitingCount, waitingCount > 0 ? QStringLiteral("high") : QStringLiteral("ok"));
    if (!m_waitingSince.empty())
        waiting.note = tr("oldest %1").arg(Format::stopwatch(now() - m_waitingSince.begin()->first));
    setCard(WaitingCard, waiting);
    const qint64 helped = countOf(HelpStatus::Assigned) + countOf(HelpStatus::Active);
    setCard(HelpedCard, countReading(helped, QStringLiteral("info")));
    setCard(DonationsCard, totalReading(m_received.of(m_received.dayOf(now())), QStringLiteral("info")));
    setCard(PlacesCard,
            countReading(m_freePlaces, m_freePlaces > 0 ? QStringLiteral("warning") : QStringLiteral("ok")));
}

} // namespace Bellboard
