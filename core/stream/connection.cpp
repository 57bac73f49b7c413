// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/connection.h"

#include "protocol/nativeprotocol.h"
#include "util/logging.h"

#include <QHostAddress>
#include <QUuid>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Longer than this a server that drains is not stayed with, as its silence is not noticed meanwhile.
constexpr std::chrono::minutes longestDrain{5};

bool isLoopback(const QString &host)
{
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

ConnectionEvent eventFor(ChannelError error)
{
    switch (remedyFor(error)) {
    case Remedy::SignIn:
        return ConnectionEvent::FailedForSignIn;
    case Remedy::FixSettings:
        return ConnectionEvent::FailedForGood;
    case Remedy::None:
    case Remedy::Retry:
        return ConnectionEvent::FailedForNow;
    }
    Q_UNREACHABLE();
}

} // namespace

Connection::Connection(Settings settings, ChannelFactory factory, MessageSink &sink, const Clock &clock,
                       RandomSource random, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_factory(std::move(factory))
    , m_sink(sink)
    , m_clock(clock)
    , m_random(random)
    , m_backoff(m_settings.backoff, std::move(random))
    , m_heartbeat(m_settings.heartbeat)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        switch (m_state) {
        case ConnectionState::Connecting:
        case ConnectionState::Authenticating:
            return fail({ChannelError::Timeout, 0, {}, {}});
        case ConnectionState::Recovering:
        case ConnectionState::Live:
            return checkSilence();
        case ConnectionState::Suspect:
            return fail({ChannelError::HeartbeatMissed, 0, {}, {}});
        case ConnectionState::Draining:
            dropChannel();
            return apply(ConnectionEvent::RetryDue);
        case ConnectionState::Waiting:
            return apply(ConnectionEvent::RetryDue);
        case ConnectionState::Stopped:
        case ConnectionState::Offline:
        case ConnectionState::SignInRequired:
        case ConnectionState::Rejected:
            return; // nothing is scheduled in these
        }
    });
}

Connection::~Connection()
{
    dropChannel();
}

void Connection::start()
{
    apply(ConnectionEvent::StartAsked);
}

void Connection::stop()
{
    if (m_channel && m_state != ConnectionState::Connecting)
        m_channel->close(1000, {});
    apply(ConnectionEvent::StopAsked);
}

void Connection::retryNow()
{
    if (m_state != ConnectionState::Draining)
        apply(ConnectionEvent::RetryDue);
}

void Connection::setToken(const QByteArray &token)
{
    m_token = token;
    m_tokenKnown = true;
    if (std::exchange(m_awaitingToken, false))
        openChannel();
    else
        retryNow();
}

void Connection::forgetToken()
{
    m_tokenKnown = false;
}

void Connection::failToken(const ChannelFailure &failure)
{
    if (m_awaitingToken)
        takeFailure(failure);
}

void Connection::fail(ChannelFailure failure)
{
    if (hasChannel(m_state))
        takeFailure(failure);
}

bool Connection::isUsable() const
{
    switch (m_state) {
    case ConnectionState::Recovering:
    case ConnectionState::Live:
    case ConnectionState::Suspect:
    case ConnectionState::Draining:
        return true;
    default:
        return false;
    }
}

bool Connection::send(const QByteArray &message)
{
    if (!m_channel || m_state == ConnectionState::Connecting)
        return false;
    m_channel->send(message);
    return true;
}

void Connection::heard(Instant now)
{
    m_lastHeard = now;
    if (m_state == ConnectionState::Suspect)
        apply(ConnectionEvent::PeerHeard);
}

void Connection::handle(const ControlMessage &message)
{
    if (const auto *welcome = std::get_if<Welcome>(&message)) {
        if (m_state != ConnectionState::Authenticating)
            return;
        m_heartbeat = m_settings.heartbeat;
        if (welcome->heartbeat.count() > 0)
            m_heartbeat = std::clamp<std::chrono::milliseconds>(welcome->heartbeat, std::chrono::seconds(1),
                                                                std::chrono::minutes(5));
        m_catchingUp.clear();
        for (const auto &stream : welcome->streams)
            m_catchingUp.insert(stream.name);
        Q_EMIT welcomed(*welcome);
        apply(ConnectionEvent::Welcomed);
    } else if (const auto *stream = std::get_if<CaughtUp>(&message)) {
        m_catchingUp.erase(stream->stream);
        Q_EMIT caughtUp(*stream);
        noticeCaughtUp();
    } else if (const auto *ping = std::get_if<Ping>(&message)) {
        send(NativeProtocol::pong(QString::fromStdString(ping->id)));
    } else if (const auto *result = std::get_if<CommandResult>(&message)) {
        Q_EMIT commandAnswered(*result);
    } else if (const auto *drain = std::get_if<Drain>(&message)) {
        m_drainWindow = std::min<std::chrono::milliseconds>(drain->within, longestDrain);
        apply(ConnectionEvent::DrainAsked);
    }
}

void Connection::noticeCaughtUp()
{
    if (m_catchingUp.empty() && m_state == ConnectionState::Recovering)
        apply(ConnectionEvent::CaughtUp);
}

void Connection::apply(ConnectionEvent event)
{
    setState(stateAfter(m_state, event), event);
}

void Connection::setState(ConnectionState state, ConnectionEvent reason)
{
    if (state == m_state)
        return;
    qCInfo(logConnection) << m_settings.url.host() << nameOf(m_state) << "->" << nameOf(state) << "because of"
                          << nameOf(reason);
    m_state = state;
    m_awaitingToken = false;
    if (state != ConnectionState::Authenticating)
        m_timer.stop(); // one deadline from the opening of a channel to the welcome
    enter(state);
    Q_EMIT stateChanged(state);
}

void Connection::enter(ConnectionState state)
{
    if (state != ConnectionState::Waiting)
        m_nextTry.reset();
    switch (state) {
    case ConnectionState::Connecting:
        ++m_attempt;
        m_liveSince = {};
        return beginAttempt();
    case ConnectionState::Authenticating:
        m_channel->send(NativeProtocol::hello(m_settings.user));
        return;
    case ConnectionState::Recovering:
        m_timer.start(m_heartbeat);
        // Where there is nothing to catch up with, Live follows on its own turn, so that each state is seen.
        QMetaObject::invokeMethod(this, &Connection::noticeCaughtUp, Qt::QueuedConnection);
        return;
    case ConnectionState::Live:
        m_failure = {};
        if (m_liveSince == Instant{})
            m_liveSince = m_clock.instant(); // a silence that was probed with success does not count against it
        m_timer.start(m_heartbeat);
        return;
    case ConnectionState::Suspect:
        m_channel->send(NativeProtocol::ping(QUuid::createUuid().toString(QUuid::WithoutBraces)));
        m_timer.start(m_settings.probeDeadline);
        return;
    case ConnectionState::Draining:
        m_timer.start(m_backoff.spread(m_drainWindow));
        return;
    case ConnectionState::Waiting:
        return scheduleRetry();
    case ConnectionState::Stopped:
        m_attempt = 0;
        m_failure = {};
        return dropChannel();
    case ConnectionState::Offline:
    case ConnectionState::SignInRequired:
    case ConnectionState::Rejected:
        return;
    }
}

void Connection::checkSilence()
{
    const auto silent = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.instant() - m_lastHeard);
    if (silent >= m_heartbeat)
        apply(ConnectionEvent::SilenceNoticed);
    else
        m_timer.start(m_heartbeat - silent);
}

std::optional<ChannelFailure> Connection::settingsProblem() const
{
    const auto &url = m_settings.url;
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"ws" && url.scheme() != u"wss"))
        return ChannelFailure{
            ChannelError::InvalidSettings, 0, u"the address is not one that begins with ws:// or wss://"_s, {}};
    if (!m_token.isEmpty() && url.scheme() == u"ws" && !isLoopback(url.host()))
        return ChannelFailure{ChannelError::InsecureToken, 0, {}, {}};
    return std::nullopt;
}

void Connection::beginAttempt()
{
    if (m_tokenKnown)
        return openChannel();
    m_awaitingToken = true;
    // Not from within the transition to Connecting.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_awaitingToken)
                Q_EMIT tokenWanted();
        },
        Qt::QueuedConnection);
}

void Connection::openChannel()
{
    m_timer.start(m_settings.openDeadline);
    if (const auto problem = settingsProblem()) {
        // Not from within the transition to Connecting.
        QMetaObject::invokeMethod(this, [this, problem] { fail(*problem); }, Qt::QueuedConnection);
        return;
    }
    m_channel = m_factory();
    connect(m_channel.get(), &Channel::opened, this, [this] {
        heard(m_clock.instant());
        apply(ConnectionEvent::ChannelOpened);
    });
    connect(m_channel.get(), &Channel::closed, this, &Connection::takeFailure);
    m_channel->open({m_settings.url, NativeProtocol::subprotocol(), m_token}, &m_sink);
}

void Connection::dropChannel()
{
    if (!m_channel)
        return;
    // We may be in one of its signals, so it goes later; but it is silent from now on.
    m_channel->disconnect(this);
    m_channel->abort();
    m_channel.release()->deleteLater();
}

void Connection::takeFailure(const ChannelFailure &failure)
{
    qCInfo(logConnection) << m_settings.url.host() << "failed:" << static_cast<int>(failure.error) << "close code"
                          << failure.closeCode;
    dropChannel();
    m_failure = failure;
    if (failure.error == ChannelError::KeychainFailed)
        forgetToken();
    // Whatever ends a channel that the server asked us to leave, it is the server going away; QWebSocket of Qt 6.4 does not
    // know close code 1012, and reports a protocol error instead.
    if (m_state == ConnectionState::Draining && remedyFor(failure.error) == Remedy::Retry)
        m_failure.error = ChannelError::ServerRestarting;
    apply(eventFor(m_failure.error));
}

void Connection::scheduleRetry()
{
    const auto &policy = m_backoff.policy();
    const bool wasStable = m_liveSince != Instant{} && m_clock.instant() - m_liveSince >= policy.stableAfter;
    const auto window = m_failure.error == ChannelError::ServerRestarting ? policy.restartWindow : policy.firstWindow;
    std::chrono::milliseconds wait;
    if (wasStable) {
        m_backoff.reset();
        m_attempt = 0;
        wait = m_backoff.spread(window);
    } else {
        // A server that takes us and drops us at once is not hammered: only proven life counts.
        wait = m_backoff.next();
        if (m_failure.error == ChannelError::ServerRestarting)
            wait = std::max(wait, m_backoff.spread(window));
    }
    m_liveSince = {};
    if (m_failure.retryAfter)
        wait = std::max(wait, *m_failure.retryAfter);
    m_nextTry = m_clock.wallTime() + wait;
    m_timer.start(wait);
}

} // namespace Bellboard
