// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

namespace Bellboard {

/// Why a message could not be understood.
struct DecodeError
{
    /// What kind of trouble it is.
    enum class Kind {
        NotJson, ///< not a JSON text (RFC 8259)
        NotAnEvent, ///< JSON, but not a CloudEvents 1.0 event, or not what a profile says that messages are
        Unmatched, ///< of a kind that the feed's profile does not know
        BadData, ///< an event whose data is not what its type promises
    };
    Kind kind = Kind::NotJson;
    /// One phrase for people: what is wrong and where. Never quotes the message.
    std::string reason;
};

} // namespace Bellboard
