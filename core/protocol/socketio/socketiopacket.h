// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

// Socket.IO v5 (https://socket.io/docs/v4/socket-io-protocol/): what Engine.IO's messages hold. All that reads returns, when it cannot,
// a phrase for people that never quotes what came.

/// What a packet is, by its first character.
enum class SocketIoType : char {
    Connect = '0', ///< to a namespace, or the server's consent
    Disconnect = '1', ///< from a namespace
    Event = '2',
    Ack = '3', ///< answers an event that had an id
    ConnectError = '4', ///< the server refuses a Connect
    BinaryEvent = '5', ///< attachments follow
    BinaryAck = '6', ///< attachments follow
};

/// One packet, as views of what it was read from.
struct SocketIoPacket
{
    /// More attachments than this are refused.
    static constexpr std::size_t mostAttachments = 1000;

    SocketIoType type = SocketIoType::Event;
    std::size_t attachments = 0; ///< so many binary messages follow
    std::string_view nameSpace = "/";
    std::optional<std::uint64_t> id{}; ///< of the acknowledgement that is wanted, or that it is
    std::string_view data{}; ///< JSON, of which only the first character is known to be right; may be empty

    bool isEvent() const { return type == SocketIoType::Event || type == SocketIoType::BinaryEvent; }
};

Result<SocketIoPacket, std::string> readSocketIoPacket(std::string_view text);
/// The packet as text; one with attachments we do not send.
std::string writeSocketIoPacket(const SocketIoPacket &packet);

/// Puts attachments into `json`: in place of each {"_placeholder":true,"num":N} stands the N-th, in base64 as a string. Refuses what
/// would be more than `limit` bytes then.
Result<std::string, std::string> fillPlaceholders(std::string_view json, std::span<const std::string> attachments,
                                                  std::size_t limit);

/// Takes the last argument off `data`, an array that begins with an event's name, when it can be the offset that a server adds for the
/// recovery of connections: a string of up to 128 letters, digits and "-_.:~+/=". `rest` then holds the array without it.
struct TrailingOffset
{
    std::string_view offset; ///< empty where there is none
    std::string_view rest; ///< all before the offset's comma; the array's end is missing
};
TrailingOffset findTrailingOffset(std::string_view data);

/// What an acknowledgement with these arguments is as a message to whoever sent the event under `key`:
/// ["acknowledgement",{"key":KEY,...}], with the members of the first argument where that is an object, but for a "key" of its own, else
/// with all arguments as "arguments".
Result<std::string, std::string> acknowledgementMessage(std::string_view key, std::string_view data);

} // namespace Bellboard
