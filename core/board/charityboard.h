// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/board.h"
#include "board/dailytotals.h"
#include "event/event.h"

#include <array>
#include <set>
#include <utility>

namespace Bellboard {

class ConversationLinks;
class DonationsModel;
class HelpModel;
class MetricsModel;
class ShiftsModel;

/// Help requests, donations, volunteer shifts, and figures of the backend.
class CharityBoard : public Board
{
    Q_OBJECT
    Q_PROPERTY(Bellboard::RowModel *help READ help CONSTANT)
    Q_PROPERTY(Bellboard::RowModel *donations READ donations CONSTANT)
    Q_PROPERTY(Bellboard::RowModel *shifts READ shifts CONSTANT)
    Q_PROPERTY(Bellboard::RowModel *figures READ figures CONSTANT)

public:
    enum Card {
        WaitingCard,
        HelpedCard,
        DonationsCard,
        PlacesCard
    };

    explicit CharityBoard(QObject *parent = nullptr);

    RowModel *help() const;
    RowModel *donations() const;
    RowModel *shifts() const;
    RowModel *figures() const;
    /// Takes the new state of a help request, a donation, a shift or a figure; other events are ignored.
    void fold(const Event &event);
    /// Where help requests find their conversations; must outlive the board, or be taken back with nullptr.
    void setLinks(const ConversationLinks *links);
    /// A conversation was found to belong to a help request.
    void noteConversation(FeedIndex feed, std::string_view help);
    void tick(Timestamp now) override;

protected:
    void measure() override;

private:
    void foldHelp(const Event &event, const HelpData &help);
    void foldDonation(const Event &event, const DonationData &donation);
    void foldShift(const Event &event, const ShiftData &shift);

    HelpModel *m_help;
    DonationsModel *m_donations;
    ShiftsModel *m_shifts;
    MetricsModel *m_figures;
    std::array<qint64, 4> m_helpCounts{};
    std::set<std::pair<Timestamp, RowSlot>> m_waitingSince;
    DailyTotals m_received;
    qint64 m_freePlaces = 0;
};

} // namespace Bellboard
