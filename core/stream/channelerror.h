// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace Bellboard {

/// What helps against a failure of a connection.
enum class Remedy {
    None, ///< nothing is wrong
    Retry, ///< it passes by itself: try again, with backoff
    SignIn, ///< a person must give a (new) token
    FixSettings, ///< trying again is useless until the settings, here or there, are changed
};

/// Why a channel failed or a connection was given up, told apart as far as the transport tells.
enum class ChannelError {
    None, ///< nothing is wrong
    HostNotFound, ///< the name does not resolve
    ConnectionRefused, ///< nobody listens there
    NetworkLost, ///< the connection broke without a closing handshake
    NetworkUnreachable, ///< there is no way to that address
    Timeout, ///< no answer within the deadline
    HeartbeatMissed, ///< the peer went silent
    TlsUntrusted, ///< the certificate was not accepted
    TlsFailed, ///< TLS could not be agreed on
    ProxyFailed, ///< a proxy on the way cannot be used: not reached, silent, refuses, or wants a sign-in that we have not
    ProxySignInNeeded, ///< a proxy does not accept our user name and password (HTTP 407)
    UpgradeRefused, ///< the server answered, but not with a WebSocket
    TooManyRequests, ///< the server wants fewer attempts (HTTP 429)
    ServerUnavailable, ///< a gateway, or the server itself, says that it cannot serve now (HTTP 502, 503, 504)
    CaptivePortal, ///< this network wants a sign-in before it lets anybody through (RFC 8952; HTTP 511)
    WrongSubprotocol, ///< the server does not speak our subprotocol
    ServerRestarting, ///< the server said it goes away or restarts (close 1001, 1012, 1013)
    ServerClosed, ///< the server closed for a reason that may pass
    ProtocolViolation, ///< the peer broke RFC 6455 or the feed's protocol
    InvalidText, ///< a text message was not UTF-8 (close 1007)
    MessageTooBig, ///< a message was larger than our limit (close 1009)
    SignInNeeded, ///< no token, or the token is not accepted (close 4401)
    Forbidden, ///< the token is good, but may not do this (close 4403)
    PolicyViolation, ///< the server does not want us (close 1008, 4400)
    InsecureToken, ///< a token would have travelled unencrypted to another computer
    InvalidSettings, ///< the feed's settings cannot work, such as its URL
    KeychainFailed, ///< the token could not be read from the keychain
};

/// How a channel ended.
struct ChannelFailure
{
    ChannelError error = ChannelError::None;
    /// RFC 6455 close code; 0 when there was no closing handshake.
    int closeCode = 0;
    /// The peer's or the system's own words; untrusted plain text, at most 300 characters.
    QString detail;
    /// How long to stay away at least: the server asked for it, or a person would be bothered.
    std::optional<std::chrono::milliseconds> retryAfter;
};

/// What helps against `error`.
Remedy remedyFor(ChannelError error);

/// The name in this source, for logs.
const char *nameOf(ChannelError error);

/// The window that a server names when it closes: "within_ms=5000" anywhere in `reason` (docs/protocol.md); nothing without.
std::optional<std::chrono::milliseconds> windowNamedIn(const QString &reason);

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::ChannelFailure)
