// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/messagelog.h"

#include "board/slotindex.h"
#include "event/staleness.h"

#include <algorithm>

namespace Bellboard {

bool MessageLog::add(ChatMessage message)
{
    const std::uint64_t hash = SlotIndex::hash(0, message.subject);
    // A message that is changed is most often one of the last.
    for (std::size_t i = m_subjects.size(); i-- > 0;) {
        if (m_subjects[i] == hash && m_messages[i].subject == message.subject) {
            if (isStaleFor(m_messages[i], message, message.epoch))
                return false;
            const Timestamp written = m_messages[i].time;
            m_messages[i] = std::move(message);
            m_messages[i].time = written;
            m_firstChanged = std::min(m_firstChanged, m_begin + i);
            m_lastChanged = std::max(m_lastChanged, m_begin + i);
            return false;
        }
    }
    const auto place = static_cast<std::ptrdiff_t>(placeFor(message) - m_begin);
    m_subjects.insert(m_subjects.begin() + place, hash);
    m_messages.insert(m_messages.begin() + place, std::move(message));
    return true;
}

bool MessageLog::has(const ChatMessage &message) const
{
    return std::ranges::find(m_messages, message.subject, &ChatMessage::subject) != m_messages.end();
}

std::uint64_t MessageLog::placeFor(const ChatMessage &message) const
{
    auto place = m_messages.size();
    while (message.isLate && place > 0 && m_messages[place - 1].time > message.time)
        --place;
    return m_begin + place;
}

void MessageLog::trim()
{
    while (m_messages.size() > limit) {
        m_messages.pop_front();
        m_subjects.pop_front();
        ++m_begin;
    }
}

void MessageLog::forgetChanges()
{
    m_firstChanged = ~std::uint64_t{0};
    m_lastChanged = 0;
}

} // namespace Bellboard
