// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/alertdesk.h"
#include "demo/alertstory.h"
#include "demo/charitystory.h"
#include "demo/chatstory.h"
#include "demo/eventwriter.h"
#include "demo/metricstory.h"
#include "demo/notebook.h"
#include "demo/paymentsstory.h"
#include "demo/random.h"
#include "demo/reconciliationstory.h"
#include "demo/reviewstory.h"
#include "demo/rulestory.h"

#include <array>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard::Demo {

/// What somebody asks of the story.
struct Command
{
    std::string command; ///< acknowledge, unacknowledge, snooze, unsnooze, assign, note, edit, resolve, message
    std::string kind; ///< alert, task, help, exception, rule, conversation
    std::string subject;
    std::string owner; ///< of an assignment; empty for the user
    std::string text; ///< of a note, a change, a decision or a message
    std::string user; ///< who asks
    std::string key{}; ///< the idempotency key
    Time until{}; ///< of a snooze; the epoch when there is none, or none that can be read
    std::string base{}; ///< of a change or a decision: the version that was seen
};

/// Weaves the parts of the story into one sequence of events. The same seed and calls give the same events, whatever the time.
class DemoStory
{
public:
    struct Options
    {
        std::uint64_t seed = 1; ///< of the dice
        double rate = 20; ///< events/s that next() will be called with; sets the mix
        std::size_t payments = 2000; ///< how many payments live at once
        std::size_t paymentsAtStart = 60; ///< of them in the opening scene
    };

    /// Writes into `out`, which must outlive this object.
    DemoStory(const Options &options, EventWriter &out);

    /// Lays out the opening scene; next() will write it first. Not for a story that is restored.
    void openScene();
    /// How many events of the opening scene, or that follow from others, wait for next() whatever the rate.
    std::size_t due() const { return m_next.size() + m_paymentsLeft; }
    /// Writes exactly one event.
    void next();
    /// Does what somebody asks, and writes at once what comes of it.
    Outcome execute(const Command &command);
    /// Who began to type since this was last asked; it is told to nobody else.
    std::vector<Typing> takeTypings() { return m_chat.takeTypings(); }
    bool hasConversation(std::string_view name) const;
    /// Takes a person's own word for whether they are "online", "away" or "offline".
    void tellPresence(const std::string &person, std::string_view status) { m_chat.tellPresence(person, status); }
    /// Changes the mix to that of another rate, in events/s.
    void setRate(double rate);
    /// How often the events of a stream come on average.
    std::chrono::milliseconds interval(Stream stream) const;

    /// Takes over the newest event about a subject, as read back from a history; in any order.
    void restore(const QJsonObject &event);
    /// Ends restoring, after which the story goes on from there with fresh dice; `events` were written so far.
    void finishRestoring(std::uint64_t events);

private:
    StoryContext context() { return {m_out, m_random, m_next}; }
    void openPayments();
    void openOthers();
    void step();
    void stepReconciliation();
    void stepChat();
    /// How many events come while somebody types.
    std::uint64_t stepsToType() const;
    /// Carries out a command on an alert; nothing when it is none that there is for alerts.
    std::optional<Outcome> executeOnAlert(const Command &command);
    Outcome assign(const Command &command);
    /// Changes the words of a rule, or decides an exception.
    Outcome change(const Command &command);
    Outcome note(const Command &command);

    Options m_options;
    EventWriter &m_out;
    Random m_random;
    std::deque<std::function<void()>> m_next;
    std::size_t m_paymentsLeft = 0;
    std::string m_failedPayment;
    /// Of a million events, how many are of payments or an earlier part, then reconciliation, charity, review, chat; the rest alerts.
    std::array<std::uint64_t, 5> m_thresholds{};
    std::uint64_t m_steps = 0;
    std::uint64_t m_answerAt = 0; ///< the step at which somebody answers the user
    std::uint64_t m_lineAt = 0; ///< the step at which somebody who types has written; 0 when nobody does

    PaymentsStory m_payments;
    ReconciliationStory m_reconciliation;
    CharityStory m_charity;
    ReviewStory m_review;
    ChatStory m_chat;
    AlertDesk m_alertDesk;
    AlertStory m_alerts;
    Notebook m_notebook;
    MetricStory m_metrics;
    RuleStory m_rules;
};

} // namespace Bellboard::Demo
