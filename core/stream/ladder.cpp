// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/ladder.h"

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

/// Whether it says nothing of the rung.
bool isOfTheServer(ChannelError error)
{
    return error == ChannelError::SignInNeeded || error == ChannelError::TooManyRequests
        || error == ChannelError::ServerUnavailable || error == ChannelError::KeychainFailed;
}

} // namespace

Ladder::Ladder(std::size_t below, Policy policy, RandomSource random)
    : m_below(below)
    , m_policy(policy)
    , m_random(std::move(random))
    , m_wait(policy.first)
{ }

bool Ladder::stepDown(const ChannelFailure &failure, bool carried)
{
    m_climb.reset();
    if (m_below == 0 || carried || isOfTheServer(failure.error))
        return false; // the same way again
    if (!seemsBlocked(failure.error)) {
        m_rung = 0;
        m_reason = {};
        return false;
    }
    if (m_rung == 0)
        m_reason = failure;
    if (m_rung == m_below) {
        m_rung = 0; // nothing gets through: it is not the WebSocket
        m_reason = {};
        return false;
    }
    ++m_rung;
    return true;
}

void Ladder::noteUp(Instant now)
{
    if (m_rung == 0)
        return backToTop();
    if (!m_climb)
        planClimb(now, {});
}

void Ladder::planClimb(Instant now, std::chrono::milliseconds least)
{
    // A little apart from others who fell at the same moment.
    const auto wait = std::max(m_wait, least);
    m_climb = now + std::chrono::duration_cast<std::chrono::milliseconds>(wait * (1.0 + m_random() / 4));
}

void Ladder::noteVain(const ChannelFailure &failure, Instant now)
{
    m_reason = failure;
    m_wait = std::min(2 * m_wait, m_policy.longest);
    planClimb(now, failure.retryAfter.value_or(std::chrono::milliseconds(0)));
}

void Ladder::backToTop()
{
    m_rung = 0;
    m_wait = m_policy.first;
    m_climb.reset();
    m_reason = {};
}

} // namespace Bellboard
