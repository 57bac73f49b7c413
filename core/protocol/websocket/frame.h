// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

namespace Bellboard {

/// What a frame holds (RFC 6455, 5.2 and 11.8).
enum class Opcode : std::uint8_t {
    Continuation = 0x0, ///< more of the message that was begun
    Text = 0x1, ///< a message of UTF-8, or its beginning
    Binary = 0x2, ///< a message of any bytes, or its beginning
    Close = 0x8, ///< the last frame
    Ping = 0x9, ///< to be answered
    Pong = 0xa, ///< an answer to a ping, or a heartbeat
};

/// The close codes that we send ourselves (RFC 6455, 7.4.1).
namespace CloseCode {
constexpr int Normal = 1000;
constexpr int ProtocolError = 1002;
constexpr int UnsupportedData = 1003;
constexpr int NoStatus = 1005; ///< never sent: the close frame had none
constexpr int InvalidPayload = 1007;
constexpr int MessageTooBig = 1009;
} // namespace CloseCode

/// What a peer did against RFC 6455 or our limits.
struct FrameError
{
    int closeCode = CloseCode::ProtocolError;
    const char *what = ""; ///< in English, for the log and the feed's details
};

} // namespace Bellboard
