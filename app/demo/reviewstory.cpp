// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/reviewstory.h"

#include "demo/words.h"

#include <algorithm>
#include <array>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;

struct Kind
{
    std::string_view title; ///< a payer's name follows
    std::int64_t least; ///< pence at stake; nothing is when 0
    std::int64_t most;
};

constexpr std::array<Kind, 9> kinds{{
    {"Refund over limit: ", 500'00, 4'800'00},
    {"New payee: ", 0, 0},
    {"Changed bank details: ", 0, 0},
    {"Chargeback evidence: ", 12'00, 900'00},
    {"Gift Aid declaration: ", 0, 0},
    {"Large payment: ", 10'000'00, 85'000'00},
    {"Volunteer reference: ", 0, 0},
    {"Duplicate invoice? ", 40'00, 3'000'00},
    {"Hardship grant: ", 50'00, 750'00},
}};
/// Priorities as often as they come up, of ten.
constexpr std::array<std::string_view, 10> priorities{"info",    "info",    "info", "info", "warning",
                                                      "warning", "warning", "high", "high", "critical"};
constexpr std::size_t fewest = 18;
constexpr std::size_t most = 30;

// Subjects are used again after 900, so that a day at full speed does not fill a client with them.
std::string taskSubject(std::uint64_t number)
{
    return subjectOf("TSK", 3000 + number % 900, 4);
}

} // namespace

void ReviewStory::writeTask()
{
    Random &random = m_context.random;
    const Kind &kind = random.pick(kinds);
    Task task;
    do {
        task.number = ++m_lastNumber;
    } while (std::any_of(m_tasks.begin(), m_tasks.end(),
                         [&task](const Task &other) { return taskSubject(other.number) == taskSubject(task.number); }));
    task.priority = random.pick(priorities);
    task.title = std::string(kind.title) + std::string(random.pick(payers()));
    if (kind.most > 0)
        task.amount = {random.between(kind.least, kind.most), Gbp};
    if (random.chance(600))
        task.due = std::chrono::floor<std::chrono::minutes>(m_context.out.now())
            + std::chrono::minutes(random.between(1, 32) * 15);
    if (random.chance(250)) {
        task.status = "in_review";
        task.assignee = random.pick(colleagues());
    }
    write(task);
    m_tasks.push_back(std::move(task));
}

void ReviewStory::step()
{
    Random &random = m_context.random;
    if (m_tasks.size() < fewest || (m_tasks.size() < most && random.chance(340))) {
        writeTask();
        return;
    }
    const auto row = static_cast<std::size_t>(random.below(m_tasks.size()));
    Task &task = m_tasks[row];
    if (task.status == "queued") {
        task.status = "in_review";
        task.assignee = random.pick(colleagues());
        write(task);
        return;
    }
    task.status = random.chance(780) ? "approved" : "rejected";
    write(task);
    m_tasks.erase(m_tasks.begin() + static_cast<std::ptrdiff_t>(row));
}

Outcome ReviewStory::assign(std::string_view subject, std::string_view assignee)
{
    for (Task &task : m_tasks) {
        if (taskSubject(task.number) != subject)
            continue;
        if (task.assignee != assignee || task.status == "queued") {
            task.status = "in_review";
            task.assignee = assignee;
            write(task);
        }
        return Outcome::done();
    }
    return Outcome::unknownSubject("undecided task", subject);
}

bool ReviewStory::has(std::string_view subject) const
{
    return std::any_of(m_tasks.begin(), m_tasks.end(),
                       [subject](const Task &task) { return taskSubject(task.number) == subject; });
}

ReviewStory::Waiting ReviewStory::mostUrgent() const
{
    const Task *urgent = nullptr;
    for (const Task &task : m_tasks) {
        if (task.status == "queued" && task.due != Time{} && (!urgent || task.due < urgent->due))
            urgent = &task;
    }
    return urgent ? Waiting{taskSubject(urgent->number), urgent->title} : Waiting{};
}

void ReviewStory::write(const Task &task)
{
    m_context.out.begin(EventType::Task, taskSubject(task.number))
        .text("status", task.status)
        .text("priority", task.priority)
        .text("title", task.title)
        .optionalText("assignee", task.assignee);
    if (task.amount.minor > 0)
        m_context.out.amount("money", task.amount);
    if (task.due != Time{})
        m_context.out.time("due", task.due);
    m_context.out.end();
}

void ReviewStory::restore(std::string_view subject, const QJsonObject &data)
{
    Task task;
    task.number = numberOf(subject) - 3000 + 2700;
    task.status = textIn(data, "status"_L1);
    task.priority = textIn(data, "priority"_L1);
    task.title = textIn(data, "title"_L1);
    task.assignee = textIn(data, "assignee"_L1);
    if (data.contains("money"_L1))
        task.amount = amountIn(data, "money"_L1);
    if (data.contains("due"_L1))
        task.due = timeIn(data, "due"_L1);
    m_lastNumber = std::max(m_lastNumber, task.number);
    if (task.status == "queued" || task.status == "in_review")
        m_tasks.push_back(std::move(task));
}

void ReviewStory::finishRestoring()
{
    std::sort(m_tasks.begin(), m_tasks.end(), [](const Task &a, const Task &b) { return a.number < b.number; });
}

} // namespace Bellboard::Demo
