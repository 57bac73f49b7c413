// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/decodesink.h"

#include <memory>
#include <string_view>

namespace Bellboard {

/// Decodes CloudEvents 1.0 in JSON: one event (structured mode) or an array of them (batch) a message.
///
/// Strict: the whole message must be JSON by RFC 8259, no attribute may come twice, and known types must have their data.
/// In a batch each event stands for itself: one that is wrong is rejected alone, unless it is not even JSON. When many are
/// wrong, those without a position are rejected together, with all that stands between them.
class CloudEventsDecoder
{
public:
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
