// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/connection.h"
#include "stream/endpoint.h"

#include <algorithm>

// What a connection does while it is Draining: the old channel goes on delivering, and is probed when it is silent, while a
// new one is opened beside it.

namespace Bellboard {

void Connection::moveWithin(std::chrono::milliseconds window)
{
    if (m_state == ConnectionState::Draining)
        return; // the move is under way
    m_moveWindow = window;
    apply(ConnectionEvent::DrainAsked);
}

std::chrono::milliseconds Connection::untilClimb() const
{
    const auto moment = m_ladder.climb();
    if (!moment)
        return std::chrono::hours(24);
    return std::max(std::chrono::milliseconds(0),
                    std::chrono::ceil<std::chrono::milliseconds>(*moment - m_clock.instant()));
}

bool Connection::mayClimb()
{
    // Who may not connect now has learnt nothing of the way.
    const auto now = m_clock.instant();
    if (untilClimb().count() == 0)
        m_ladder.postpone(now + m_attempts->waitAt(now));
    return untilClimb().count() == 0;
}

void Connection::climb()
{
    m_climbing = true;
    apply(ConnectionEvent::DrainAsked);
}

void Connection::hurryClimb()
{
    if (m_ladder.climb())
        m_ladder.hurry(afterHint(m_plan.waitAfterHint()));
}

void Connection::beginMove()
{
    m_probeEnd.reset();
    if (m_climbing)
        m_successor.plan(m_clock.instant()); // the moment was drawn already
    else
        m_successor.plan(m_clock.instant() + m_plan.waitBeforeMove(m_moveWindow, lived()));
    scheduleMove();
}

Instant Connection::silenceMoment() const
{
    return m_probeEnd.value_or(m_lastHeard + m_heartbeat);
}

void Connection::scheduleMove()
{
    auto next = silenceMoment();
    if (const auto moment = m_successor.nextMoment())
        next = std::min(next, *moment);
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - m_clock.instant());
    startTimer(std::max(std::chrono::milliseconds(0), wait));
}

void Connection::advanceMove()
{
    const auto now = m_clock.instant();
    if (now >= silenceMoment()) {
        if (!m_probeEnd)
            probeOldChannel(m_settings.probeDeadline);
        else if (takeGrace())
            probeOldChannel(m_settings.hintDeadline);
        else
            return fail({ChannelError::HeartbeatMissed, 0, {}, {}});
    }
    if (const auto moment = m_successor.nextMoment(); moment && now >= *moment) {
        if (m_successor.isUnderWay())
            failMove(m_successor.overdue());
        else
            openSuccessor();
    }
    if (m_state == ConnectionState::Draining)
        scheduleMove();
}

void Connection::probeOldChannel(std::chrono::milliseconds deadline)
{
    probe();
    m_probeEnd = m_clock.instant() + deadline;
    scheduleMove();
}

void Connection::openSuccessor()
{
    if (const auto problem = obstacle())
        return failMove(*problem);
    auto channel = makeChannel(m_climbing ? 0 : m_ladder.rung());
    auto &opening = *channel;
    m_successor.take(std::move(channel), m_clock.instant() + m_settings.openDeadline);
    startOpening(opening);
}

void Connection::failMove(const ChannelFailure &failure)
{
    m_successor.giveUp();
    if (m_climbing) {
        m_ladder.noteVain(failure, m_clock.instant());
        apply(ConnectionEvent::ClimbFailed, failure);
        if (m_mending || !m_catchingUp.empty())
            apply(ConnectionEvent::HoleNoticed); // noticed meanwhile
        return;
    }
    apply(ConnectionEvent::SuccessorFailed, failure);
    // What only a person can mend waits for a person, or for the end of the old one; until then that delivers.
    if (remedyFor(failure.error) == Remedy::Retry)
        m_successor.plan(m_clock.instant() + m_plan.waitAfterFailedMove(failure));
    scheduleMove();
    Q_EMIT moveFailed(failure);
}

void Connection::retryMove()
{
    if (m_successor.nextMoment())
        return; // its moment was drawn for the server's sake
    m_successor.plan(m_clock.instant());
    scheduleMove();
}

void Connection::completeMove()
{
    noteLastLive();
    if (m_climbing)
        m_ladder.takeTop();
    if (m_climbing && m_channel && !m_channel->takesMessages())
        keepAsking();
    else
        sayGoodbye();
    adopt(m_successor.release());
    m_liveSince = {}; // the new one has to prove itself
    m_roundTrip.reset();
}

/// What happens until the new channel has subscribed, the old one brings.
void Connection::keepAsking()
{
    m_leaving = std::move(m_channel);
    m_leaves = false;
    m_leaving->disconnect(this);
    connect(m_leaving.get(), &Channel::closed, this, [this, since = m_lastLive](const ChannelFailure &failure) {
        m_leaving.reset();
        if (failure.error != ChannelError::None)
            Q_EMIT predecessorLost(since.value_or(Timestamp()));
    });
}

void Connection::goOnWithSuccessor(const ChannelFailure &failure)
{
    if (m_climbing)
        m_ladder.takeTop();
    if (failure.retryAfter)
        waitUntil(m_clock.instant() + m_plan.wishOf(failure));
    const bool isOpen = m_successor.isOpen();
    adopt(m_successor.release());
    m_greeted = isOpen;
    apply(ConnectionEvent::OldChannelLost, failure);
    if (isOpen)
        apply(ConnectionEvent::ChannelOpened);
}

} // namespace Bellboard
