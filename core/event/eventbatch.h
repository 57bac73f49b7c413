// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "util/textbuffer.h"

#include <QMetaType>

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace Bellboard {

struct Profile;

/// Journalled events of one feed in their order, with the memory that their views look into. Immutable once shared.
struct EventBatch
{
    std::vector<Event> events;
    /// The raw bytes of the events.
    std::shared_ptr<const TextBuffer> text;
    /// Texts that had to be unescaped, so do not stand in `text`.
    std::deque<std::string> unescaped;
    /// By which the events were decoded, and whose texts some of theirs are; null for the native protocol.
    std::shared_ptr<const Profile> profile;
    /// The journal's number of this batch; grows with every commit.
    std::int64_t segment = 0;
    /// When the newest of the events was received.
    Timestamp received;
    /// True when it was in the journal before this program started; its alerts are told of in a digest at most, and only those
    /// that no earlier run told of.
    bool replayed = false;

    /// Forgets all, but keeps the room for as many events.
    void clear()
    {
        events.clear();
        text.reset();
        unescaped.clear();
        profile.reset();
        segment = 0;
        received = {};
        replayed = false;
    }
};

using EventBatchPtr = std::shared_ptr<const EventBatch>;

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::EventBatchPtr)
