// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/helpdesk.h"
#include "demo/storycontext.h"

#include <string>
#include <vector>

namespace Bellboard::Demo {

/// The charity: its help desk, donations that are pledged and received, and volunteer shifts that fill.
class CharityStory
{
public:
    explicit CharityStory(StoryContext context) : m_context(context), m_helpDesk(context) { }

    HelpDesk &helpDesk() { return m_helpDesk; }
    const HelpDesk &helpDesk() const { return m_helpDesk; }

    // The opening scene: each writes one event.
    void writeDonation();
    void writeLargeDonation();
    void writeShift();

    /// Writes one event; some are followed by others.
    void step();
    /// The subject and words of a shift that still needs people ("Night shelter still needs 2"); empty when all are filled.
    struct Wanted
    {
        std::string subject;
        std::string words;
    };
    Wanted wanted() const;
    /// The subject and words of the newest large donation; empty when there is none.
    Wanted largeDonation() const;

    /// Takes over what was written in an earlier life.
    void restoreDonation(std::string_view subject, const QJsonObject &data);
    void restoreShift(std::string_view subject, const QJsonObject &data);

private:
    struct Donation
    {
        std::uint64_t number = 0;
        Amount amount;
        std::string donor;
        std::string campaign;
        std::string status = "pledged"; ///< as on the wire
    };
    struct Shift
    {
        std::uint64_t number = 0;
        std::string status = "open"; ///< as on the wire
        std::string title;
        std::uint64_t needed = 0;
        std::uint64_t filled = 0;
        Time starts{};
        Time ends{};
    };

    Donation inventDonation();
    void add(Donation donation);
    void stepDonation();
    void stepShift();
    void write(const Donation &donation);
    void write(const Shift &shift);

    StoryContext m_context;
    HelpDesk m_helpDesk;
    std::vector<Donation> m_pledged; ///< what has not arrived yet, oldest first
    std::vector<Shift> m_shifts; ///< what lies ahead
    Donation m_lastLarge;
    std::uint64_t m_lastDonation = 20'930;
    std::uint64_t m_lastShift = 30;
};

} // namespace Bellboard::Demo
