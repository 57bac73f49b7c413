// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <cstdint>
#include <deque>
#include <string>

namespace Bellboard {

/// One chat message as it is kept in memory.
struct ChatMessage
{
    std::string subject;
    std::string author;
    std::string text;
    Timestamp time; ///< when it was written
    MessageKind kind = MessageKind::User;
    // Of the event that told of it as it is.
    bool isLate = false;
    std::uint16_t epoch = 0;
    StreamId stream = 0;
    std::uint64_t offset = 0;
    Timestamp updated = time;
};

/// The last messages of one conversation, each with a number: the first ever is 0. The numbers stay, but behind one that comes late.
class MessageLog
{
public:
    /// Messages that are kept.
    static constexpr std::size_t limit = 500;

    /// Takes a message; one with the subject of one that is kept takes that one's place, unless that is newer. Returns whether it is new.
    bool add(ChatMessage message);
    /// Whether there is one with its subject.
    bool has(const ChatMessage &message) const;
    /// The number that the message will have if it is new: one that is late stands where it was written, all others come last.
    std::uint64_t placeFor(const ChatMessage &message) const;
    /// The number of the oldest message that is kept.
    std::uint64_t begin() const { return m_begin; }
    /// The number that the next message will have.
    std::uint64_t end() const { return m_begin + m_messages.size(); }
    const ChatMessage &at(std::uint64_t number) const { return m_messages[static_cast<std::size_t>(number - m_begin)]; }
    const ChatMessage &last() const { return m_messages.back(); }
    bool isEmpty() const { return m_messages.empty(); }
    /// Drops the oldest messages beyond the limit.
    void trim();

    /// The numbers of changed messages, from first to last; none when first is above last.
    std::uint64_t firstChanged() const { return m_firstChanged; }
    std::uint64_t lastChanged() const { return m_lastChanged; }
    void forgetChanges();

private:
    std::deque<ChatMessage> m_messages;
    std::deque<std::uint64_t> m_subjects; // hashes, to find a message fast
    std::uint64_t m_begin = 0;
    std::uint64_t m_firstChanged = ~std::uint64_t{0};
    std::uint64_t m_lastChanged = 0;
};

} // namespace Bellboard
