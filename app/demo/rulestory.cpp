// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/rulestory.h"

#include "demo/words.h"

#include <algorithm>

namespace Bellboard::Demo {

namespace {

struct Known
{
    std::string_view subject;
    std::string_view name;
    std::array<std::string_view, 2> texts; ///< what people change it to, by turns
};

constexpr std::array<Known, RuleStory::count> known{{
    {"RL-01", "Same reference", {"Reference and amount are the same.", "Reference, amount and currency are the same."}},
    {"RL-02",
     "Card batches",
     {"The sum of a day's cards is one bank line.", "The sum of a day's cards, less fees, is one bank line."}},
    {"RL-03", "Late by a weekend", {"Booked up to 3 days later.", "Booked up to 4 days later, over a bank holiday."}},
    {"RL-04", "Gift Aid", {"Claims are matched to the month.", "Claims are matched to the quarter."}},
    {"RL-05", "Rounding", {"A difference of up to GBP 0.02 is none.", "A difference of up to GBP 0.05 is none."}},
}};

} // namespace

RuleStory::RuleStory(StoryContext context) : m_context(context)
{
    for (std::size_t place = 0; place < count; ++place)
        m_rules[place] = {std::string(known[place].texts[0]), std::string(colleagues()[place % colleagues().size()]), 1,
                          place != 3};
}

void RuleStory::write(std::size_t place)
{
    const auto &rule = m_rules[place];
    m_context.out.begin(EventType::Rule, known[place].subject)
        .text("status", rule.isActive ? "active" : "paused")
        .text("name", known[place].name)
        .text("text", rule.text)
        .text("by", rule.by)
        .text("version", std::to_string(rule.version))
        .end();
}

void RuleStory::step()
{
    const auto place = static_cast<std::size_t>(m_context.random.below(count));
    auto &rule = m_rules[place];
    if (m_context.random.chance(300)) {
        rule.isActive = !rule.isActive;
    } else {
        const auto &texts = known[place].texts;
        rule.text = rule.text == texts[0] ? texts[1] : texts[0];
    }
    rule.by = m_context.random.pick(colleagues());
    ++rule.version;
    write(place);
}

Outcome RuleStory::edit(std::string_view subject, std::string_view text, std::string_view base, std::string_view user)
{
    const auto found = std::ranges::find(known, subject, &Known::subject);
    if (found == known.end())
        return Outcome::unknownSubject("rule", subject);
    const auto place = static_cast<std::size_t>(found - known.begin());
    auto &rule = m_rules[place];
    if (base != std::to_string(rule.version))
        return {false, "conflict", rule.by + " changed the rule meanwhile."};
    rule.text = text;
    rule.by = user;
    ++rule.version;
    write(place);
    return Outcome::done();
}

void RuleStory::restore(std::string_view subject, const QJsonObject &data)
{
    const auto found = std::ranges::find(known, subject, &Known::subject);
    if (found == known.end())
        return;
    auto &rule = m_rules[static_cast<std::size_t>(found - known.begin())];
    rule.text = textIn(data, QLatin1StringView("text"));
    rule.by = textIn(data, QLatin1StringView("by"));
    rule.version = numberOf("v-" + textIn(data, QLatin1StringView("version")));
    rule.isActive = textIn(data, QLatin1StringView("status")) == "active";
}

} // namespace Bellboard::Demo
