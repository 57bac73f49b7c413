// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/storycontext.h"

#include <array>
#include <deque>
#include <string>
#include <string_view>

namespace Bellboard::Demo {

/// Three conversations of eight colleagues who come and go.
class ChatStory
{
public:
    explicit ChatStory(StoryContext context) : m_context(context) { }

    /// How many people writePresence() knows.
    static std::size_t people();
    /// Writes the presence of one person, for the opening scene.
    void writePresence(std::size_t person);
    /// Writes the next line of one of the conversations.
    void writeLine();
    /// Writes one event: a line, or somebody who comes or goes.
    void step();

    /// Writes what `author` says. When a colleague will answer, true.
    Outcome say(std::string_view conversation, std::string_view author, std::string_view text);
    /// True while somebody owes the user an answer.
    bool owesAnswer() const { return !m_answers.empty(); }
    /// Writes the oldest answer that is owed.
    void writeAnswer();

    /// Takes over what was written in an earlier life.
    void restoreMessage(std::string_view subject);
    void restorePresence(std::string_view subject, const QJsonObject &data);

private:
    static constexpr std::size_t conversationCount = 3;

    void writeMessage(std::string_view kind, std::string_view conversation, std::string_view author,
                      std::string_view text);
    std::string_view colleagueOtherThan(std::string_view name);

    struct Answer
    {
        std::size_t conversation = 0;
        std::string to;
    };

    StoryContext m_context;
    std::array<std::size_t, conversationCount> m_nextLine{};
    std::array<std::size_t, 16> m_presence{}; ///< by person; rows of the presences
    std::deque<Answer> m_answers;
    std::uint64_t m_lastMessage = 0;
};

} // namespace Bellboard::Demo
