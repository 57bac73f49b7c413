// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/ladder.h"

#include "stream/retryplan.h"

#include <algorithm>
#include <utility>

namespace Bellboard {

namespace {

/// Whether something on the way may be in the way of WebSockets, though it would let other requests through.
bool seemsBlocked(ChannelError error)
{
    switch (error) {
    case ChannelError::Timeout: // silence
    case ChannelError::HeartbeatMissed:
    case ChannelError::NetworkLost: // cut before anything came
    case ChannelError::ProxyFailed:
    case ChannelError::UpgradeRefused:
    case ChannelError::Forbidden: // what some proxies and gateways say to an upgrade
    case ChannelError::ProtocolViolation:
        return true;
    default:
        return false; // a token is missing, nobody is there, or the server itself asks to come later
    }
}

/// Whether a server answered so, or something on the way in its name: only at the top is that its last word.
bool endsAtTheTop(ChannelError error)
{
    return error == ChannelError::SignInNeeded || error == ChannelError::Forbidden
        || error == ChannelError::PolicyViolation || error == ChannelError::WrongSubprotocol;
}

/// Whether it says nothing of the rung.
bool isOfTheServer(ChannelError error)
{
    return error == ChannelError::TooManyRequests || error == ChannelError::ServerUnavailable
        || error == ChannelError::KeychainFailed;
}

} // namespace

Ladder::Ladder(std::size_t below, Policy policy, RandomSource random)
    : m_below(below)
    , m_policy(policy)
    , m_random(std::move(random))
    , m_wait(policy.first)
{ }

Ladder::Step Ladder::stepAfter(const ChannelFailure &failure, bool carried, Instant now)
{
    if (m_rung > 0 && endsAtTheTop(failure.error)) {
        m_saidBelow = failure.error;
        return goUp(!carried);
    }
    const auto saidBelow = std::exchange(m_saidBelow, ChannelError::None);
    // What helps nowhere but here is no reason to look elsewhere; a proxy that is asked on and on would lock the account.
    const bool isOurs = remedyFor(failure.error) != Remedy::Retry && !endsAtTheTop(failure.error);
    if (m_below == 0 || carried || isOurs || isOfTheServer(failure.error))
        return Step::Stay;
    if (!seemsBlocked(failure.error))
        return m_rung == 0 ? Step::Stay : goUp(false);
    if (m_rung == m_below)
        return goUp(true); // nothing gets through: it is not the WebSocket
    if (m_rung == 0) {
        if (failure.error == saidBelow)
            return Step::Stay; // all ways lead to that answer
        m_reason = failure;
        planClimb(failure, now);
    }
    ++m_rung;
    return Step::Down;
}

Ladder::Step Ladder::goUp(bool wasInVain)
{
    // What led down is no sign of a block, then.
    if (wasInVain)
        m_wait = std::max(m_wait / 2, m_policy.first);
    takeTop();
    return Step::Top;
}

void Ladder::beginAttempt(Instant now)
{
    if (m_climb && now >= *m_climb)
        takeTop();
}

void Ladder::planClimb(const ChannelFailure &failure, Instant now)
{
    // A little apart from others who fell at the same moment.
    const auto apart = [share = 1.0 + m_random() / 4](std::chrono::milliseconds wait) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(wait * share);
    };
    const auto wish = std::clamp<std::chrono::milliseconds>(failure.retryAfter.value_or(std::chrono::milliseconds(0)),
                                                            std::chrono::milliseconds(0), RetryPlan::longestWish);
    m_notBefore = now + apart(wish);
    m_climb = now + apart(std::max(m_wait, wish));
    m_wait = std::min(2 * m_wait, m_policy.longest);
}

void Ladder::noteVain(const ChannelFailure &failure, Instant now)
{
    m_reason = failure;
    planClimb(failure, now);
}

void Ladder::postpone(Instant moment)
{
    if (m_climb)
        m_climb = std::max(*m_climb, moment);
}

void Ladder::hurry(Instant moment)
{
    m_wait = m_policy.first;
    if (m_climb)
        m_climb = std::min(*m_climb, std::max(moment, m_notBefore));
}

void Ladder::takeTop()
{
    m_rung = 0;
    m_climb.reset();
    m_reason = {};
}

void Ladder::reset()
{
    takeTop();
    m_wait = m_policy.first;
    m_saidBelow = ChannelError::None;
}

} // namespace Bellboard
