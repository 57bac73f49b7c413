// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/alertdesk.h"

#include <algorithm>
#include <vector>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;

constexpr std::string_view prefix = "AL";
constexpr std::size_t subjectWidth = 4;
/// How many alerts are remembered, open and resolved.
constexpr std::size_t remembered = 120;

} // namespace

std::string AlertDesk::raise(Alert alert)
{
    alert.number = ++m_lastNumber;
    if (alert.raised == Time{})
        alert.raised = m_context.out.now();
    write(alert);
    m_alerts.push_back(std::move(alert));
    forgetOldest();
    return subjectOf(prefix, m_lastNumber, subjectWidth);
}

std::size_t AlertDesk::open() const
{
    return static_cast<std::size_t>(
        std::count_if(m_alerts.begin(), m_alerts.end(), [](const Alert &alert) { return alert.state != "resolved"; }));
}

bool AlertDesk::isOpen(std::string_view title) const
{
    return std::any_of(m_alerts.begin(), m_alerts.end(),
                       [title](const Alert &alert) { return alert.state != "resolved" && alert.title == title; });
}

bool AlertDesk::resolveOne()
{
    // Among the older half, so that nothing vanishes while somebody reads it.
    const std::size_t candidates = open() / 2 + 1;
    std::vector<Alert *> found;
    for (Alert &alert : m_alerts) {
        const bool wantsAnswer = alert.severity == "critical" && alert.state == "raised" && open() < 16;
        if (alert.state != "resolved" && !wantsAnswer && found.size() < candidates)
            found.push_back(&alert);
    }
    if (found.empty())
        return false;
    Alert &alert = *m_context.random.pick(found);
    alert.state = "resolved";
    alert.snoozedUntil = {};
    alert.by.clear();
    write(alert);
    return true;
}

Outcome AlertDesk::acknowledge(std::string_view subject, std::string_view by)
{
    Alert *alert = find(subject);
    if (!alert)
        return Outcome::unknownSubject("alert", subject);
    if (alert->state == "resolved")
        return Outcome::refused("It is already resolved.");
    if (alert->state == "raised") {
        alert->snoozedUntil = {};
        alert->state = "acknowledged";
        alert->by = by;
        write(*alert);
    }
    return Outcome::done();
}

Outcome AlertDesk::unacknowledge(std::string_view subject, std::string_view by)
{
    Alert *alert = find(subject);
    if (!alert)
        return Outcome::unknownSubject("alert", subject);
    if (alert->state == "resolved")
        return Outcome::refused("It is already resolved.");
    if (alert->state == "acknowledged") {
        alert->state = "raised";
        alert->by = by;
        write(*alert);
    }
    return Outcome::done();
}

Outcome AlertDesk::snooze(std::string_view subject, Time until, std::string_view by)
{
    Alert *alert = find(subject);
    if (!alert)
        return Outcome::unknownSubject("alert", subject);
    if (alert->state != "raised")
        return Outcome::refused("It is already " + alert->state + '.');
    const Time now = m_context.out.now();
    if (until != Time{} && until <= now)
        return Outcome::refused("The time until which it was to be snoozed is over.");
    if (until > now + longestSnooze)
        return Outcome::refused("It cannot be snoozed for more than 30 days.");
    if (alert->snoozedUntil != until) {
        alert->snoozedUntil = until;
        alert->by = by;
        write(*alert);
    }
    return Outcome::done();
}

bool AlertDesk::has(std::string_view subject) const
{
    return std::any_of(m_alerts.begin(), m_alerts.end(), [subject](const Alert &alert) {
        return subjectOf(prefix, alert.number, subjectWidth) == subject;
    });
}

Outcome AlertDesk::assign(std::string_view subject, std::string_view owner, std::string_view by)
{
    Alert *alert = find(subject);
    if (!alert)
        return Outcome::unknownSubject("alert", subject);
    if (alert->state == "resolved")
        return Outcome::refused("It is already resolved.");
    if (alert->owner != owner) {
        alert->owner = owner;
        alert->by = by;
        write(*alert);
    }
    return Outcome::done();
}

AlertDesk::Alert *AlertDesk::find(std::string_view subject)
{
    const auto found = std::find_if(m_alerts.begin(), m_alerts.end(), [subject](const Alert &alert) {
        return subjectOf(prefix, alert.number, subjectWidth) == subject;
    });
    return found == m_alerts.end() ? nullptr : &*found;
}

void AlertDesk::write(const Alert &alert)
{
    EventWriter &out = m_context.out;
    out.begin(EventType::Alert, subjectOf(prefix, alert.number, subjectWidth))
        .text("severity", alert.severity)
        .text("state", alert.state)
        .text("area", alert.area)
        .text("title", alert.title)
        .optionalText("text", alert.text)
        .optionalText("about", alert.about)
        .optionalText("owner", alert.owner)
        .optionalText("by", alert.by)
        .time("raised", alert.raised);
    if (alert.snoozedUntil > out.now())
        out.time("snoozed_until", alert.snoozedUntil);
    out.end();
}

void AlertDesk::forgetOldest()
{
    if (m_alerts.size() <= remembered)
        return;
    const auto oldest =
        std::find_if(m_alerts.begin(), m_alerts.end(), [](const Alert &alert) { return alert.state == "resolved"; });
    if (oldest != m_alerts.end())
        m_alerts.erase(oldest);
}

void AlertDesk::restore(std::string_view subject, const QJsonObject &data)
{
    Alert alert;
    alert.number = numberOf(subject);
    alert.severity = textIn(data, "severity"_L1);
    alert.state = textIn(data, "state"_L1);
    alert.area = textIn(data, "area"_L1);
    alert.title = textIn(data, "title"_L1);
    alert.text = textIn(data, "text"_L1);
    alert.about = textIn(data, "about"_L1);
    alert.owner = textIn(data, "owner"_L1);
    alert.by = textIn(data, "by"_L1);
    alert.raised = timeIn(data, "raised"_L1);
    alert.snoozedUntil = timeIn(data, "snoozed_until"_L1);
    m_lastNumber = std::max(m_lastNumber, alert.number);
    m_alerts.push_back(std::move(alert));
}

void AlertDesk::finishRestoring()
{
    std::sort(m_alerts.begin(), m_alerts.end(), [](const Alert &a, const Alert &b) { return a.number < b.number; });
    while (m_alerts.size() > remembered && open() < m_alerts.size())
        forgetOldest();
}

} // namespace Bellboard::Demo
