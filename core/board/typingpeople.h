// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/typing.h"
#include "util/clock.h"

#include <QStringList>

#include <vector>

namespace Bellboard {

/// Who writes in which conversation just now, by the newest word of it.
class TypingPeople
{
public:
    /// Whoever was not heard of for so long has stopped.
    static constexpr std::chrono::milliseconds lifetime{6'000};
    /// People over all conversations that are known at once; beyond, whoever was heard of the longest ago makes room.
    static constexpr std::size_t capacity = 64;

    void note(const Typing &typing, Timestamp now);
    /// Somebody has said what was being written until `said.received`; what is known to be written since then goes on.
    void end(const Typing &said);
    /// Forgets who has stopped by `now`, which may have been set back.
    void expire(Timestamp now);
    /// The people who write there, the first to begin first.
    QStringList in(FeedIndex feed, const QString &conversation) const;
    bool isEmpty() const { return m_people.empty(); }

private:
    struct Person
    {
        Typing typing; ///< the newest
        Timestamp heard;
    };
    std::vector<Person>::iterator find(const Typing &typing);

    std::vector<Person> m_people; ///< in the order in which they began
};

} // namespace Bellboard
