// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace Bellboard {

/// Reads an RFC 3339 date and time, such as "2026-03-01T09:40:25.123Z" or with an offset ("+01:00"); fractions beyond the
/// millisecond are cut. Nothing when it is not one.
std::optional<Timestamp> parseTime(std::string_view text);

/// The time as RFC 3339 in UTC with milliseconds, 24 characters.
std::string formatTime(Timestamp time);

} // namespace Bellboard
