// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "connectionwords.h"

#include "board/format.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Connection", text);
}

/// Others' words as one short line of plain text.
QString quoted(const QString &untrusted)
{
    QString line;
    for (const auto character : untrusted.simplified().left(200)) {
        if (character.isPrint())
            line += character;
    }
    return line;
}

/// What happened, with others' words about it.
QString failureWords(ChannelError error, const QString &detail)
{
    QString text = errorWords(error);
    if (const auto words = quoted(detail); !words.isEmpty())
        text += (text.isEmpty() ? u"("_s : u" ("_s) + words + u')';
    return text;
}

/// What an event means that is no failure, or that is more than one; empty for the others.
QString eventWords(ConnectionEvent event)
{
    switch (event) {
    case ConnectionEvent::StartAsked:
        return tr("The feed was started.");
    case ConnectionEvent::StartAskedOffline:
    case ConnectionEvent::FailedOffline:
        return tr("This computer has no network.");
    case ConnectionEvent::StopAsked:
        return tr("The feed was stopped.");
    case ConnectionEvent::RetryDue:
        return tr("It was time for the next try, or somebody asked for it.");
    case ConnectionEvent::ChannelOpened:
        return tr("The server answered.");
    case ConnectionEvent::Welcomed:
        return tr("The server let Bellboard in.");
    case ConnectionEvent::CaughtUp:
        return tr("The server has given what it still had.");
    case ConnectionEvent::HoleNoticed:
        return tr("Something was missing, and was asked for again.");
    case ConnectionEvent::SilenceNoticed:
        return tr("Nothing was heard for too long.");
    case ConnectionEvent::PeerHeard:
        return tr("The server was heard again.");
    case ConnectionEvent::TroubleHinted:
        return {}; // the hint says more
    case ConnectionEvent::DrainAsked:
        return tr("The server asked Bellboard to move, or somebody here did, or a better way is tried.");
    case ConnectionEvent::SuccessorFailed:
        return tr("The new connection failed, the old one is kept.");
    case ConnectionEvent::ClimbFailed:
        return tr("The better way is still blocked; the present one is kept.");
    case ConnectionEvent::OldChannelLost:
        return tr("The old connection ended before the new one stood.");
    case ConnectionEvent::NetworkGone:
        return tr("This computer lost its network.");
    case ConnectionEvent::NetworkBack:
        return tr("This computer has a network again.");
    case ConnectionEvent::FailedForNow:
    case ConnectionEvent::FailedForSignIn:
    case ConnectionEvent::FailedForGood:
        return {};
    }
    return {};
}

/// What gave reason to doubt the connection; empty without a hint.
QString hintWords(std::optional<TroubleHint> hint)
{
    if (!hint)
        return {};
    switch (*hint) {
    case TroubleHint::Woke:
        return tr("This computer was asleep.");
    case TroubleHint::ClockJumped:
        return tr("This computer's clock jumped; it may have been asleep.");
    case TroubleHint::NetworkChanged:
        return tr("This computer's network changed.");
    case TroubleHint::FocusReturned:
        return tr("Somebody looks again after a while.");
    }
    return {};
}

} // namespace

QString tokenOf(Carrier carrier)
{
    switch (carrier) {
    case Carrier::WebSocket:
        return u"websocket"_s;
    case Carrier::EventStream:
        return u"events"_s;
    case Carrier::Polling:
        return u"polling"_s;
    }
    return {};
}

bool isMerelyAsked(const FeedStatus &status)
{
    if (status.state != ConnectionState::Suspect)
        return false;
    // A hint that came after a silence is kept as well, but is not what made it suspect.
    const auto doubt = std::find_if(status.history.crbegin(), status.history.crend(),
                                    [](const auto &transition) { return transition.from != transition.to; });
    return doubt != status.history.crend() && doubt->event == ConnectionEvent::TroubleHinted;
}

QString stateWords(const FeedStatus &status)
{
    return isMerelyAsked(status) ? tr("Checking") : stateWords(status.state);
}

QString stateSeverity(const FeedStatus &status)
{
    return isMerelyAsked(status) ? u"info"_s : stateSeverity(status.state);
}

QString roundTripWords(std::optional<std::chrono::microseconds> roundTrip)
{
    if (!roundTrip)
        return {};
    const auto milliseconds = std::chrono::duration<double, std::milli>(*roundTrip).count();
    return tr("%1 ms").arg(Format::number(milliseconds, milliseconds < 10 ? 1 : 0));
}

QString stateWords(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Stopped:
        return tr("Stopped");
    case ConnectionState::Offline:
        return tr("Offline");
    case ConnectionState::Connecting:
        return tr("Connecting");
    case ConnectionState::Authenticating:
        return tr("Signing in");
    case ConnectionState::Recovering:
        return tr("Catching up");
    case ConnectionState::Live:
        return tr("Live");
    case ConnectionState::Suspect:
        return tr("Not responding");
    case ConnectionState::Draining:
        return tr("Moving");
    case ConnectionState::Waiting:
        return tr("Disconnected");
    case ConnectionState::SignInRequired:
        return tr("Needs a token");
    case ConnectionState::Rejected:
        return tr("Refused");
    }
    return {};
}

QString stateSeverity(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Live:
    case ConnectionState::Draining:
        return u"ok"_s;
    case ConnectionState::Connecting:
    case ConnectionState::Authenticating:
    case ConnectionState::Recovering:
        return u"info"_s;
    case ConnectionState::Stopped:
        return u"stale"_s;
    case ConnectionState::Offline:
    case ConnectionState::Suspect:
    case ConnectionState::Waiting:
        return u"warning"_s;
    case ConnectionState::SignInRequired:
    case ConnectionState::Rejected:
        return u"high"_s;
    }
    return {};
}

bool canRetry(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Offline:
    case ConnectionState::Waiting:
    case ConnectionState::Suspect:
    case ConnectionState::SignInRequired:
    case ConnectionState::Rejected:
        return true;
    case ConnectionState::Stopped:
    case ConnectionState::Connecting:
    case ConnectionState::Authenticating:
    case ConnectionState::Recovering:
    case ConnectionState::Live:
    case ConnectionState::Draining:
        return false;
    }
    return false;
}

bool isLive(ConnectionState state)
{
    return state == ConnectionState::Live || state == ConnectionState::Draining;
}

QString errorWords(ChannelError error)
{
    switch (error) {
    case ChannelError::None:
        return {};
    case ChannelError::HostNotFound:
        return tr("The server's name is not known.");
    case ChannelError::ConnectionRefused:
        return tr("The server's computer refused the connection.");
    case ChannelError::NetworkLost:
        return tr("The connection broke.");
    case ChannelError::NetworkUnreachable:
        return tr("There is no way to the server from this network.");
    case ChannelError::Timeout:
        return tr("The server did not answer in time.");
    case ChannelError::HeartbeatMissed:
        return tr("The server went silent.");
    case ChannelError::TlsUntrusted:
        return tr("This computer does not trust the server's certificate.");
    case ChannelError::TlsFailed:
        return tr("No encrypted connection could be agreed on.");
    case ChannelError::ProxyFailed:
        return tr("The proxy on the way made no connection.");
    case ChannelError::ProxySignInNeeded:
        return tr("The proxy does not accept this user name and password.");
    case ChannelError::UpgradeRefused:
        return tr("The server answered, but not with a WebSocket.");
    case ChannelError::TooManyRequests:
        return tr("The server wants fewer connections.");
    case ChannelError::ServerUnavailable:
        return tr("The server cannot serve anybody now.");
    case ChannelError::CaptivePortal:
        return tr("Another page answered instead of the server, perhaps the sign-in page of this network.");
    case ChannelError::WrongSubprotocol:
        return tr("The server does not speak Bellboard's protocol.");
    case ChannelError::ServerRestarting:
        return tr("The server is restarting.");
    case ChannelError::ServerClosed:
        return tr("The server closed the connection.");
    case ChannelError::ProtocolViolation:
        return tr("The server sent something that breaks the protocol.");
    case ChannelError::InvalidText:
        return tr("The server sent text that is not valid UTF-8.");
    case ChannelError::MessageTooBig:
        return tr("The server sent a message that is too big.");
    case ChannelError::SignInNeeded:
        return tr("The server wants a token, or does not accept this one.");
    case ChannelError::Forbidden:
        return tr("The token is good, but may not read this feed.");
    case ChannelError::PolicyViolation:
        return tr("The server does not want this connection.");
    case ChannelError::InsecureToken:
        return tr("The token would have travelled unencrypted, so it was not sent.");
    case ChannelError::InvalidSettings:
        return tr("The feed's settings cannot work.");
    case ChannelError::KeychainFailed:
        return tr("The token could not be read from the keychain.");
    }
    return {};
}

QString helpWords(ChannelError error)
{
    switch (error) {
    case ChannelError::None:
        return {};
    case ChannelError::HostNotFound:
        return tr("Check the feed's address and this computer's network; Bellboard keeps trying.");
    case ChannelError::ConnectionRefused:
        return tr("The service may be down; Bellboard keeps trying.");
    case ChannelError::NetworkLost:
    case ChannelError::Timeout:
    case ChannelError::HeartbeatMissed:
    case ChannelError::TooManyRequests:
    case ChannelError::ServerUnavailable:
    case ChannelError::ServerRestarting:
    case ChannelError::ServerClosed:
        return tr("Nothing to do: Bellboard connects again and catches up.");
    case ChannelError::NetworkUnreachable:
        return tr("Check the network or the VPN; Bellboard keeps trying.");
    case ChannelError::TlsUntrusted:
        return tr(
            "Check the feed's address and this computer's clock. The certificate of an issuer of your own is named in "
            "feeds.toml (ca), or installed on this computer.");
    case ChannelError::TlsFailed:
        return tr("Ask the server's administrator whether TLS 1.2 or newer is on.");
    case ChannelError::ProxyFailed:
        return tr("Check the proxy of this feed or of this computer; Bellboard keeps trying.");
    case ChannelError::ProxySignInNeeded:
        return tr("Store the right password (bellboard token set --proxy FEED), then choose Retry now.");
    case ChannelError::UpgradeRefused:
        return tr("Check the path of the feed's address; Bellboard keeps trying.");
    case ChannelError::CaptivePortal:
        return tr("Open a web browser and sign in to this network; Bellboard keeps trying.");
    case ChannelError::WrongSubprotocol:
        return tr("Check the feed's address and its profile.");
    case ChannelError::ProtocolViolation:
    case ChannelError::InvalidText:
    case ChannelError::MessageTooBig:
        return tr("Tell the server's administrator; Bellboard keeps trying.");
    case ChannelError::SignInNeeded:
        return tr("Give a new token.");
    case ChannelError::Forbidden:
        return tr("Ask the server's administrator for access.");
    case ChannelError::PolicyViolation:
        return tr("Ask the server's administrator, then choose Retry now.");
    case ChannelError::InsecureToken:
        return tr("Use a wss:// address for this feed.");
    case ChannelError::InvalidSettings:
        return tr("Correct the feed in feeds.toml and start Bellboard again.");
    case ChannelError::KeychainFailed:
        return tr("Unlock the keychain; Bellboard keeps trying, or choose Retry now.");
    }
    return {};
}

QString fallbackWords(const FeedStatus &status)
{
    const auto &reason = status.fallbackReason;
    if (reason.error == ChannelError::None || !isLive(status.state))
        return {};
    if (status.ownCarrier != Carrier::WebSocket)
        return tr("It is asked for news again and again in place of a stream of events, which is tried again by "
                  "itself.")
            + u' ' + failureWords(reason.error, reason.detail);
    const auto instead = status.carrier == Carrier::EventStream
        ? tr("Its events come by HTTP instead of WebSocket, which is tried again by itself.")
        : tr("It is asked for news by HTTP instead of WebSocket, which is tried again by itself.");
    return instead + u' ' + tr("Until then commands wait.") + u' ' + failureWords(reason.error, reason.detail);
}

QString explanation(const FeedStatus &status)
{
    const auto &failure = status.failure;
    if (status.state == ConnectionState::Offline)
        return tr("This computer has no network. Bellboard connects as soon as it is back.");
    if (failure.error == ChannelError::None || isLive(status.state)) {
        if (status.state == ConnectionState::SignInRequired)
            return helpWords(ChannelError::SignInNeeded);
        if (isMerelyAsked(status))
            return hintWords(status.history.last().hint) + u' ' + tr("The server is being asked whether it is there.");
        if (status.state == ConnectionState::Suspect)
            return tr("Nothing was heard for too long; the connection is being tested.");
        return fallbackWords(status);
    }
    return failureWords(failure.error, failure.detail) + u' ' + helpWords(failure.error);
}

QString reasonWords(const ConnectionTransition &transition)
{
    QStringList sentences{eventWords(transition.event), hintWords(transition.hint),
                          failureWords(transition.error, transition.detail)};
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

QString transitionWords(const ConnectionTransition &transition)
{
    const auto reason = u": "_s + reasonWords(transition);
    if (transition.from == transition.to)
        return stateWords(transition.to) + reason;
    return stateWords(transition.from) + u" → "_s + stateWords(transition.to) + reason;
}

QString secretWords(SecretError error)
{
    switch (error) {
    case SecretError::None:
        return {};
    case SecretError::NotFound:
        return tr("There is no token for this feed in the keychain, or the keychain is locked.");
    case SecretError::Locked:
        return tr("The keychain is locked; unlock it and try again.");
    case SecretError::Unavailable:
        return tr("There is no keychain service on this computer; start one (such as gnome-keyring or KWallet) and try "
                  "again.");
    case SecretError::Timeout:
        return tr("The keychain did not answer.");
    case SecretError::Failed:
        return tr("The keychain reported an error.");
    }
    return {};
}

} // namespace Bellboard
