// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/decodesink.h"
#include "protocol/jsonreader.h"

#include <simdjson.h>

#include <string_view>

namespace Bellboard {

/// White space of JSON cut off both ends.
std::string_view trimmedJson(std::string_view text);

/// Takes a message apart that is one JSON object or an array of them, and has each object decoded by who derives from it.
///
/// Strict: the whole message must be JSON by RFC 8259. In an array each object stands for itself: one that is wrong is rejected
/// alone, unless it is not even JSON. When many are wrong, those without a position are rejected together, with all that stands
/// between them.
class BatchDecoder
{
public:
    virtual ~BatchDecoder() = default;

    /// Decodes `message`, behind whose end 64 more bytes must be readable; the events' texts are views into it.
    void decode(std::string_view message, DecodeSink &sink);

protected:
    /// Decodes one object; `raw` is its text, which is the `whole` message or a part of it.
    virtual void decodeObject(simdjson::ondemand::object &object, std::string_view raw, bool whole,
                              DecodeSink &sink) = 0;
    /// Decodes a message that is an array as one, in place of its elements one by one; false when it is to be taken apart.
    virtual bool decodeArray(simdjson::ondemand::array & /*array*/, std::string_view /*raw*/, DecodeSink & /*sink*/)
    {
        return false;
    }
    /// Says that a part of the message was wrong, now or, with others, at its end.
    void reject(std::string_view part, const DecodeError &error, DecodeSink &sink, Event *event = nullptr);
    /// Whether nothing but white space follows what was read of the message.
    bool isAtEnd();

private:
    void rejectRest(DecodeSink &sink);
    void decodeMessage(std::string_view message, DecodeSink &sink);

    simdjson::ondemand::parser m_parser;
    simdjson::ondemand::document m_document;
    int m_rejected = 0; ///< parts of the message at hand
    int m_restCount = 0; ///< those beyond the limit
    std::string_view m_rest; ///< from the first of these to the last
    DecodeError m_restError; ///< of the first of these
};

} // namespace Bellboard
