// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/conversationlinks.h"

#include <algorithm>

namespace Bellboard {

namespace {

std::string keyOf(FeedIndex feed, std::string_view subject)
{
    return std::to_string(feed).append(1, '/').append(subject);
}

/// The one of the same feed, else the first.
template<typename T>
std::optional<T> preferred(const std::unordered_map<std::string, std::vector<T>> &all, std::string_view key,
                           FeedIndex feed)
{
    const auto found = all.find(std::string(key));
    if (found == all.end() || found->second.empty())
        return std::nullopt;
    const auto same = std::ranges::find(found->second, feed, &T::feed);
    return same != found->second.end() ? *same : found->second.front();
}

} // namespace

void ConversationLinks::noteHelp(const Event &event, const HelpData &help)
{
    const Help now{event.feed, std::string(event.subject), std::string(help.name), std::string(help.topic)};
    auto &known = m_help[now.subject];
    const auto same = std::ranges::find(known, event.feed, &Help::feed);
    if (same == known.end())
        known.push_back(now);
    else if (event.isLate)
        return;
    else if (*same != now)
        *same = now;
    if (!help.conversation.empty())
        link({event.feed, std::string(help.conversation)}, event.subject);
}

bool ConversationLinks::noteMessage(const Event &event, const MessageData &message)
{
    return !message.about.empty() && link({event.feed, std::string(message.conversation)}, message.about);
}

bool ConversationLinks::link(const Place &conversation, std::string_view help)
{
    auto &known = m_helpOf[keyOf(conversation.feed, conversation.subject)];
    if (known == help)
        return false;
    if (!known.empty())
        std::erase(m_conversations[known], conversation);
    known = help;
    m_conversations[known].push_back(conversation);
    return true;
}

std::optional<ConversationLinks::Place> ConversationLinks::conversationOf(FeedIndex feed, std::string_view help) const
{
    return preferred(m_conversations, help, feed);
}

std::optional<ConversationLinks::Help> ConversationLinks::helpOf(FeedIndex feed, std::string_view conversation) const
{
    const auto subject = m_helpOf.find(keyOf(feed, conversation));
    return subject == m_helpOf.end() ? std::nullopt : preferred(m_help, subject->second, feed);
}

} // namespace Bellboard
