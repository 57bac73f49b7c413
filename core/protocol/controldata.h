// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/controlmessage.h"
#include "protocol/jsonreader.h"

#include <string_view>

namespace Bellboard {

/// The one control message that is an event: it is journalled.
inline constexpr std::string_view gapType = "org.bellboard.control.gap";

/// Reads the data of a control message of `type`, for which isControlMessage() holds.
ControlMessage readControlData(JsonReader &reader, std::string_view type, std::string_view id,
                               JsonReader::Value &value);

/// Whether `type` is a message about the connection itself, not to be journalled.
bool isControlMessage(std::string_view type);

} // namespace Bellboard
