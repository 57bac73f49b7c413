// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace Bellboard {

// Engine.IO v4 (https://socket.io/docs/v4/engine-io-protocol/): the packets below Socket.IO. All that reads returns, when it cannot, a
// phrase for people that never quotes what came.

/// How packets travel.
enum class EngineTransport : std::uint8_t {
    WebSocket, ///< each in a message
    Polling, ///< HTTP long polling: what is sent in POSTs, what comes in the answers of GETs
};

/// What a packet is, by its first byte.
enum class EnginePacketType : char {
    Open = '0', ///< the server's handshake
    Close = '1', ///< the transport can be closed
    Ping = '2', ///< of the server; the client answers
    Pong = '3',
    Message = '4', ///< of the layer above
    Upgrade = '5', ///< the client goes over to another transport
    Noop = '6', ///< ends a poll
};

/// One packet that is text.
struct EnginePacket
{
    EnginePacketType type = EnginePacketType::Noop;
    std::string_view data;
};

/// What a packet may be at most is up to whoever reads it from a transport.
Result<EnginePacket, std::string> readEnginePacket(std::string_view text);

/// What the server says first.
struct EngineHandshake
{
    std::string sid; ///< names the session; a secret as long as it lasts
    bool upgradesToWebSocket = false;
    std::chrono::milliseconds pingInterval{0}; ///< the server pings so often
    std::chrono::milliseconds pingTimeout{0}; ///< and waits so long for the answer, as does the client behind its time
    std::size_t maxPayload = 0; ///< bytes that one POST may have; 0 when the server does not say
};

/// Reads the data of an Open packet.
Result<EngineHandshake, std::string> readEngineHandshake(std::string_view json);

/// A packet of a payload, as HTTP long polling carries them.
struct PayloadPart
{
    std::string_view raw; ///< as it stands in the payload
    bool isBinary = false; ///< base64 behind a "b"
};

/// Takes the first packet off `payload`, with empty ones before and behind; nothing where none is left. One at a time, as a payload may
/// have millions.
std::optional<PayloadPart> takePart(std::string_view &payload);
/// The bytes of a binary packet, strict base64 (RFC 4648, 4) behind its "b".
Result<std::string, std::string> readBinaryPart(std::string_view raw);
/// Adds a packet to a payload that is to be sent.
void addToPayload(std::string &payload, std::string_view packet);

/// RFC 4648, 4, with padding.
std::string toBase64(std::string_view bytes);

} // namespace Bellboard
