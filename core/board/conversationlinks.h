// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "event/staleness.h"
#include "util/stringpool.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace Bellboard {

/// Which conversation belongs to which help request, by what messages and requests say. The two may come from two feeds: those of the same
/// feed are preferred.
class ConversationLinks
{
public:
    /// A row of a board.
    struct Place
    {
        FeedIndex feed = 0;
        std::string subject;

        bool operator==(const Place &) const = default;
    };
    /// A help request.
    struct Help
    {
        FeedIndex feed = 0;
        std::string subject;
        std::string name; ///< of the person who asks
        std::string topic;

        bool operator==(const Help &) const = default;
    };

    /// A help request came, or changed; it may name its conversation. Nothing where newer of it is known.
    void noteHelp(const Event &event, const HelpData &help);
    /// A message of the conversation came; whether it is the first that says to what help request that belongs.
    bool noteMessage(const Event &event, const MessageData &message);

    /// The conversation of a help request; nothing where none is known.
    std::optional<Place> conversationOf(FeedIndex feed, std::string_view help) const;
    /// The help request of a conversation; nothing where none is known.
    std::optional<Help> helpOf(FeedIndex feed, std::string_view conversation) const;

private:
    struct KnownHelp : Help, LastTold
    { };
    /// To which help request a conversation belongs.
    struct Link : LastTold
    {
        std::string help; ///< its subject
    };

    bool link(const Event &event, const Place &conversation, std::string_view help);

    std::unordered_map<std::string, std::vector<KnownHelp>> m_help; ///< by subject
    std::unordered_map<std::string, std::vector<Place>> m_conversations; ///< by the subject of their help request
    std::unordered_map<std::string, Link> m_links; ///< by feed and conversation
    StringPool m_epochs;
};

} // namespace Bellboard
