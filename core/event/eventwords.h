// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <string_view>

namespace Bellboard {

// The words of docs/protocol.md for each value, as they stand on the wire.

std::string_view wireWord(Severity severity);
std::string_view wireWord(PaymentStatus status);
std::string_view wireWord(RunPhase phase);
std::string_view wireWord(ExceptionStatus status);
std::string_view wireWord(HelpStatus status);
std::string_view wireWord(DonationStatus status);
std::string_view wireWord(ShiftStatus status);
std::string_view wireWord(TaskStatus status);
std::string_view wireWord(MessageKind kind);
std::string_view wireWord(PresenceStatus status);
std::string_view wireWord(AlertState state);
std::string_view wireWord(Area area);

} // namespace Bellboard
