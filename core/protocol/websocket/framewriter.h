// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/websocket/frame.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace Bellboard {

/// A client's frame (RFC 6455, 5.2), masked with `mask`, which must be unpredictable; whole messages and control frames only.
std::string clientFrame(Opcode opcode, std::string_view payload, std::uint32_t mask, bool compressed = false);

/// The payload of a close frame; `reason` is cut, between characters, to what fits.
std::string closePayload(int code, std::string_view reason);

} // namespace Bellboard
