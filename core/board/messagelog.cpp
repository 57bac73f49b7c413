// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/messagelog.h"

#include "board/rowstore.h"

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
    m_subjects.push_back(hash);
    m_messages.push_back(std::move(message));
    return true;
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
