// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demostory.h"

#include "demo/words.h"

#include <algorithm>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How often a part is told, in events/s, and the least share of all events that it gets however fast they come.
struct Share
{
    double perSecond;
    double least;
};

/// Reconciliation, charity, review, chat, alerts; payments get what is left.
constexpr std::array<Share, 5> shares{{{2.5, 0.03}, {1.2, 0.015}, {0.6, 0.01}, {0.25, 0.0002}, {0.12, 0.000005}}};
/// What payments leave to the others when events are rare.
constexpr double mostOfOthers = 0.6;
constexpr double million = 1'000'000;
/// How many of the events of reconciliation and of the charity are figures.
constexpr unsigned metricsPerMille = 80;
/// How many of the events of reconciliation are changes of rules.
constexpr unsigned rulesPerMille = 6;

/// For so long people are seen typing before their message comes.
constexpr double secondsToType = 3;
constexpr std::size_t longestText = 4000;
constexpr std::size_t longestOwner = 100;

Outcome doesNotWork(const Command &command)
{
    return Outcome::refused("\"" + command.command + "\" does not work on \"" + command.kind + "\".");
}

} // namespace

DemoStory::DemoStory(const Options &options, EventWriter &out)
    : m_options(options)
    , m_out(out)
    , m_random(options.seed)
    , m_payments(context(), options.payments)
    , m_reconciliation(context())
    , m_charity(context())
    , m_review(context())
    , m_chat(context())
    , m_alertDesk(context())
    , m_alerts(context(), m_alertDesk, m_reconciliation, m_charity, m_review)
    , m_notebook(context())
    , m_metrics(context())
    , m_rules(context())
{
    setRate(options.rate);
}

void DemoStory::setRate(double rate)
{
    m_options.rate = std::max(rate, 0.1);
    std::array<double, shares.size()> parts{};
    double others = 0;
    for (std::size_t part = 0; part < shares.size(); ++part) {
        parts[part] = std::max(shares[part].perSecond / m_options.rate, shares[part].least);
        others += parts[part];
    }
    const double scale = others > mostOfOthers ? mostOfOthers / others : 1;
    double sum = 1 - others * scale;
    for (std::size_t part = 0; part < shares.size(); ++part) {
        m_thresholds[part] = static_cast<std::uint64_t>(sum * million);
        sum += parts[part] * scale;
    }
    m_reconciliation.setPace(std::max(1.0, parts[0] * scale * m_options.rate / shares[0].perSecond));
}

std::chrono::milliseconds DemoStory::interval(Stream stream) const
{
    const std::size_t part = rowOf(stream);
    const double below = part == 0 ? 0 : static_cast<double>(m_thresholds[part - 1]);
    const double above = part == m_thresholds.size() ? million : static_cast<double>(m_thresholds[part]);
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(1000 * million / std::max(1.0, above - below) / m_options.rate));
}

void DemoStory::openScene()
{
    openPayments();
    openOthers();
}

void DemoStory::openPayments()
{
    const std::size_t atStart = std::min(m_options.paymentsAtStart, m_options.payments);
    const int failures = static_cast<int>(std::min<std::size_t>(atStart, 7));
    m_paymentsLeft = atStart - static_cast<std::size_t>(failures);
    for (int i = 0; i < failures; ++i) {
        m_next.push_back([this, i] {
            m_out.setBackdate(3min + 20s - i * 3s);
            m_failedPayment = m_payments.writeGatewayFailure();
            m_out.setBackdate(0ms);
        });
    }
}

void DemoStory::openOthers()
{
    const auto ago = [this](std::chrono::milliseconds time, auto &&write) {
        m_next.push_back([this, time, write] {
            m_out.setBackdate(time);
            write();
            m_out.setBackdate(0ms);
        });
    };
    ago(28min, [this] { m_reconciliation.writeFailedRun(); });
    ago(31min, [this] { m_reconciliation.writeCompletedRun(); });
    ago(5s, [this] { m_reconciliation.writeRunningRun(); });
    for (int i = 0; i < 12; ++i)
        ago(26min - i * 2min, [this] { m_reconciliation.writeException(); });
    for (int i = 0; i < 9; ++i) {
        const std::chrono::milliseconds waited = 6min + 12s - i * 40s;
        ago(waited, [this, waited] { m_charity.helpDesk().writeRequest(waited); });
    }
    for (int i = 0; i < 6; ++i)
        ago(40min - i * 5min, [this] { m_charity.writeShift(); });
    ago(12min, [this] { m_charity.writeLargeDonation(); });
    for (int i = 1; i < 10; ++i)
        ago(11min - i * 1min, [this] { m_charity.writeDonation(); });
    for (std::size_t place = 0; place < RuleStory::count; ++place)
        ago(48min - static_cast<int>(place) * 7min, [this, place] { m_rules.write(place); });
    for (std::size_t place = 0; place < MetricStory::count; ++place)
        ago(20s, [this, place] { m_metrics.write(place); });
    for (int i = 0; i < 24; ++i)
        ago(50min - i * 2min, [this] { m_review.writeTask(); });
    for (std::size_t person = 0; person < ChatStory::people(); ++person)
        ago(30min - static_cast<int>(person) * 1min, [this, person] { m_chat.writePresence(person); });
    for (int i = 0; i < 15; ++i)
        ago(16min - i * 1min, [this] { m_chat.writeLine(); });
    // The first in the queue writes.
    const auto saysFirst = [this](std::string_view text) {
        m_chat.sayAbout(m_charity.helpDesk().first(), {m_charity.helpDesk().firstName(), text});
    };
    ago(5min, [saysFirst] { saysFirst("Hello, is somebody there?"); });
    ago(4min, [this] {
        m_chat.sayAbout(m_charity.helpDesk().first(), {colleagues()[1], "We see you. Somebody will be with you soon."});
    });
    ago(3min, [saysFirst] { saysFirst("Thank you, I will wait."); });
    for (int i = 0; i < AlertStory::sceneSize; ++i)
        m_next.push_back([this, i] { m_alerts.writeScene(i, m_failedPayment); });
}

void DemoStory::next()
{
    ++m_steps;
    if (m_paymentsLeft > 0) {
        m_out.setBackdate(3min + 30s + static_cast<int>(std::min<std::size_t>(m_paymentsLeft, 300)) * 11s);
        m_payments.writeUnderWay();
        m_out.setBackdate(0ms);
        --m_paymentsLeft;
        return;
    }
    if (!m_next.empty()) {
        const std::function<void()> write = std::move(m_next.front());
        m_next.pop_front();
        const std::uint64_t before = m_out.written();
        write();
        if (m_out.written() != before)
            return;
    }
    step();
}

void DemoStory::step()
{
    if (m_chat.owesAnswer() && m_steps >= m_answerAt) {
        m_chat.writeAnswer();
        return;
    }
    if (m_lineAt != 0 && m_steps >= m_lineAt) {
        m_lineAt = 0;
        m_chat.writeLine();
        return;
    }
    const std::uint64_t dice = m_random.below(static_cast<std::uint64_t>(million));
    if (dice < m_thresholds[0])
        m_payments.step();
    else if (dice < m_thresholds[1])
        stepReconciliation();
    else if (dice < m_thresholds[2])
        m_random.chance(metricsPerMille) ? m_metrics.step(true) : m_charity.step();
    else if (dice < m_thresholds[3])
        m_review.step();
    else if (dice < m_thresholds[4])
        stepChat();
    else
        m_alerts.step();
}

void DemoStory::stepReconciliation()
{
    const auto dice = m_random.below(1000);
    if (dice < metricsPerMille)
        m_metrics.step(false);
    else if (dice < metricsPerMille + rulesPerMille)
        m_rules.step();
    else
        m_reconciliation.step();
}

void DemoStory::stepChat()
{
    if (!m_chat.wantsLine())
        return m_chat.writeComing();
    if (m_lineAt != 0 || !m_chat.beginLine())
        return m_chat.writeLine();
    m_lineAt = m_steps + stepsToType();
    m_payments.step(); // in its place, as each step writes one event
}

bool DemoStory::hasConversation(std::string_view name) const
{
    return ChatStory::hasConversation(name) || m_charity.helpDesk().has(name);
}

std::uint64_t DemoStory::stepsToType() const
{
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(secondsToType * m_options.rate));
}

Outcome DemoStory::execute(const Command &command)
{
    if (command.kind == "alert") {
        if (auto outcome = executeOnAlert(command))
            return *outcome;
    }
    if (command.command == "assign")
        return assign(command);
    if (command.command == "note")
        return note(command);
    if (command.command == "edit" || command.command == "resolve")
        return change(command);
    if (command.command == "message" && command.kind == "conversation") {
        if (command.text.empty())
            return Outcome::refused("The message is empty.");
        if (command.text.size() > longestText)
            return Outcome::refused("The message is longer than 4,000 bytes.");
        const ChatStory::Words words{command.user, command.text, command.key};
        if (m_charity.helpDesk().has(command.subject)) {
            m_chat.sayAbout(command.subject, words);
            return Outcome::done();
        }
        const Outcome outcome = m_chat.say(command.subject, words);
        m_answerAt = m_steps + stepsToType();
        return outcome;
    }
    constexpr std::array<std::string_view, 5> known{"acknowledge", "unacknowledge", "snooze", "unsnooze", "message"};
    if (std::find(known.begin(), known.end(), command.command) == known.end())
        return {false, "unknown_command", "This server does not know the command \"" + command.command + "\"."};
    return doesNotWork(command);
}

std::optional<Outcome> DemoStory::executeOnAlert(const Command &command)
{
    if (command.command == "acknowledge")
        return m_alertDesk.acknowledge(command.subject, command.user);
    if (command.command == "unacknowledge")
        return m_alertDesk.unacknowledge(command.subject, command.user);
    if (command.command == "snooze" && command.until == Time{})
        return Outcome::refused("It does not say until when.");
    if (command.command == "snooze")
        return m_alertDesk.snooze(command.subject, command.until, command.user);
    if (command.command == "unsnooze")
        return m_alertDesk.snooze(command.subject, {}, command.user);
    return std::nullopt;
}

Outcome DemoStory::assign(const Command &command)
{
    const std::string &owner = command.owner.empty() ? command.user : command.owner;
    if (owner.size() > longestOwner)
        return Outcome::refused("The owner's name is too long.");
    if (command.kind == "alert")
        return m_alertDesk.assign(command.subject, owner, command.user);
    if (command.kind == "task")
        return m_review.assign(command.subject, owner);
    if (command.kind == "help")
        return m_charity.helpDesk().assign(command.subject, owner);
    if (command.kind == "exception")
        return m_reconciliation.assign(command.subject, owner);
    return doesNotWork(command);
}

Outcome DemoStory::change(const Command &command)
{
    if (command.text.empty())
        return Outcome::refused("The text is empty.");
    if (command.text.size() > longestText)
        return Outcome::refused("The text is longer than 4,000 bytes.");
    if (command.command == "edit" && command.kind == "rule")
        return m_rules.edit(command.subject, command.text, command.base, command.user);
    if (command.command == "resolve" && command.kind == "exception")
        return m_reconciliation.resolve(command.subject, command.text, command.base, command.user);
    return doesNotWork(command);
}

Outcome DemoStory::note(const Command &command)
{
    if (command.text.empty())
        return Outcome::refused("The note is empty.");
    if (command.text.size() > longestText)
        return Outcome::refused("The note is longer than 4,000 bytes.");
    bool isKnown = false;
    if (command.kind == "alert")
        isKnown = m_alertDesk.has(command.subject);
    else if (command.kind == "task")
        isKnown = m_review.has(command.subject);
    else if (command.kind == "help")
        isKnown = m_charity.helpDesk().has(command.subject);
    else if (command.kind == "exception")
        isKnown = m_reconciliation.hasException(command.subject);
    else
        return doesNotWork(command);
    if (!isKnown)
        return Outcome::unknownSubject("open " + command.kind, command.subject);
    m_notebook.write({command.kind, command.subject, command.user, command.text, command.key});
    return Outcome::done();
}

void DemoStory::restore(const QJsonObject &event)
{
    const QString type = event.value("type"_L1).toString();
    const std::string subject = textIn(event, "subject"_L1);
    const QJsonObject data = event.value("data"_L1).toObject();
    if (type == "org.bellboard.payment"_L1)
        m_payments.restore(subject, data);
    else if (type == "org.bellboard.run"_L1)
        m_reconciliation.restoreRun(subject, data);
    else if (type == "org.bellboard.exception"_L1)
        m_reconciliation.restoreException(subject, data);
    else if (type == "org.bellboard.help"_L1)
        m_charity.helpDesk().restore(subject, data);
    else if (type == "org.bellboard.donation"_L1)
        m_charity.restoreDonation(subject, data);
    else if (type == "org.bellboard.shift"_L1)
        m_charity.restoreShift(subject, data);
    else if (type == "org.bellboard.rule"_L1)
        m_rules.restore(subject, data);
    else if (type == "org.bellboard.metric"_L1)
        m_metrics.restore(subject, data);
    else if (type == "org.bellboard.task"_L1)
        m_review.restore(subject, data);
    else if (type == "org.bellboard.message"_L1)
        m_chat.restoreMessage(subject);
    else if (type == "org.bellboard.presence"_L1)
        m_chat.restorePresence(subject, data);
    else if (type == "org.bellboard.alert"_L1)
        m_alertDesk.restore(subject, data);
    else if (type == "org.bellboard.note"_L1)
        m_notebook.restore(subject);
}

void DemoStory::finishRestoring(std::uint64_t events)
{
    m_random = Random(m_options.seed + events * 0x9E37'79B9'7F4A'7C15ULL);
    m_reconciliation.finishRestoring();
    m_charity.helpDesk().finishRestoring();
    m_review.finishRestoring();
    m_alertDesk.finishRestoring();
}

} // namespace Bellboard::Demo
