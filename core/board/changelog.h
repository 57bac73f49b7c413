// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/boarddetail.h"
#include "util/clock.h"

#include <QList>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

/// The last changes of a row, oldest first: when, what (a number that the board gives meaning) and by whom.
class ChangeLog
{
public:
    /// Changes that are kept.
    static constexpr std::size_t limit = 20;

    struct Change
    {
        Timestamp time;
        std::uint8_t what = 0;
        std::string who; ///< may be empty
    };

    void add(Timestamp time, std::uint8_t what, std::string_view who = {})
    {
        if (m_changes.size() == limit)
            m_changes.erase(m_changes.begin());
        m_changes.push_back({time, what, std::string(who)});
    }
    const std::vector<Change> &changes() const { return m_changes; }

    /// The entries of a detail pane; `words(change)` says what happened.
    template<typename Words>
    QList<TimelineEntry> timeline(Words words) const;

private:
    std::vector<Change> m_changes;
};

} // namespace Bellboard

#include "board/format.h"

namespace Bellboard {

template<typename Words>
QList<TimelineEntry> ChangeLog::timeline(Words words) const
{
    QList<TimelineEntry> entries;
    entries.reserve(static_cast<qsizetype>(m_changes.size()));
    for (const Change &change : m_changes)
        entries.append({Format::timeOfDay(change.time), words(change), {}, false, change.time});
    return entries;
}

} // namespace Bellboard
