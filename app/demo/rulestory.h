// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/storycontext.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace Bellboard::Demo {

/// The rules by which runs match records, which several people change.
class RuleStory
{
public:
    explicit RuleStory(StoryContext context);

    static constexpr std::size_t count = 5;

    /// Writes one rule as it is.
    void write(std::size_t place);
    /// A colleague changes one.
    void step();
    /// What somebody asks a rule to say, who saw its version `base`; refused when that is not the newest.
    Outcome edit(std::string_view subject, std::string_view text, std::string_view base, std::string_view user);

    /// Takes over a rule that was written in an earlier life.
    void restore(std::string_view subject, const QJsonObject &data);

private:
    struct Rule
    {
        std::string text;
        std::string by;
        std::uint64_t version = 1;
        bool isActive = true;
    };

    StoryContext m_context;
    std::array<Rule, count> m_rules;
};

} // namespace Bellboard::Demo
