// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "protocol/jsonreader.h"

#include <cstdint>
#include <string_view>

namespace Bellboard {

/// What the type of a message makes of it.
enum class MessageType : std::uint8_t {
    Unknown, ///< an event that we keep, but do not read
    Control, ///< about the connection itself, not to be journalled
    Payment,
    Alert,
    Run,
    Exception,
    Help,
    Donation,
    Rule,
    Shift,
    Metric,
    Task,
    Message,
    Presence,
    Note,
    Repair, ///< ours, of the journal
    Gap, ///< the one control message that is an event
};

MessageType messageTypeOf(std::string_view type);

/// Reads the data of an event into `data`; of types that we do not know the data is only checked. Not for Control.
void readEventData(JsonReader &reader, MessageType type, JsonReader::Value &value, EventData &data);

} // namespace Bellboard
