// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/alertstory.h"

#include <array>

namespace Bellboard::Demo {

namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, 5> emergencies{
    "Emergency alert: shelter B evacuation", "Emergency alert: night bus cannot reach the hostel",
    "Emergency alert: power cut at the food bank", "Emergency alert: guest needs an ambulance at shelter A",
    "Emergency alert: flooding on the north round"};

std::string minutes(std::chrono::milliseconds time)
{
    return std::to_string(std::chrono::floor<std::chrono::minutes>(time).count()) + " min";
}

} // namespace

void AlertStory::writeScene(int index, const std::string &failedPayment)
{
    AlertDesk::Alert alert;
    const auto say = [&](std::string_view severity, std::string_view area, std::chrono::milliseconds ago,
                         std::string title, std::string text = {}) {
        alert.severity = severity;
        alert.area = area;
        alert.raised = m_context.out.now() - ago;
        alert.title = std::move(title);
        alert.text = std::move(text);
        m_context.out.setBackdate(ago);
    };
    switch (index) {
    case 0:
        say("info", "system", 41min, "Maintenance tonight, 22:00 to 22:30",
            "Boards stay readable; commands wait until it is over.");
        alert.state = "acknowledged";
        alert.by = "Sam";
        break;
    case 1:
        say("info", "reconciliation", 31min, "Payout PO-2214 reconciled, difference £0.00");
        alert.state = "resolved";
        alert.about = "RUN-481";
        break;
    case 2:
        say("high", "reconciliation", 27min, "Run 480 failed: bank file missing",
            "camt.053 of the main account did not arrive.");
        alert.about = "RUN-480";
        alert.state = "acknowledged";
        alert.owner = alert.by = "Zoë";
        break;
    case 3: {
        const CharityStory::Wanted wanted = m_charity.wanted();
        say("info", "charity", 20min, wanted.words.empty() ? "Volunteer shift still needs 2" : wanted.words);
        alert.about = wanted.subject;
        alert.owner = "Mo";
        break;
    }
    case 4:
        say("warning", "payments", 16min, "Settlements in KWD slower than usual", "Median 14 min, usually 5 min.");
        alert.state = "acknowledged";
        alert.owner = alert.by = "أمل";
        break;
    case 5: {
        const CharityStory::Wanted donation = m_charity.largeDonation();
        say("info", "charity", 12min, donation.words.empty() ? "Donation £500.00 from Ngozi Okafor" : donation.words);
        alert.about = donation.subject;
        break;
    }
    case 6:
        say("warning", "reconciliation", 9min, "Run 482 slower than usual", "64 % done, about 11 min left.");
        alert.about = "RUN-482";
        break;
    case 7: {
        const ReviewStory::Waiting task = m_review.mostUrgent();
        say("warning", "review", 8min,
            "Review is due soon: " + (task.title.empty() ? std::string("Refund over limit") : task.title));
        alert.about = task.subject;
        break;
    }
    case 8:
        say("high", "charity", 6min + 12s, "Help request waiting 6 min, position 1 of 9");
        alert.about = m_charity.helpDesk().first();
        break;
    case 9:
        say("high", "reconciliation", 6min, "Run 482: 12 rules conflict with Sam's edit",
            "Sam and you edited the card fee rules at the same time.");
        alert.about = "RUN-482";
        alert.owner = "Priya";
        break;
    case 10:
        say("critical", "payments", 3min, "7 card payments failed: gateway timeout",
            "The card gateway stopped answering. Retries are held.");
        alert.about = failedPayment;
        alert.owner = "Priya";
        break;
    default:
        say("critical", "charity", 42s, "Emergency alert: shelter B evacuation",
            "Smoke alarm in the kitchen. 34 guests and 5 staff are outside and counted.");
        break;
    }
    m_desk.raise(std::move(alert));
    m_context.out.setBackdate(0ms);
}

void AlertStory::step()
{
    const std::size_t open = m_desk.open();
    const bool end = open >= 16 || (open > 7 && m_context.random.chance(500));
    if (end && m_desk.resolveOne())
        return;
    AlertDesk::Alert alert = invent();
    for (int attempt = 0; attempt < 5 && m_desk.isOpen(alert.title); ++attempt)
        alert = invent();
    m_desk.raise(std::move(alert));
}

AlertDesk::Alert AlertStory::invent()
{
    AlertDesk::Alert alert;
    const auto say = [&alert](std::string_view severity, std::string_view area, std::string title,
                              std::string about = {}, std::string text = {}) {
        alert.severity = severity;
        alert.area = area;
        alert.title = std::move(title);
        alert.about = std::move(about);
        alert.text = std::move(text);
    };
    Random &random = m_context.random;
    switch (random.below(26)) {
    case 0:
        say("critical", "charity", std::string(random.pick(emergencies)), {}, "Raised by the duty manager.");
        break;
    case 1:
        say("critical", "payments", std::to_string(random.between(4, 19)) + " card payments failed: gateway timeout",
            {}, "The card gateway does not answer. Retries are held.");
        break;
    case 2:
    case 3:
    case 4:
        say("high", "charity",
            "Help request waiting " + minutes(m_charity.helpDesk().longestWait()) + ", position 1 of "
                + std::to_string(m_charity.helpDesk().waiting()),
            m_charity.helpDesk().first());
        break;
    case 5:
    case 6:
        say("high", "reconciliation", std::to_string(m_reconciliation.openExceptions()) + " exceptions are open",
            m_reconciliation.currentRun(), "More than usual at this time of day.");
        break;
    case 7:
        say("high", "payments", "Payment over £50,000.00 waits for a second approval");
        break;
    case 8:
    case 9:
    case 10:
        say("warning", "reconciliation", "Run slower than usual", m_reconciliation.currentRun(),
            m_reconciliation.currentProgress());
        break;
    case 11:
    case 12:
    case 13: {
        const ReviewStory::Waiting task = m_review.mostUrgent();
        say("warning", "review",
            "Review is due soon: " + (task.title.empty() ? std::string("oldest task") : task.title), task.subject);
        break;
    }
    case 14:
    case 15:
        say("warning", "payments", "Refunds above the usual: " + std::to_string(random.between(6, 30)) + " in an hour");
        break;
    case 16:
        say("warning", "system", "Backup took " + std::to_string(random.between(35, 80)) + " min, usually 20");
        break;
    case 17:
    case 18:
    case 19:
    case 20: {
        const CharityStory::Wanted wanted = m_charity.wanted();
        say("info", "charity", wanted.words.empty() ? "All volunteer shifts are filled" : wanted.words, wanted.subject);
        break;
    }
    case 21:
    case 22: {
        const CharityStory::Wanted donation = m_charity.largeDonation();
        say("info", "charity", donation.words.empty() ? "Winter appeal passed its goal for today" : donation.words,
            donation.subject);
        break;
    }
    case 23:
        say("info", "chat", "Priya was mentioned in Month end");
        break;
    default:
        say("info", "payments", "Settlement file sent to the bank");
        break;
    }
    return alert;
}

} // namespace Bellboard::Demo
