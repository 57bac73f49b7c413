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
const T *preferred(const std::unordered_map<std::string, std::vector<T>> &all, std::string_view key, FeedIndex feed)
{
    const auto found = all.find(std::string(key));
    if (found == all.end() || found->second.empty())
        return nullptr;
    const auto same = std::ranges::find(found->second, feed, &T::feed);
    return same != found->second.end() ? &*same : &found->second.front();
}

} // namespace

void ConversationLinks::noteHelp(const Event &event, const HelpData &help)
{
    const auto epoch = m_epochs.intern(event.epoch);
    auto &known = m_help[std::string(event.subject)];
    auto same = std::ranges::find(known, event.feed, &KnownHelp::feed);
    if (same == known.end())
        same = known.insert(same, KnownHelp{});
    else if (isStaleFor(*same, event, epoch))
        return;
    static_cast<Help &>(*same) = {event.feed, std::string(event.subject), std::string(help.name),
                                  std::string(help.topic)};
    noteTold(*same, event, epoch);
    if (!help.conversation.empty())
        link(event, {event.feed, std::string(help.conversation)}, event.subject);
}

bool ConversationLinks::noteMessage(const Event &event, const MessageData &message)
{
    return !message.about.empty() && link(event, {event.feed, std::string(message.conversation)}, message.about);
}

bool ConversationLinks::link(const Event &event, const Place &conversation, std::string_view help)
{
    const auto epoch = m_epochs.intern(event.epoch);
    auto [entry, isNew] = m_links.try_emplace(keyOf(conversation.feed, conversation.subject));
    auto &known = entry->second;
    if (!isNew && isStaleFor(known, event, epoch))
        return false;
    noteTold(known, event, epoch);
    if (known.help == help)
        return false;
    if (!isNew)
        std::erase(m_conversations[known.help], conversation);
    known.help = help;
    m_conversations[known.help].push_back(conversation);
    return true;
}

std::optional<ConversationLinks::Place> ConversationLinks::conversationOf(FeedIndex feed, std::string_view help) const
{
    const auto *place = preferred(m_conversations, help, feed);
    return place ? std::optional(*place) : std::nullopt;
}

std::optional<ConversationLinks::Help> ConversationLinks::helpOf(FeedIndex feed, std::string_view conversation) const
{
    const auto found = m_links.find(keyOf(feed, conversation));
    const auto *help = found == m_links.end() ? nullptr : preferred(m_help, found->second.help, feed);
    return help ? std::optional<Help>(*help) : std::nullopt;
}

} // namespace Bellboard
