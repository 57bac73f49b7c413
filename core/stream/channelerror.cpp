// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/channelerror.h"

namespace Bellboard {

Remedy remedyFor(ChannelError error)
{
    switch (error) {
    case ChannelError::None:
        return Remedy::None;
    case ChannelError::HostNotFound:
    case ChannelError::ConnectionRefused:
    case ChannelError::NetworkLost:
    case ChannelError::NetworkUnreachable:
    case ChannelError::Timeout:
    case ChannelError::HeartbeatMissed:
    case ChannelError::TlsUntrusted: // certificates get renewed, and clocks set
    case ChannelError::TlsFailed:
    case ChannelError::ProxyFailed:
    case ChannelError::UpgradeRefused: // a gateway in front of a server that restarts answers like this
    case ChannelError::TooManyRequests:
    case ChannelError::ServerUnavailable:
    case ChannelError::CaptivePortal:
    case ChannelError::ServerRestarting:
    case ChannelError::ServerClosed:
    case ChannelError::ProtocolViolation:
    case ChannelError::InvalidText:
    case ChannelError::MessageTooBig:
    case ChannelError::KeychainFailed:
        return Remedy::Retry;
    case ChannelError::SignInNeeded:
        return Remedy::SignIn;
    case ChannelError::WrongSubprotocol:
    case ChannelError::Forbidden:
    case ChannelError::PolicyViolation:
    case ChannelError::InsecureToken:
    case ChannelError::InvalidSettings:
        return Remedy::FixSettings;
    }
    Q_UNREACHABLE();
}

} // namespace Bellboard
