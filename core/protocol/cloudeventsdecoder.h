// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "protocol/controlmessage.h"
#include "protocol/decodeerror.h"

#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace Bellboard {

/// Takes what a message holds, in its order.
class DecodeSink
{
public:
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
    /// a stream, else nothing; it may be written to.
    virtual void messageRejected(std::string_view raw, const DecodeError &error, Event *event) = 0;
    /// Where texts are kept that had to be unescaped; lives as long as the events.
    virtual std::deque<std::string> &unescapedTexts() = 0;
};

/// Decodes CloudEvents 1.0 in JSON: one event (structured mode) or an array of them (batch) a message.
///
/// Strict: the whole message must be JSON by RFC 8259, no attribute may come twice, and known types must have their data.
/// In a batch each event stands for itself: one that is wrong is rejected alone, unless it is not even JSON. When many are
/// wrong, those without a position are rejected together, with all that stands between them.
class CloudEventsDecoder
{
public:
    /// So many parts of one message are rejected one by one.
    static constexpr int rejectionLimit = 16;
    /// The longest that names may be: types, streams and epochs; in bytes.
    static constexpr std::size_t nameLimit = 256;
    /// The longest that ids, sources and subjects may be, in bytes.
    static constexpr std::size_t idLimit = 1024;

    CloudEventsDecoder();
    ~CloudEventsDecoder();

    /// Decodes `message`, behind whose end 64 more bytes must be readable; the events' texts are views into it.
    void decode(std::string_view message, DecodeSink &sink);

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace Bellboard
