// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/storycontext.h"

#include <string>
#include <vector>

namespace Bellboard::Demo {

/// Review tasks that wait in a queue, are looked at, and are approved or rejected.
class ReviewStory
{
public:
    explicit ReviewStory(StoryContext context) : m_context(context) { }

    /// Writes one new task.
    void writeTask();
    /// Writes one event.
    void step();
    /// Gives a task to a colleague.
    Outcome assign(std::string_view subject, std::string_view assignee);
    /// Whether there is an undecided task of this name.
    bool has(std::string_view subject) const;

    /// The subject and title of the oldest task that waits with a deadline; empty when there is none.
    struct Waiting
    {
        std::string subject;
        std::string title;
    };
    Waiting mostUrgent() const;

    /// Takes over a task that was written in an earlier life.
    void restore(std::string_view subject, const QJsonObject &data);
    /// Sorts what was restored, once all of it is there.
    void finishRestoring();

private:
    struct Task
    {
        std::uint64_t number = 0;
        std::string status = "queued"; ///< as on the wire
        std::string priority;
        std::string title;
        std::string assignee;
        Amount amount; ///< nothing at stake when zero
        Time due{}; ///< no deadline when the epoch
    };

    void write(const Task &task);

    StoryContext m_context;
    std::vector<Task> m_tasks; ///< the undecided ones, oldest first
    std::uint64_t m_lastNumber = 3106;
};

} // namespace Bellboard::Demo
