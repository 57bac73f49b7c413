// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "protocol/controlmessage.h"
#include "protocol/jsonreader.h"

#include <string_view>

namespace Bellboard {

/// Reads the data of an event of `type` into `data`; of types that we do not know the data is only checked.
void readEventData(JsonReader &reader, std::string_view type, JsonReader::Value value, EventData &data);

/// Reads the data of a control message of `type`, which begins with "org.bellboard.control.".
ControlMessage readControlData(JsonReader &reader, std::string_view type, std::string_view id, JsonReader::Value value);

/// Whether `type` is an event that we know, which makes no sense without data.
bool isKnownEvent(std::string_view type);
/// Whether `type` is a message about the connection itself, not to be journalled.
bool isControlMessage(std::string_view type);

} // namespace Bellboard
