// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/charitystory.h"

#include "demo/words.h"

#include <algorithm>
#include <array>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<std::string_view, 5> campaigns{"Winter appeal", "Night shelter", "School meals", "Flood relief",
                                                    ""};
constexpr std::array<std::string_view, 8> shiftTitles{
    "Night shelter",  "Food bank, Saturday", "Soup run",     "Phone line, evening",
    "Warehouse sort", "Driver, north round", "Welcome desk", "Homework club"};
constexpr std::array<std::int64_t, 8> gifts{5'00, 10'00, 15'00, 20'00, 25'00, 50'00, 100'00, 500'00};
constexpr std::size_t mostPledged = 12;
constexpr std::size_t shiftsAhead = 6;
/// A gift of this many pence is worth an alert.
constexpr std::int64_t largeGift = 500'00;

// Subjects are used again after this many, so that a day at full speed does not fill a client with them.
std::string donationSubject(std::uint64_t number)
{
    return subjectOf("DN", 20'000 + number % 5'000, 5);
}

std::string shiftSubject(std::uint64_t number)
{
    return subjectOf("SH", number % 400, 3);
}

} // namespace

void CharityStory::writeDonation()
{
    add(inventDonation());
}

void CharityStory::writeLargeDonation()
{
    Donation donation = inventDonation();
    donation.amount = {largeGift, Gbp};
    donation.donor = "Ngozi Okafor";
    donation.status = "received";
    add(std::move(donation));
}

CharityStory::Donation CharityStory::inventDonation()
{
    Donation donation;
    donation.number = ++m_lastDonation;
    donation.amount = {m_context.random.pick(gifts),
                       m_context.random.chance(900) ? std::uint8_t(Gbp) : std::uint8_t(Eur)};
    donation.donor = m_context.random.chance(250) ? "Anonymous" : std::string(m_context.random.pick(payers()));
    donation.campaign = m_context.random.pick(campaigns);
    donation.status = m_context.random.chance(500) ? "received" : "pledged";
    return donation;
}

void CharityStory::add(Donation donation)
{
    write(donation);
    if (donation.amount.minor >= largeGift)
        m_lastLarge = donation;
    if (donation.status == "pledged")
        m_pledged.push_back(std::move(donation));
}

void CharityStory::writeShift()
{
    Shift shift;
    shift.number = ++m_lastShift;
    shift.title = m_context.random.pick(shiftTitles);
    shift.needed = static_cast<std::uint64_t>(m_context.random.between(2, 8));
    shift.filled = m_context.random.below(shift.needed);
    const auto hour = std::chrono::floor<std::chrono::hours>(m_context.out.now());
    shift.starts = hour + std::chrono::hours(m_context.random.between(2, 70));
    shift.ends = shift.starts + std::chrono::hours(m_context.random.between(2, 8));
    write(shift);
    m_shifts.push_back(std::move(shift));
}

void CharityStory::step()
{
    const std::uint64_t dice = m_context.random.below(100);
    if (dice < 45)
        m_helpDesk.step();
    else if (dice < 85)
        stepDonation();
    else
        stepShift();
}

void CharityStory::stepDonation()
{
    if (m_pledged.empty() || (m_pledged.size() < mostPledged && m_context.random.chance(550))) {
        writeDonation();
        return;
    }
    Donation donation = std::move(m_pledged.front());
    m_pledged.erase(m_pledged.begin());
    donation.status = m_context.random.chance(940) ? "received" : m_context.random.chance(700) ? "failed" : "refunded";
    write(donation);
}

void CharityStory::stepShift()
{
    if (m_shifts.size() < shiftsAhead) {
        writeShift();
        return;
    }
    const auto row = static_cast<std::size_t>(m_context.random.below(m_shifts.size()));
    Shift &shift = m_shifts[row];
    if (shift.filled < shift.needed) {
        if (m_context.random.chance(850) || shift.filled == 0)
            ++shift.filled;
        else
            --shift.filled;
        shift.status = shift.filled == shift.needed ? "filled" : "open";
        write(shift);
        return;
    }
    shift.status = m_context.random.chance(930) ? "done" : "cancelled";
    write(shift);
    m_shifts.erase(m_shifts.begin() + static_cast<std::ptrdiff_t>(row));
}

CharityStory::Wanted CharityStory::wanted() const
{
    for (const Shift &shift : m_shifts) {
        if (shift.filled < shift.needed)
            return {shiftSubject(shift.number),
                    shift.title + " still needs " + std::to_string(shift.needed - shift.filled)};
    }
    return {};
}

CharityStory::Wanted CharityStory::largeDonation() const
{
    if (m_lastLarge.number == 0)
        return {};
    return {donationSubject(m_lastLarge.number),
            "Donation " + displayAmount(m_lastLarge.amount) + " from " + m_lastLarge.donor};
}

void CharityStory::write(const Donation &donation)
{
    m_context.out.begin(EventType::Donation, donationSubject(donation.number))
        .text("status", donation.status)
        .amount("money", donation.amount)
        .text("donor", donation.donor)
        .optionalText("campaign", donation.campaign)
        .end();
}

void CharityStory::write(const Shift &shift)
{
    m_context.out.begin(EventType::Shift, shiftSubject(shift.number))
        .text("status", shift.status)
        .text("title", shift.title)
        .number("needed", shift.needed)
        .number("filled", shift.filled)
        .time("starts", shift.starts)
        .time("ends", shift.ends)
        .end();
}

void CharityStory::restoreDonation(std::string_view subject, const QJsonObject &data)
{
    Donation donation;
    donation.number = numberOf(subject);
    donation.amount = amountIn(data, "money"_L1);
    donation.donor = textIn(data, "donor"_L1);
    donation.campaign = textIn(data, "campaign"_L1);
    donation.status = textIn(data, "status"_L1);
    m_lastDonation = std::max(m_lastDonation, donation.number);
    if (donation.status == "pledged")
        m_pledged.push_back(std::move(donation));
}

void CharityStory::restoreShift(std::string_view subject, const QJsonObject &data)
{
    Shift shift;
    shift.number = numberOf(subject);
    shift.status = textIn(data, "status"_L1);
    shift.title = textIn(data, "title"_L1);
    shift.needed = numberIn(data, "needed"_L1);
    shift.filled = numberIn(data, "filled"_L1);
    shift.starts = timeIn(data, "starts"_L1);
    shift.ends = timeIn(data, "ends"_L1);
    m_lastShift = std::max(m_lastShift, shift.number);
    if (shift.status == "open" || shift.status == "filled")
        m_shifts.push_back(std::move(shift));
}

} // namespace Bellboard::Demo
