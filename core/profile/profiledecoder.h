// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/decodesink.h"
#include "util/clock.h"

#include <memory>
#include <string>
#include <string_view>

namespace Bellboard {

struct Profile;

/// Decodes the messages of a backend by a profile (docs/profiles.md).
///
/// A message is a JSON object, or an array of them; where the profile says that the kind is an event name, it is an array that
/// begins with that name, as Socket.IO has it: ["name", argument, ...], of which the first argument counts. Strict as
/// CloudEventsDecoder is. What becomes of the same bytes is always the same, but for times that the backend does not give.
class ProfileDecoder
{
public:
    explicit ProfileDecoder(std::shared_ptr<const Profile> profile);
    ~ProfileDecoder();

    /// Decodes `message`, which came at `received`, and behind whose end 64 more bytes must be readable. The events' texts are
    /// views into it and into the profile.
    void decode(std::string_view message, Timestamp received, DecodeSink &sink);
    /// The same of a page of messages that may have been given before: there, the same bytes are the same event, for which the sink is told
    /// the same identity, also of messages that may repeat.
    void decodePage(std::string_view page, Timestamp received, DecodeSink &sink);
    /// From now on, of messages that may repeat none is taken to have come in the same millisecond as the one before: receivedAt().
    void tellRepeatsApart();
    /// When the event at hand came; to decode its bytes again gives the same event with this time.
    Timestamp receivedAt() const;
    /// The kind of the message at hand, or of the last one: what a message that matches nothing says of itself. Untrusted; valid until
    /// the memory of the message goes or another one is decoded.
    std::string_view kind() const;

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace Bellboard
