// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/channelerror.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

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
    case ChannelError::ProxySignInNeeded: // guessing on would have the account locked
    case ChannelError::WrongSubprotocol:
    case ChannelError::Forbidden:
    case ChannelError::PolicyViolation:
    case ChannelError::InsecureToken:
    case ChannelError::InvalidSettings:
        return Remedy::FixSettings;
    }
    Q_UNREACHABLE();
}

const char *nameOf(ChannelError error)
{
    switch (error) {
    case ChannelError::None:
        return "None";
    case ChannelError::HostNotFound:
        return "HostNotFound";
    case ChannelError::ConnectionRefused:
        return "ConnectionRefused";
    case ChannelError::NetworkLost:
        return "NetworkLost";
    case ChannelError::NetworkUnreachable:
        return "NetworkUnreachable";
    case ChannelError::Timeout:
        return "Timeout";
    case ChannelError::HeartbeatMissed:
        return "HeartbeatMissed";
    case ChannelError::TlsUntrusted:
        return "TlsUntrusted";
    case ChannelError::TlsFailed:
        return "TlsFailed";
    case ChannelError::ProxyFailed:
        return "ProxyFailed";
    case ChannelError::ProxySignInNeeded:
        return "ProxySignInNeeded";
    case ChannelError::UpgradeRefused:
        return "UpgradeRefused";
    case ChannelError::TooManyRequests:
        return "TooManyRequests";
    case ChannelError::ServerUnavailable:
        return "ServerUnavailable";
    case ChannelError::CaptivePortal:
        return "CaptivePortal";
    case ChannelError::WrongSubprotocol:
        return "WrongSubprotocol";
    case ChannelError::ServerRestarting:
        return "ServerRestarting";
    case ChannelError::ServerClosed:
        return "ServerClosed";
    case ChannelError::ProtocolViolation:
        return "ProtocolViolation";
    case ChannelError::InvalidText:
        return "InvalidText";
    case ChannelError::MessageTooBig:
        return "MessageTooBig";
    case ChannelError::SignInNeeded:
        return "SignInNeeded";
    case ChannelError::Forbidden:
        return "Forbidden";
    case ChannelError::PolicyViolation:
        return "PolicyViolation";
    case ChannelError::InsecureToken:
        return "InsecureToken";
    case ChannelError::InvalidSettings:
        return "InvalidSettings";
    case ChannelError::KeychainFailed:
        return "KeychainFailed";
    }
    Q_UNREACHABLE();
}

std::optional<std::chrono::milliseconds> windowNamedIn(const QString &reason)
{
    static const QRegularExpression form(u"(?:^|[^A-Za-z0-9_])within_ms=([0-9]{1,9})(?![0-9])"_s);
    const auto match = form.match(reason);
    if (!match.hasMatch())
        return std::nullopt;
    return std::chrono::milliseconds(match.capturedView(1).toInt());
}

} // namespace Bellboard
