// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QString>

#include <chrono>
#include <cstddef>
#include <deque>

namespace Bellboard {

/// A gap as boards tell of it; it outlives its event.
struct Gap
{
    QString key; ///< of its row in the inbox
    FeedIndex feed = 0;
    QString stream;
    QString reason; ///< may be empty
    quint64 from = 0; ///< the first offset that is missing; 0 where the times alone say it
    quint64 to = 0; ///< the last; 0 when nobody knows
    Timestamp since; ///< what happened from then on may be missing; the epoch when nobody knows
    Timestamp until; ///< and until then; the epoch when nobody knows

    /// A copy of what the event says.
    static Gap of(const Event &event, const GapData &data);
    /// What the row of such a gap is about.
    static std::string subject(const GapData &data);

    /// "Between 10:02 and 10:05 something may be missing", with the day where it is not the one of `now`; where the times are not known
    /// it speaks of offsets.
    QString words(Timestamp now) const;
    /// The same with the stream: "... may be missing in payments".
    QString title(Timestamp now) const;
    /// "Offsets 10 to 20: no longer kept"; the reason alone where there are no offsets.
    QString offsets() const;
};

/// What the head of a page says of the gaps in its streams, at one moment.
struct GapNote
{
    QString text; ///< the newest, "and 2 more"; empty when there is nothing to say
    QString tip; ///< feed, stream and offsets of each
    QString key; ///< the row of the newest in the inbox

    bool operator==(const GapNote &) const = default;
};

/// The gaps behind one board that are new enough to be told of.
class GapNotices
{
public:
    /// So long after it was found a gap is told of in the head of its page; then the inbox has it.
    static constexpr std::chrono::hours lifetime{24};
    /// The newest are remembered.
    static constexpr std::size_t limit = 100;

    /// A gap that came at `received`; one that is known is not taken again.
    void add(Gap gap, Timestamp received);
    /// Forgets what is too old, and says the rest. `feeds` are the names of the feeds.
    GapNote note(const QStringList &feeds, Timestamp now);

private:
    struct Entry
    {
        Gap gap;
        Timestamp received;
    };

    std::deque<Entry> m_entries; ///< the newest last
};

} // namespace Bellboard
