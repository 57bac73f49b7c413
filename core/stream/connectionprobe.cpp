// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/connection.h"
#include "stream/endpoint.h"

#include <algorithm>
#include <utility>

// How a connection knows that its server is there, and what it does about a doubt.

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// A timer that comes so late says that this process did not run; what the server sent meanwhile may not have been read.
constexpr std::chrono::milliseconds lateness{1'000};
/// So often it is noted what the wall clock says when something is heard.
constexpr std::chrono::milliseconds dating{500};

} // namespace

void Connection::stampHeard()
{
    m_lastHeard = m_clock.instant();
    // Now, as the monotonic clock may stand still while the computer sleeps; not each time, as it is often.
    if (m_lastHeard - m_datedHeard < dating && m_datedHeard != Instant{})
        return;
    m_datedHeard = m_lastHeard;
    m_dateOfHeard = m_clock.wallTime();
}

void Connection::hear()
{
    stampHeard();
    m_carried = true;
    m_probeEnd.reset();
    m_graced = false;
    if (m_state == ConnectionState::Suspect)
        apply(ConnectionEvent::PeerHeard);
}

void Connection::noteLastLive()
{
    if (m_state != ConnectionState::Live && m_state != ConnectionState::Draining)
        return;
    m_lastLive = m_dateOfHeard + std::chrono::duration_cast<std::chrono::milliseconds>(m_lastHeard - m_datedHeard);
}

void Connection::checkSilence()
{
    const auto silent = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.instant() - m_lastHeard);
    if (silent >= m_heartbeat) {
        m_doubt.reset();
        return apply(ConnectionEvent::SilenceNoticed);
    }
    auto next = m_heartbeat - silent;
    if (m_state == ConnectionState::Live) {
        if (mayClimb())
            return climb();
        next = std::min(next, untilClimb());
    }
    if (m_state == ConnectionState::Recovering) {
        if (progressDeadline() <= std::chrono::milliseconds(0) && takeGrace())
            m_lastProgress = m_clock.instant(); // what came may not have been read
        if (progressDeadline() <= std::chrono::milliseconds(0))
            return fail({ChannelError::Timeout, 0, u"nothing more came of what was missed"_s, {}});
        next = std::min(next, progressDeadline());
    }
    startTimer(next);
    measureWhenDue();
}

std::chrono::milliseconds Connection::progressDeadline() const
{
    // One that is asked may hold the question until there is something.
    const auto patience = m_channel->takesMessages() ? m_settings.openDeadline : m_heartbeat;
    return std::chrono::ceil<std::chrono::milliseconds>(m_lastProgress + patience - m_clock.instant());
}

void Connection::measureWhenDue()
{
    // To measure it would be to drop a request that is held.
    if (!m_channel->takesMessages())
        return;
    if (m_roundTrip.isDue(m_clock.instant(), m_settings.measureInterval))
        probe();
}

bool Connection::ask()
{
    // To ask by a channel that takes no messages would be to read anew.
    return m_channel && m_channel->takesMessages() && probe();
}

bool Connection::probe()
{
    const auto name = m_roundTrip.begin(m_clock.instant());
    if (m_settings.ping == PingKind::Frame || !m_channel->takesMessages())
        return m_channel->ping(name);
    return send(m_dialect->ping(QString::fromLatin1(name)));
}

void Connection::notePong(const QByteArray &name)
{
    noteProof(m_channel.get());
    const bool isAwaited = m_roundTrip.end(name, m_clock.instant());
    // Some servers do not say which ping they answer; the first one may be that which was sent for proof.
    const bool isUnnamed = name.isEmpty();
    const bool mayBeProof = (isUnnamed || name == proofName) && !m_successor.channel();
    const bool isProof = mayBeProof && std::exchange(m_awaitsProof, false);
    // What was said before the ping has been read, the subscription with it.
    if ((isAwaited || (isUnnamed && !isProof)) && m_state != ConnectionState::Authenticating) {
        if (m_leaving && !std::exchange(m_leaves, true))
            m_leaving->leave();
        Q_EMIT answered();
    }
    if (isAwaited)
        Q_EMIT detailsChanged();
}

void Connection::suspect(std::chrono::milliseconds deadline)
{
    probe();
    startTimer(deadline);
}

void Connection::probeSooner()
{
    if (m_timerDue - m_clock.instant() > m_settings.hintDeadline)
        suspect(m_settings.hintDeadline);
}

bool Connection::takeGrace()
{
    return m_clock.instant() - m_timerDue > lateness && !std::exchange(m_graced, true);
}

void Connection::noticeProbeTimeout()
{
    if (takeGrace())
        suspect(m_settings.hintDeadline);
    else
        fail({ChannelError::HeartbeatMissed, 0, {}, {}});
}

void Connection::takeHint(TroubleHint hint)
{
    if (hint == TroubleHint::NetworkChanged && isOnThisComputer(m_settings.url))
        return;
    if (hint == TroubleHint::NetworkChanged)
        hurryClimb();
    switch (m_state) {
    case ConnectionState::Waiting:
        return hurry(hint);
    case ConnectionState::Suspect:
        probeSooner();
        m_hinted = true;
        noteDoubt(hint);
        m_hint = hint;
        return record(m_state, ConnectionEvent::TroubleHinted, {});
    case ConnectionState::Draining:
        noteDoubt(hint);
        m_hint = hint;
        record(m_state, ConnectionEvent::TroubleHinted, {});
        if (silenceMoment() - m_clock.instant() > m_settings.hintDeadline || !m_probeEnd)
            probeOldChannel(m_settings.hintDeadline);
        return;
    default:
        noteDoubt(hint);
        m_hint = hint;
        apply(ConnectionEvent::TroubleHinted);
        m_hint.reset();
        m_hinted = m_state == ConnectionState::Suspect;
    }
}

void Connection::noteDoubt(TroubleHint hint)
{
    // That somebody looks again takes nothing from a better reason.
    if (hint != TroubleHint::FocusReturned || !m_doubt)
        m_doubt = hint;
}

Instant Connection::afterHint(std::chrono::milliseconds wait)
{
    auto moment = m_clock.instant() + wait;
    if (m_notBefore)
        moment = std::max(moment, *m_notBefore);
    if (m_hurried)
        moment = std::max(moment, *m_hurried + m_settings.hintRest);
    return moment;
}

void Connection::hurry(TroubleHint hint)
{
    const auto now = m_clock.instant();
    const auto moment = afterHint(m_plan.waitAfterHint());
    if (moment >= m_timerDue)
        return;
    m_hurried = moment;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(moment - now);
    m_nextTry = m_clock.wallTime() + wait;
    startTimer(wait);
    m_hint = hint;
    record(m_state, ConnectionEvent::TroubleHinted, {});
    Q_EMIT detailsChanged();
}

} // namespace Bellboard
