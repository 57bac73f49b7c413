// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace Bellboard {

// What a server says about the connection itself, "org.bellboard.control.*" (docs/protocol.md). A gap is not here: it is
// journalled, so it is an event (GapData).

/// The answer to our hello.
struct Welcome
{
    /// What the server has of one stream.
    struct Stream
    {
        std::string name;
        std::string epoch;
        std::uint64_t first = 0; ///< the oldest offset it still has; 0 when it has none
        std::uint64_t last = 0; ///< the newest
        std::chrono::milliseconds interval{0}; ///< how often to expect data; 0 when it does not say
    };
    std::string server;
    std::string user;
    std::chrono::milliseconds heartbeat{0}; ///< silence longer than this is suspicious; 0 when it does not say
    Timestamp serverTime;
    bool snapshots = false; ///< whether it gives snapshots of its streams
    std::vector<Stream> streams;
};

/// The end of the replay of one stream.
struct CaughtUp
{
    std::string stream;
    std::string epoch; ///< empty when the server does not say
    std::optional<std::uint64_t> offset; ///< of the newest that the server has; nothing when it does not say
    bool recovered = false; ///< false when the position asked for was not to be had
};

/// The answer to our wish for a snapshot: events of the stream follow, with offsets that rise but leave some out, and a CaughtUp.
struct SnapshotBegin
{
    std::string stream;
    std::string epoch;
    std::uint64_t offset = 0; ///< it stands for everything up to here
    bool ok = false; ///< false when there is none to be had
};

/// Wants a Pong with its id.
struct Ping
{
    std::string id;
};

/// The answer to a ping.
struct Pong
{
    std::string ping;
};

/// What became of a command.
struct CommandResult
{
    std::string key;
    bool ok = false;
    std::string code;
    std::string reason;
};

/// The server goes away; connect anew, somewhen within the window.
struct Drain
{
    std::chrono::milliseconds within{0};
    std::string reason;
};

/// Somebody writes in a conversation just now.
struct TypingNotice
{
    std::string conversation;
    std::string by; ///< empty when the server does not say
    bool active = true; ///< false when they stopped
};

/// The server could not do something, or says what went wrong with it; only backends with a profile send it.
struct ServerError
{
    std::string key; ///< of the command that it is about; empty when the server does not say
    std::string code;
    std::string reason; ///< in words, untrusted
};

/// The token is over soon, or is over; only backends with a profile send it.
struct TokenExpiring
{
    Timestamp at; ///< when; the epoch when the server does not say, so at once
};

/// The server took a token; only backends with a profile send it.
struct Authenticated
{ };

/// A control message of a type we do not know: left alone, as newer servers may send some.
struct UnknownControl
{ };

using ControlMessage = std::variant<UnknownControl, Welcome, CaughtUp, SnapshotBegin, Ping, Pong, CommandResult, Drain,
                                    TypingNotice, ServerError, TokenExpiring, Authenticated>;

} // namespace Bellboard
