// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/connection.h"

#include "protocol/nativedialect.h"
#include "stream/endpoint.h"
#include "util/logging.h"

#include <algorithm>
#include <utility>

namespace Bellboard {

namespace {

/// Another token is asked for at most this often on one connection, however often the server wants one.
constexpr std::chrono::minutes renewalPause{1};
/// What stands behind more bytes than this comes when it does not matter any more.
constexpr qint64 mostBeforeVolatile = 16 * 1024;

} // namespace

Connection::Connection(Settings settings, ChannelFactory factory, MessageSink &sink, const Clock &clock,
                       RandomSource random, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_dialect(m_settings.dialect ? m_settings.dialect : std::make_shared<NativeDialect>(m_settings.user))
    , m_factory(std::move(factory))
    , m_sink(sink)
    , m_clock(clock)
    , m_plan(m_settings.backoff, random)
    , m_ladder(m_settings.fallbacks.size(), m_settings.ladder, random)
    , m_attempts(
          std::make_shared<RateGauge>(m_settings.attempts.count, m_settings.attempts.interval,
                                      m_settings.dials ? m_settings.dials : std::make_shared<RateGauge::Moments>()))
    , m_messages(m_settings.messages.count, m_settings.messages.interval)
    , m_heartbeat(m_settings.heartbeat)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // a coarse one may add a second to the time in which a dead server is found
    connect(&m_timer, &QTimer::timeout, this, &Connection::noticeTimeout);
    connect(&m_successor, &Successor::opened, this, [this] {
        for (const auto &message : m_dialect->greeting(m_token))
            m_successor.send(message);
        if (m_successor.channel())
            awaitWelcome(*m_successor.channel());
    });
    connect(&m_successor, &Successor::ponged, this, [this] {
        m_awaitsProof = false;
        noteProof(m_successor.channel());
    });
    connect(&m_successor, &Successor::failed, this, &Connection::failMove);
}

Connection::~Connection() = default;

void Connection::start()
{
    apply(m_networkAvailable ? ConnectionEvent::StartAsked : ConnectionEvent::StartAskedOffline);
}

void Connection::stop()
{
    if (m_state != ConnectionState::Connecting)
        sayGoodbye();
    apply(ConnectionEvent::StopAsked);
}

void Connection::retryNow()
{
    m_ladder.hurry(m_clock.instant());
    tryNow();
    if (m_state == ConnectionState::Live)
        checkSilence(); // which looks whether it is time to climb
}

void Connection::tryNow()
{
    apply(ConnectionEvent::RetryDue);
    if (m_state == ConnectionState::Draining)
        retryMove();
}

void Connection::setNetworkAvailable(bool available)
{
    if (isOnThisComputer(m_settings.url) || std::exchange(m_networkAvailable, available) == available)
        return;
    if (available)
        hurryClimb();
    if (!available)
        noteDoubt(TroubleHint::NetworkChanged);
    apply(available ? ConnectionEvent::NetworkBack : ConnectionEvent::NetworkGone);
    if (!available && m_state == ConnectionState::Draining)
        probeOldChannel(m_settings.hintDeadline);
    else if (!available && m_state == ConnectionState::Suspect)
        probeSooner();
}

void Connection::setToken(const QByteArray &token)
{
    const bool isNew = !token.isEmpty() && token != m_token;
    m_token = token;
    m_tokenKnown = true;
    if (std::exchange(m_awaitingToken, false))
        return openChannel();
    if (m_channel && !m_channel->takesMessages()) {
        const auto request = m_dialect->requestByHttp(m_settings.url, m_token);
        m_channel->useToken(request.url, request.bearer);
    }
    // The one that is over would be refused, and have the server ask again.
    if (std::exchange(m_renewing, false) && isNew)
        m_offeredToken = send(m_dialect->renewal(m_token));
    tryNow();
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

void Connection::fail(const ChannelFailure &failure)
{
    if (hasChannel(m_state))
        takeFailure(failure);
}

bool Connection::send(const QByteArray &message)
{
    if (!m_channel || m_state == ConnectionState::Connecting)
        return false;
    if (!m_channel->send(message))
        return false;
    m_messages.note(m_clock.instant());
    return true;
}

bool Connection::sendForAnswer(const QByteArray &message, const QByteArray &key)
{
    if (!m_channel || m_state == ConnectionState::Connecting)
        return false;
    if (!m_channel->sendForAnswer(message, key))
        return false;
    m_messages.note(m_clock.instant());
    return true;
}

void Connection::confirm()
{
    if (const auto &channel = m_channel ? m_channel : m_ended)
        channel->confirm();
}

bool Connection::send(const Dialect::Messages &messages)
{
    return std::ranges::all_of(messages, [this](const QByteArray &message) { return send(message); });
}

bool Connection::sendVolatile(const Dialect::Messages &messages)
{
    return canSend() && m_channel->unsent() <= mostBeforeVolatile && send(messages);
}

void Connection::handle(const ControlMessage &message)
{
    if (m_leaving && m_leaving.get() == m_speaker)
        return; // another one speaks for the server
    if (m_unproven)
        noteProof(m_speaker);
    if (const auto *welcome = std::get_if<Welcome>(&message)) {
        takeWelcome(*welcome, m_speaker);
    } else if (std::holds_alternative<Authenticated>(message)) {
        takeAuthenticated();
    } else if (const auto *ping = std::get_if<Ping>(&message)) {
        for (const auto &pong : m_dialect->pong(QString::fromStdString(ping->id))) {
            if (m_successor.is(m_speaker))
                m_successor.send(pong);
            else
                send(pong);
        }
    } else if (m_successor.is(m_speaker)) {
        // It has nothing else to say before its welcome.
        m_awaitsProof = m_awaitsProof && !std::holds_alternative<Pong>(message);
    } else if (const auto *stream = std::get_if<CaughtUp>(&message)) {
        m_lastProgress = std::max(m_lastProgress, m_lastHeard);
        m_catchingUp.erase(stream->stream);
        Q_EMIT caughtUp(*stream);
        noticeCaughtUp();
    } else if (const auto *result = std::get_if<CommandResult>(&message)) {
        Q_EMIT commandAnswered(*result);
    } else if (const auto *pong = std::get_if<Pong>(&message)) {
        notePong(QByteArray::fromStdString(pong->ping));
    } else if (const auto *drain = std::get_if<Drain>(&message)) {
        moveWithin(drain->within);
    } else if (const auto *typing = std::get_if<TypingNotice>(&message)) {
        Q_EMIT typed(*typing);
    } else if (const auto *error = std::get_if<ServerError>(&message)) {
        takeServerError(*error);
    } else if (std::holds_alternative<TokenExpiring>(message)) {
        takeTokenExpiring();
    }
}

void Connection::takeServerError(const ServerError &error)
{
    if (error.key.empty())
        Q_EMIT complained(error);
    else
        Q_EMIT commandAnswered({error.key, false, error.code, error.reason.empty() ? error.code : error.reason});
}

void Connection::takeTokenExpiring()
{
    // Where it cannot be renewed on this connection, the server ends it, and the next one takes a fresh one.
    forgetToken();
    const auto now = m_clock.instant();
    const bool isTooSoon = m_renewedAt != Instant{} && now - m_renewedAt < renewalPause;
    if (m_renewing || isTooSoon || m_dialect->renewal(m_token).isEmpty() || !isUsable())
        return;
    m_renewedAt = now;
    m_renewing = true;
    // Not while a message is being taken in.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_renewing)
                Q_EMIT tokenWanted();
        },
        Qt::QueuedConnection);
}

void Connection::takeAuthenticated()
{
    const bool isFirst = m_state == ConnectionState::Authenticating;
    if (m_dialect->opening() == Dialect::Opening::WhenAuthenticated)
        takeWelcome({}, m_speaker);
    if (std::exchange(m_offeredToken, false) || isFirst)
        qCInfo(logConnection) << m_settings.name << "took the token";
}

void Connection::greet()
{
    send(m_dialect->greeting(m_token));
}

void Connection::takeWelcome(const Welcome &welcome, const Channel *speaker)
{
    const bool isMove = m_state == ConnectionState::Draining && m_successor.is(speaker);
    if (isMove)
        completeMove();
    else if (m_state != ConnectionState::Authenticating)
        return;
    m_carried = openingOf(*m_channel) != Dialect::Opening::AtOnce; // else nothing came yet
    m_heartbeat = heartbeatAfter(welcome);
    m_catchingUp.clear();
    for (const auto &stream : welcome.streams)
        m_catchingUp.insert(stream.name);
    Q_EMIT welcomed(welcome);
    apply(ConnectionEvent::Welcomed);
    if (isMove)
        stampHeard(); // by now it is noted until when the old one was heard
}

void Connection::awaitWelcome(Channel &channel)
{
    m_awaitsProof = false;
    if (openingOf(channel) != Dialect::Opening::AtOnce)
        return;
    const bool mayBeSwallowed = channel.takesMessages() && !m_settings.fallbacks.empty();
    m_unproven = &channel;
    if (!mayBeSwallowed)
        return noteProof(&channel);
    m_awaitsProof = true;
    if (m_settings.ping == PingKind::Frame) {
        channel.ping(proofName);
    } else {
        for (const auto &message : m_dialect->ping(QLatin1StringView(proofName)))
            channel.send(message);
    }
}

void Connection::noteProof(const Channel *channel)
{
    if (!channel || channel != m_unproven)
        return;
    m_unproven = nullptr;
    // On its own turn: each state is to be seen, and the channel may be saying something.
    QMetaObject::invokeMethod(
        this,
        [this, channel] {
            if (m_successor.is(channel) || m_channel.get() == channel)
                takeWelcome({}, channel);
        },
        Qt::QueuedConnection);
}

std::chrono::milliseconds Connection::heartbeatAfter(const Welcome &welcome) const
{
    if (!m_channel->takesMessages())
        return std::max(m_settings.pollHeartbeat, m_channel->heartbeat());
    const auto announced = welcome.heartbeat.count() > 0 ? welcome.heartbeat : m_channel->heartbeat();
    if (announced.count() <= 0)
        return m_settings.heartbeat;
    return std::clamp<std::chrono::milliseconds>(announced, std::chrono::seconds(1), std::chrono::minutes(5));
}

void Connection::noticeCaughtUp()
{
    if (m_catchingUp.empty() && !m_mending && m_state == ConnectionState::Recovering && !m_channel->isBehind())
        apply(ConnectionEvent::CaughtUp);
}

void Connection::setMending(bool mending)
{
    m_mending = mending;
    if (mending)
        apply(ConnectionEvent::HoleNoticed);
    else
        noticeCaughtUp();
}

void Connection::subscribeAgain(const std::string &stream, const Dialect::Messages &messages)
{
    if (isUsable() && m_channel)
        m_channel->askAgain();
    if (messages.isEmpty() || !send(messages) || !m_dialect->endsReplays())
        return;
    m_catchingUp.insert(stream);
    m_lastProgress = m_clock.instant(); // of this question nothing can have come yet
    apply(ConnectionEvent::HoleNoticed);
}

void Connection::apply(ConnectionEvent event, const ChannelFailure &failure)
{
    const auto next = stateAfter(m_state, event);
    if (next != m_state || event == ConnectionEvent::SuccessorFailed)
        record(next, event, failure);
    if (next != m_state)
        setState(next, event);
}

void Connection::record(ConnectionState to, ConnectionEvent event, const ChannelFailure &failure)
{
    m_history.add({m_state, to, event, failure.error, failure.closeCode, failure.detail, m_clock.wallTime(),
                   std::exchange(m_hint, std::nullopt)});
    const auto &kept = m_history.transitions().last();
    if (!logConnection().isInfoEnabled())
        return;
    QString line;
    {
        QDebug words(&line);
        words << m_settings.name << nameOf(m_state) << "->" << nameOf(to) << "because of" << nameOf(event);
        if (failure.error != ChannelError::None)
            words << nameOf(failure.error) << failure.closeCode << kept.detail;
    }
    qCInfo(logConnection).noquote() << line.trimmed();
}

void Connection::setState(ConnectionState state, ConnectionEvent reason)
{
    noteLastLive();
    m_state = state;
    m_climbing = m_climbing && state == ConnectionState::Draining;
    m_awaitingToken = false;
    m_renewing = m_renewing && isUsable();
    if (!isUsable())
        m_leaving.reset();
    if (!hasChannel(state) || state == ConnectionState::Connecting)
        m_roundTrip.reset();
    if (state != ConnectionState::Authenticating)
        m_timer.stop(); // one deadline from the opening of a channel to the welcome
    enter(state, reason);
    m_hinted = false; // takeHint() says so again, where it led here
    Q_EMIT stateChanged(state);
}

void Connection::startTimer(std::chrono::milliseconds wait)
{
    m_timerDue = m_clock.instant() + wait;
    m_timer.start(wait);
}

void Connection::enter(ConnectionState state, ConnectionEvent reason)
{
    if (state != ConnectionState::Waiting)
        m_nextTry.reset();
    switch (state) {
    case ConnectionState::Connecting:
        ++m_attempt;
        m_liveSince = {};
        m_doubt.reset();
        if (m_channel) // the one that was being opened beside the old one
            return startTimer(m_settings.openDeadline);
        return beginAttempt();
    case ConnectionState::Authenticating:
        if (!std::exchange(m_greeted, false))
            greet();
        return awaitWelcome(*m_channel);
    case ConnectionState::Recovering:
        // To be heard again brings nobody nearer to being live.
        if (reason != ConnectionEvent::PeerHeard || (m_catchingUp.empty() && !m_mending && !m_channel->isBehind()))
            m_lastProgress = m_clock.instant();
        startTimer(std::min(m_heartbeat, std::max(std::chrono::milliseconds(0), progressDeadline())));
        if (m_leaving)
            probe(); // behind the subscription
        // Where there is nothing to catch up with, Live follows on its own turn, so that each state is seen.
        QMetaObject::invokeMethod(this, &Connection::noticeCaughtUp, Qt::QueuedConnection);
        return;
    case ConnectionState::Live:
        m_failure = {};
        m_notBefore.reset();
        if (m_liveSince == Instant{})
            m_liveSince = m_clock.instant(); // a silence that was probed with success does not count against it
        startTimer(std::min(m_heartbeat, untilClimb()));
        return measureWhenDue();
    case ConnectionState::Suspect:
        return suspect(reason == ConnectionEvent::SilenceNoticed ? m_settings.probeDeadline : m_settings.hintDeadline);
    case ConnectionState::Draining:
        return beginMove();
    case ConnectionState::Waiting:
        return scheduleRetry(reason);
    case ConnectionState::Stopped:
        m_attempt = 0;
        m_failure = {};
        m_notBefore.reset();
        m_ladder.reset();
        [[fallthrough]];
    case ConnectionState::Offline:
        if (reason == ConnectionEvent::FailedOffline)
            noteWish(m_plan.waitAfter(m_failure, lived()));
        [[fallthrough]];
    case ConnectionState::SignInRequired:
    case ConnectionState::Rejected:
        m_successor.giveUp();
        m_channel.reset();
        return;
    }
}

} // namespace Bellboard
