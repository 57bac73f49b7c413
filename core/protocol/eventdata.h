// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "protocol/jsonreader.h"

#include <string_view>

namespace Bellboard {

/// Reads the data of an event of `type` into `data`; of types that we do not know the data is only checked.
void readEventData(JsonReader &reader, std::string_view type, JsonReader::Value value, EventData &data);

/// Whether `type` is an event that we know, which makes no sense without data.
bool isKnownEvent(std::string_view type);

} // namespace Bellboard
