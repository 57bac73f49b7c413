// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/typingpeople.h"

#include <algorithm>

namespace Bellboard {

void TypingPeople::note(const Typing &typing, Timestamp now)
{
    if (const auto known = find(typing); known != m_people.end()) {
        *known = {typing, now};
        return;
    }
    if (m_people.size() >= capacity)
        m_people.erase(std::ranges::min_element(m_people, {}, &Person::heard));
    m_people.push_back({typing, now});
}

void TypingPeople::end(const Typing &said)
{
    // Messages come by way of the journal, so what their authors begin next may have come before them.
    if (const auto known = find(said); known != m_people.end() && known->typing.received <= said.received)
        m_people.erase(known);
}

void TypingPeople::expire(Timestamp now)
{
    std::erase_if(m_people,
                  [now](const Person &person) { return now - person.heard >= lifetime || now < person.heard; });
}

std::vector<TypingPeople::Person>::iterator TypingPeople::find(const Typing &typing)
{
    return std::ranges::find_if(m_people, [&](const Person &person) {
        const Typing &known = person.typing;
        return known.feed == typing.feed && known.conversation == typing.conversation && known.by == typing.by;
    });
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
