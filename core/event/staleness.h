// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

namespace Bellboard {

/// The place and time of the last event that told of a thing.
struct LastTold
{
    std::uint64_t offset = 0;
    Timestamp updated;
    StreamId stream = 0;
    std::uint16_t epoch = 0; ///< of the stream, as whoever keeps this numbers them
};

/// Whether an event says nothing new of a thing (which has the members of LastTold); `epoch` is that of the event. Where both have a place
/// in one stream the places tell, else what is late is stale behind what happened later.
template<typename Thing, typename Told>
bool isStaleFor(const Thing &thing, const Told &event, std::uint16_t epoch)
{
    if (event.offset != 0 && thing.offset != 0 && event.stream == thing.stream && epoch == thing.epoch)
        return event.offset <= thing.offset;
    return event.isLate && event.time < thing.updated;
}

/// Notes an event as the last that told of a thing.
template<typename Thing>
void noteTold(Thing &thing, const Event &event, std::uint16_t epoch)
{
    thing.offset = event.offset;
    thing.updated = event.time;
    thing.stream = event.stream;
    thing.epoch = epoch;
}

} // namespace Bellboard
