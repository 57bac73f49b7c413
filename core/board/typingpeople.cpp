// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/typingpeople.h"

#include <algorithm>

namespace Bellboard {

void TypingPeople::note(const Typing &typing, Timestamp now)
{
    if (const auto known = std::ranges::find(m_people, typing, &Person::typing); known != m_people.end()) {
        known->heard = now;
        return;
    }
    if (m_people.size() >= capacity)
        m_people.erase(std::ranges::min_element(m_people, {}, &Person::heard));
    m_people.push_back({typing, now});
}

void TypingPeople::end(const Typing &typing)
{
    std::erase_if(m_people, [&](const Person &person) { return person.typing == typing; });
}

void TypingPeople::expire(Timestamp now)
{
    std::erase_if(m_people,
                  [now](const Person &person) { return now - person.heard >= lifetime || now < person.heard; });
}

QStringList TypingPeople::in(FeedIndex feed, const QString &conversation) const
{
    QStringList names;
    for (const auto &person : m_people) {
        if (person.typing.feed == feed && person.typing.conversation == conversation)
            names.append(person.typing.by);
    }
    return names;
}

} // namespace Bellboard
