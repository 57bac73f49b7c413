// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/storycontext.h"

#include <array>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

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
    /// Draws what comes next: a line, or somebody who comes or goes.
    bool wantsLine();
    /// Has the author of the next line be seen typing; false when it is the backend's own.
    bool beginLine();
    /// Writes that somebody comes or goes, of those who do not say so themselves.
    void writeComing();
    /// Who began to type since this was last asked.
    std::vector<Typing> takeTypings();
    static bool hasConversation(std::string_view name);
    /// Takes a person's own word for whether they are "online", "away" or "offline", and writes it when it is new.
    void tellPresence(const std::string &person, std::string_view status);

    /// Something that somebody says.
    struct Words
    {
        std::string_view author;
        std::string_view text;
        std::string_view key{}; ///< of the command that said it; empty for none
    };
    /// Writes it; a colleague may owe an answer.
    Outcome say(std::string_view conversation, const Words &words);
    /// Writes it in the conversation of a help request, which is called like that.
    void sayAbout(std::string_view help, const Words &words);
    /// True while somebody owes the user an answer.
    bool owesAnswer() const { return !m_answers.empty(); }
    /// Writes the oldest answer that is owed.
    void writeAnswer();

    /// Takes over what was written in an earlier life.
    void restoreMessage(std::string_view subject);
    void restorePresence(std::string_view subject, const QJsonObject &data);

private:
    static constexpr std::size_t conversationCount = 3;

    void writeMessage(std::string_view kind, std::string_view conversation, const Words &words,
                      std::string_view about = {});
    std::string_view colleagueOtherThan(std::string_view name);

    struct Answer
    {
        std::size_t conversation = 0;
        std::string to;
        std::string_view by;
    };

    /// The conversation that says the next line.
    std::size_t nextConversation() const;
    void type(std::string_view conversation, std::string_view author);
    void writePresenceOf(std::string_view person, std::size_t status);

    StoryContext m_context;
    std::array<std::size_t, conversationCount> m_nextLine{};
    std::array<std::size_t, 16> m_presence{}; ///< by person; rows of the presences
    std::map<std::string, std::size_t, std::less<>> m_told; ///< rows of the presences that people told themselves
    std::vector<Typing> m_typings;
    std::deque<Answer> m_answers;
    std::uint64_t m_lastMessage = 0;
};

} // namespace Bellboard::Demo
