// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/connection.h"
#include "stream/endpoint.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

// How a connection begins an attempt, and how it ends one.

namespace Bellboard {

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
    startTimer(m_settings.openDeadline);
    if (const auto problem = obstacle()) {
        // Not from within the transition to Connecting.
        QMetaObject::invokeMethod(this, [this, problem] { fail(*problem); }, Qt::QueuedConnection);
        return;
    }
    // Where the others carried nothing, or it is time for it again, it has all the time.
    const bool isFirstTry = m_step != Ladder::Step::Top && !m_ladder.climb();
    m_ladder.beginAttempt(m_clock.instant());
    if (isFirstTry && m_ladder.rung() == 0 && !m_settings.fallbacks.empty())
        startTimer(std::min(m_settings.slowStart, m_settings.openDeadline));
    adopt(makeChannel(m_ladder.rung()));
    startOpening(*m_channel);
}

/// Why an attempt makes no sense with the settings and files as they are.
std::optional<ChannelFailure> Connection::obstacle() const
{
    if (auto problem = endpointProblem(m_settings.url, m_token, m_settings.carrier))
        return problem;
    if (const auto wait = m_attempts->waitAt(m_clock.instant()); wait.count() > 0)
        return ChannelFailure{
            ChannelError::TooManyRequests, 0,
            u"it bears %1 connections in %2 s, which were made"_s.arg(
                QString::number(m_settings.attempts.count),
                QString::number(std::chrono::ceil<std::chrono::seconds>(m_settings.attempts.interval).count())),
            wait};
    if (m_settings.authorities.path.isEmpty())
        return std::nullopt;
    if (const auto good = checkAuthorityFile(m_settings.authorities, m_clock.wallTime()); !good)
        return ChannelFailure{ChannelError::InvalidSettings, 0, good.error(), {}};
    return std::nullopt;
}

ChannelHandle Connection::makeChannel(std::size_t rung)
{
    ChannelHandle channel((rung == 0 ? m_factory : m_settings.fallbacks[rung - 1].factory)().release());
    if (channel->takesMessages())
        m_attempts->note(m_clock.instant()); // another notes each connection that it makes
    return channel;
}

Carrier Connection::carrier() const
{
    const auto rung = m_ladder.rung();
    return rung == 0 ? m_settings.carrier : m_settings.fallbacks[rung - 1].carrier;
}

/// A channel that only asks is welcome as soon as it is answered.
Dialect::Opening Connection::openingOf(const Channel &channel) const
{
    return channel.takesMessages() ? m_dialect->opening() : Dialect::Opening::AtOnce;
}

void Connection::setTurn(Channel::Turn turn)
{
    m_turn = turn;
    if (m_channel)
        m_channel->setTurn(turn);
}

void Connection::startOpening(Channel &channel)
{
    m_usedToken = m_token;
    const auto request =
        channel.takesMessages() ? requestOf(m_dialect->request(m_settings.url, m_token)) : requestByHttp();
    channel.open(request, new MessageRelay(&channel, m_sink, m_speaker));
}

ChannelRequest Connection::requestByHttp() const
{
    return requestOf(m_dialect->requestByHttp(m_settings.url, m_token));
}

ChannelRequest Connection::requestOf(const Dialect::Request &request) const
{
    ChannelRequest result{request.url, m_dialect->subprotocol(), request.bearer};
    result.auth = request.auth;
    result.messageLimit = m_settings.messageLimit;
    result.dials = m_attempts;
    result.authorityFile = m_settings.authorities.path;
    result.proxy = m_settings.proxy;
    result.proxy.password = m_proxyPassword;
    return result;
}

void Connection::adopt(ChannelHandle channel)
{
    m_channel = std::move(channel);
    m_ended.reset();
    m_channel->setTurn(m_turn);
    m_greeted = false;
    connect(m_channel.get(), &Channel::opened, this, [this] {
        hear();
        apply(ConnectionEvent::ChannelOpened);
    });
    connect(m_channel.get(), &Channel::heard, this, &Connection::hear);
    connect(m_channel.get(), &Channel::caughtUp, this, &Connection::noticeCaughtUp);
    connect(m_channel.get(), &Channel::ponged, this, &Connection::notePong);
    connect(m_channel.get(), &Channel::replaced, this, [this] {
        Q_EMIT channelReplaced();
        m_doubt.reset();
    });
    connect(m_channel.get(), &Channel::closed, this, &Connection::takeFailure);
    connect(m_channel.get(), &Channel::flushed, this, &Connection::flushed);
}

void Connection::sayGoodbye()
{
    if (!m_channel)
        return;
    m_channel->disconnect(this); // its end is no failure
    m_channel->close(1000, {});
}

void Connection::noticeTimeout()
{
    switch (m_state) {
    case ConnectionState::Connecting:
    case ConnectionState::Authenticating:
        return fail(m_channel ? m_channel->overdue() : ChannelFailure{ChannelError::Timeout, 0, {}, {}});
    case ConnectionState::Recovering:
    case ConnectionState::Live:
        return checkSilence();
    case ConnectionState::Suspect:
        return noticeProbeTimeout();
    case ConnectionState::Draining:
        return advanceMove();
    case ConnectionState::Waiting:
        return apply(ConnectionEvent::RetryDue);
    case ConnectionState::Stopped:
    case ConnectionState::Offline:
    case ConnectionState::SignInRequired:
    case ConnectionState::Rejected:
        return; // nothing is scheduled in these
    }
}

void Connection::takeFailure(const ChannelFailure &failure)
{
    if (m_channel) {
        m_channel->disconnect(this);
        m_channel->abort();
        m_ended = std::move(m_channel);
    }
    m_failure = failure;
    askLadder(failure);
    if (failure.error == ChannelError::KeychainFailed)
        forgetToken();
    // It was refused when another one had come already.
    m_tokenIsOld =
        failure.error == ChannelError::SignInNeeded && m_tokenKnown && !m_offeredToken && m_token != m_usedToken;
    if (m_state == ConnectionState::Draining) {
        // Whatever ends a channel that the server asked us to leave, it is the server going away; QWebSocket of Qt 6.4 does
        // not know close code 1012, and reports a protocol error instead.
        if (!m_climbing && remedyFor(failure.error) == Remedy::Retry)
            m_failure.error = ChannelError::ServerRestarting;
        if (m_successor.isUnderWay())
            return goOnWithSuccessor(m_failure);
    }
    apply(eventFor(m_failure.error), m_failure);
}

void Connection::askLadder(const ChannelFailure &failure)
{
    const bool isBelow = m_ladder.rung() > 0;
    if (!isBelow && m_plan.isProven(carriedLife()))
        m_ladder.noteProven();
    const bool isUp = isUsable() && (m_carried || m_state == ConnectionState::Draining);
    m_step = m_ladder.stepAfter(failure, isUp, m_clock.instant());
    if (!isBelow || m_step != Ladder::Step::Top || remedyFor(failure.error) == Remedy::Retry)
        return;
    m_failure.detail += (failure.detail.isEmpty() ? u"to a poll; the WebSocket is tried again"_s
                                                  : u", to a poll; the WebSocket is tried again"_s);
    if (failure.error == ChannelError::SignInNeeded)
        forgetToken(); // there may be another one by now
}

ConnectionEvent Connection::eventFor(ChannelError error) const
{
    switch (m_step == Ladder::Step::Stay && !m_tokenIsOld ? remedyFor(error) : Remedy::Retry) {
    case Remedy::SignIn:
        return ConnectionEvent::FailedForSignIn;
    case Remedy::FixSettings:
        return ConnectionEvent::FailedForGood;
    case Remedy::None:
    case Remedy::Retry:
        return m_networkAvailable ? ConnectionEvent::FailedForNow : ConnectionEvent::FailedOffline;
    }
    Q_UNREACHABLE();
}

void Connection::scheduleRetry(ConnectionEvent reason)
{
    const auto now = m_clock.instant();
    std::chrono::milliseconds wait;
    if (const auto planned = m_successor.planned()) {
        // The moment of the move was drawn already: everybody's are spread over the window that the server named.
        waitUntil(*planned);
        waitUntil(now + m_plan.wishOf(m_failure));
        wait = std::chrono::milliseconds(0);
    } else if (reason == ConnectionEvent::NetworkBack || reason == ConnectionEvent::TroubleHinted
               || (m_hinted && m_failure.error == ChannelError::HeartbeatMissed && m_plan.isProven(lived()))) {
        m_hurried = afterHint(m_plan.waitForNetwork());
        wait = std::chrono::ceil<std::chrono::milliseconds>(*m_hurried - now);
    } else if (m_step == Ladder::Step::Down) {
        wait = m_plan.waitAfterHint(); // it is something else that is asked
        if (m_failure.retryAfter)
            waitUntil(now + m_plan.wishOf(m_failure));
    } else {
        wait = m_plan.waitAfter(m_failure, lived());
        noteWish(wait);
    }
    wait = std::max(wait, m_attempts->waitAt(now));
    if (m_notBefore)
        wait = std::max(wait, std::chrono::ceil<std::chrono::milliseconds>(*m_notBefore - now));
    m_successor.giveUp();
    if (m_plan.isProven(lived()))
        m_attempt = 0;
    m_liveSince = {};
    m_nextTry = m_clock.wallTime() + wait;
    startTimer(wait);
}

void Connection::noteWish(std::chrono::milliseconds wait)
{
    if (m_failure.retryAfter || m_failure.error == ChannelError::ServerRestarting)
        m_notBefore = m_clock.instant() + wait;
}

void Connection::waitUntil(Instant moment)
{
    m_notBefore = std::max(m_notBefore.value_or(moment), moment);
}

std::chrono::milliseconds Connection::lived() const
{
    if (m_liveSince == Instant{})
        return std::chrono::milliseconds(0);
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.instant() - m_liveSince);
}

std::chrono::milliseconds Connection::carriedLife() const
{
    if (m_liveSince == Instant{} || m_lastHeard < m_liveSince)
        return std::chrono::milliseconds(0);
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_lastHeard - m_liveSince);
}

} // namespace Bellboard
