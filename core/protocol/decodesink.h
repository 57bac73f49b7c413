// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "protocol/controlmessage.h"
#include "protocol/decodeerror.h"

#include <deque>
#include <string>
#include <string_view>

namespace Bellboard {

/// Takes what a message holds, in its order.
class DecodeSink
{
public:
    /// So many parts of one message are rejected one by one; those beyond as one.
    static constexpr int rejectionLimit = 16;

    virtual ~DecodeSink() = default;
    /// Where the next event is to be written; blank.
    virtual Event &blankEvent() = 0;
    /// The id and source of the blank event were read, the rest of it is not: time to ask the memory for what will be looked up.
    /// Comes once before eventDecoded().
    virtual void identityRead(const Event & /*event*/) { }
    /// The blank event was filled.
    virtual void eventDecoded() = 0;
    virtual void controlDecoded(const ControlMessage &message) = 0;
    /// `raw`, a part of the message, could not be understood. `event` is what was read of it when that includes its position in
    /// a stream, or when other events were made of the same text before (Event::part), else nothing; it may be written to.
    virtual void messageRejected(std::string_view raw, const DecodeError &error, Event *event) = 0;
    /// A message, or a part of one, of a kind that the feed's profile says is of no interest.
    virtual void messageIgnored() { }
    /// What is no event has a place in a stream, that of `event`, which may be written to; comes behind what it was decoded to.
    virtual void placePassed(Event & /*event*/) { }
    /// Where texts are kept that had to be unescaped; lives as long as the events.
    virtual std::deque<std::string> &unescapedTexts() = 0;
};

} // namespace Bellboard
