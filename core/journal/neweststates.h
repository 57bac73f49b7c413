// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/staleness.h"
#include "journal/feedbooks.h"
#include "journal/identitywindow.h"
#include "util/stringpool.h"

#include <cstdint>
#include <set>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace Bellboard {

/// Which segments of a journal have the newest state of a thing that is kept however old it is, as it waits for a person (an alert that is not
/// acknowledged, a task that is not decided, an open exception, a help request that is not closed, a shift that needs people) or is in
/// force: a rule. What is newest is told as the boards tell it, by isStaleFor(). Of a thing that waits no more the newest state is kept,
/// too, as long as older ones stand behind it, which would be shown without it.
class NewestStates
{
public:
    /// Takes note of an event in `segment`, the newest so far. Where nothing comes late, as in the native protocol, what is settled is not
    /// remembered; else each thing takes some 100 bytes, as long as its newest state is in the journal.
    void note(std::int64_t segment, FeedId feed, const Event &event, bool mayComeLate = true);
    /// Takes note that these segments are gone.
    void forget(std::span<const std::int64_t> segments);
    /// Takes note that nothing is left in `segment` but newest states.
    void forgetOlder(std::int64_t segment);

    /// Whether a segment has a state that is kept.
    bool isIn(std::int64_t segment) const { return m_kept.contains(segment); }
    /// Whether `segment` has the kept state of what the event is about.
    bool isIn(std::int64_t segment, FeedId feed, const Event &event) const;
    /// The segments that have fewer states to keep than at the last call.
    std::vector<std::int64_t> takeFreed() { return std::exchange(m_freed, {}); }
    /// How many things are known.
    std::size_t count() const { return m_things.size(); }

private:
    /// One that may be kept; the last event is that of its newest state.
    struct Thing : LastTold
    {
        std::int64_t segment = 0; ///< of its newest state
        std::int64_t lastOlder = 0; ///< the newest segment with an older state behind that
        std::uint32_t older = 0; ///< how many such segments there are
        bool waits = false;

        bool isKept() const { return waits || older > 0; }
    };
    struct KeyHash
    {
        std::size_t operator()(const Identity &key) const { return static_cast<std::size_t>(key.low); }
    };

    static Identity keyOf(FeedId feed, const Event &event);
    void noteOlder(Thing &thing, const Identity &key, std::int64_t segment);
    void free(std::int64_t segment);
    /// Drops the things whose newest state is gone.
    void sweep();

    std::unordered_map<Identity, Thing, KeyHash> m_things;
    std::multiset<std::int64_t> m_kept; ///< the segment of each thing that is kept
    std::unordered_multimap<std::int64_t, Identity> m_older; ///< by segment: of what it has older states
    std::unordered_set<std::int64_t> m_gone; ///< segments whose things were not dropped yet
    std::vector<std::int64_t> m_freed;
    StringPool m_epochs;
};

} // namespace Bellboard
