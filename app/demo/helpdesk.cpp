// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/helpdesk.h"

#include "demo/words.h"

#include <algorithm>
#include <array>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<std::string_view, 4> statuses{"waiting", "assigned", "active", "closed"};
constexpr std::array<std::string_view, 9> topics{
    "Emergency accommodation", "Food parcel",    "Benefits form",    "Heating bill",     "Someone to talk to",
    "Lost documents",          "School uniform", "Ride to hospital", "Landlord's letter"};
constexpr std::size_t longestQueue = 12;
constexpr std::size_t shortestQueue = 5;
/// How many are being helped at once, at most.
constexpr std::size_t mostActive = 6;

// Subjects are used again after 900, so that a day at full speed does not fill a client with them.
std::string helpSubject(std::uint64_t number)
{
    return subjectOf("HR", 1000 + number % 900, 4);
}

} // namespace

void HelpDesk::writeRequest(std::chrono::milliseconds ago)
{
    Request request;
    do {
        request.number = ++m_lastNumber;
    } while (find(request.number));
    request.name = m_context.random.pick(guests());
    request.topic = static_cast<std::uint8_t>(m_context.random.below(topics.size()));
    request.position = waiting() + 1;
    request.since = m_context.out.now() - ago;
    write(request);
    m_requests.push_back(std::move(request));
}

void HelpDesk::step()
{
    const std::size_t queue = waiting();
    const auto assigned = firstOf(Status::Assigned);
    const auto active = firstOf(Status::Active);
    const std::size_t helped = m_requests.size() - queue;
    const std::uint64_t dice = m_context.random.below(100);

    if (queue < shortestQueue || (dice < 30 && queue < longestQueue)) {
        writeRequest(std::chrono::milliseconds(0));
    } else if (dice < 55 && helped < mostActive) {
        take(*firstOf(Status::Waiting), m_context.random.pick(colleagues()));
    } else if (assigned != m_requests.end() && (dice < 80 || active == m_requests.end())) {
        assigned->status = Status::Active;
        write(*assigned);
    } else if (active != m_requests.end()) {
        active->status = Status::Closed;
        write(*active);
        m_requests.erase(active);
    } else {
        take(*firstOf(Status::Waiting), m_context.random.pick(colleagues()));
    }
}

Outcome HelpDesk::assign(std::string_view subject, std::string_view assignee)
{
    const auto request = std::find_if(m_requests.begin(), m_requests.end(), [subject](const Request &candidate) {
        return helpSubject(candidate.number) == subject;
    });
    if (request == m_requests.end())
        return Outcome::unknownSubject("open help request", subject);
    if (request->status == Status::Waiting) {
        take(*request, assignee);
    } else if (request->assignee != assignee) {
        request->assignee = assignee;
        write(*request);
    }
    return Outcome::done();
}

bool HelpDesk::has(std::string_view subject) const
{
    return std::any_of(m_requests.begin(), m_requests.end(),
                       [subject](const Request &request) { return helpSubject(request.number) == subject; });
}

std::size_t HelpDesk::waiting() const
{
    return static_cast<std::size_t>(std::count_if(m_requests.begin(), m_requests.end(), [](const Request &request) {
        return request.status == Status::Waiting;
    }));
}

std::string HelpDesk::first() const
{
    for (const Request &request : m_requests) {
        if (request.status == Status::Waiting)
            return helpSubject(request.number);
    }
    return {};
}

std::string HelpDesk::firstName() const
{
    const auto request = std::find_if(m_requests.begin(), m_requests.end(),
                                      [](const Request &candidate) { return candidate.status == Status::Waiting; });
    return request == m_requests.end() ? std::string() : request->name;
}

std::chrono::milliseconds HelpDesk::longestWait() const
{
    for (const Request &request : m_requests) {
        if (request.status == Status::Waiting)
            return m_context.out.now() - request.since;
    }
    return {};
}

void HelpDesk::take(Request &request, std::string_view assignee)
{
    request.status = Status::Assigned;
    request.position = 0;
    request.assignee = assignee;
    write(request);
    moveUp();
}

void HelpDesk::moveUp()
{
    std::uint64_t position = 0;
    for (Request &request : m_requests) {
        if (request.status != Status::Waiting || request.position == ++position)
            continue;
        request.position = position;
        // The event that comes later shows the request as it then stands, which may be further on.
        m_context.next.push_back([this, number = request.number] {
            if (const Request *moved = find(number))
                write(*moved);
        });
    }
}

void HelpDesk::write(const Request &request)
{
    m_context.out.begin(EventType::Help, helpSubject(request.number))
        .text("status", statuses[static_cast<std::size_t>(request.status)])
        .text("name", request.name)
        .text("topic", topics[request.topic])
        .number("position", request.position)
        .time("since", request.since)
        .optionalText("assignee", request.assignee)
        .text("conversation", helpSubject(request.number))
        .end();
}

std::vector<HelpDesk::Request>::iterator HelpDesk::firstOf(Status status)
{
    return std::find_if(m_requests.begin(), m_requests.end(),
                        [status](const Request &request) { return request.status == status; });
}

HelpDesk::Request *HelpDesk::find(std::uint64_t number)
{
    const auto found = std::find_if(m_requests.begin(), m_requests.end(),
                                    [number](const Request &request) { return request.number % 900 == number % 900; });
    return found == m_requests.end() ? nullptr : &*found;
}

void HelpDesk::restore(std::string_view subject, const QJsonObject &data)
{
    Request request;
    request.number = numberOf(subject) - 1000 + 900;
    m_lastNumber = std::max(m_lastNumber, request.number);
    request.name = textIn(data, "name"_L1);
    request.topic = static_cast<std::uint8_t>(placeOf(topics, textIn(data, "topic"_L1)));
    request.status = static_cast<Status>(placeOf(statuses, textIn(data, "status"_L1)));
    request.position = numberIn(data, "position"_L1);
    request.since = timeIn(data, "since"_L1);
    request.assignee = textIn(data, "assignee"_L1);
    if (request.status != Status::Closed)
        m_requests.push_back(std::move(request));
}

void HelpDesk::finishRestoring()
{
    std::sort(m_requests.begin(), m_requests.end(), [](const Request &a, const Request &b) {
        return a.position != b.position ? a.position < b.position : a.since < b.since;
    });
    moveUp();
}

} // namespace Bellboard::Demo
