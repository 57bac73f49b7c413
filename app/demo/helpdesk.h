// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/storycontext.h"

#include <string>
#include <vector>

namespace Bellboard::Demo {

/// The charity's help desk: people wait in a queue, are taken by a colleague, talk, and leave.
class HelpDesk
{
public:
    explicit HelpDesk(StoryContext context) : m_context(context) { }

    /// Writes a new request at the end of the queue that was asked `ago` before now.
    void writeRequest(std::chrono::milliseconds ago);
    /// Writes one event; positions that move because of it follow as further ones.
    void step();
    /// Takes a request for a colleague.
    Outcome assign(std::string_view subject, std::string_view assignee);
    /// Whether there is an open request of this name.
    bool has(std::string_view subject) const;

    /// How many wait.
    std::size_t waiting() const;
    /// The subject of the first in the queue; empty when nobody waits.
    std::string first() const;
    /// The person's name; empty when nobody waits.
    std::string firstName() const;
    /// How long the first in the queue has waited.
    std::chrono::milliseconds longestWait() const;

    /// Takes over a request that was written in an earlier life.
    void restore(std::string_view subject, const QJsonObject &data);
    /// Orders the queue, once everything is restored; a move that was cut off is written now.
    void finishRestoring();

private:
    /// The states on the wire, in their order.
    enum class Status : std::uint8_t {
        Waiting,
        Assigned,
        Active,
        Closed,
    };
    struct Request
    {
        std::uint64_t number = 0;
        std::string name;
        std::uint8_t topic = 0;
        Status status = Status::Waiting;
        std::uint64_t position = 0;
        Time since{};
        std::string assignee;
    };

    void take(Request &request, std::string_view assignee);
    void moveUp();
    void write(const Request &request);
    /// The first request of that status; end when there is none.
    std::vector<Request>::iterator firstOf(Status status);
    Request *find(std::uint64_t number);

    StoryContext m_context;
    std::vector<Request> m_requests; ///< the waiting ones in the order of the queue among them
    std::uint64_t m_lastNumber = 1040;
};

} // namespace Bellboard::Demo
