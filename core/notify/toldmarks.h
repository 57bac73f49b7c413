// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QtGlobal>

#include <optional>
#include <set>
#include <unordered_map>

namespace Bellboard {

/// Up to which segment of the journal the user was told of each feed's alerts: behind nothing that still waits to be told.
class ToldMarks
{
public:
    /// Sets where a feed's mark stood when the program ended last.
    void restore(FeedIndex feed, qint64 segment);
    /// The mark of a feed as it was restored; what is not behind it was told by an earlier run.
    qint64 restored(FeedIndex feed) const;

    /// An alert of this segment waits; each needs a settle() of its own.
    void hold(FeedIndex feed, qint64 segment);
    /// The alert that was held with `held` was told, with what became of it up to `told`. The feed's new mark, where it moved.
    std::optional<qint64> settle(FeedIndex feed, qint64 held, qint64 told);
    /// Takes back a hold() besides which an older one of the same alert stays.
    void release(FeedIndex feed, qint64 held);

private:
    struct Mark
    {
        qint64 restored = 0;
        qint64 newest = 0; ///< told, though older ones may wait
        qint64 published = 0;
        std::multiset<qint64> waiting;
    };
    std::unordered_map<FeedIndex, Mark> m_marks;
};

} // namespace Bellboard
