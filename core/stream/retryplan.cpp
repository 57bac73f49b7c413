// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/retryplan.h"

#include <algorithm>

namespace Bellboard {

std::chrono::milliseconds RetryPlan::waitAfter(const ChannelFailure &failure, std::chrono::milliseconds lived)
{
    const auto &policy = m_backoff.policy();
    auto window = policy.lossWindow;
    if (failure.error == ChannelError::ServerRestarting)
        window = std::min<std::chrono::milliseconds>(windowNamedIn(failure.detail).value_or(policy.restartWindow),
                                                     longestWish);
    if (isProven(lived))
        return atLeastAsWished(m_backoff.first(window), failure);
    // A server that takes us and drops us at once is not hammered: only proven life counts.
    auto wait = m_backoff.next();
    if (failure.error == ChannelError::ServerRestarting)
        wait = std::max(wait, m_backoff.spread(window));
    return atLeastAsWished(wait, failure);
}

std::chrono::milliseconds RetryPlan::waitBeforeMove(std::chrono::milliseconds window, std::chrono::milliseconds lived)
{
    window = std::clamp<std::chrono::milliseconds>(window, std::chrono::milliseconds(0), longestWish);
    return isProven(lived) ? m_backoff.first(window) : std::max(m_backoff.next(), m_backoff.spread(window));
}

std::chrono::milliseconds RetryPlan::waitAfterFailedMove(const ChannelFailure &failure)
{
    return atLeastAsWished(m_backoff.next(), failure);
}

std::chrono::milliseconds RetryPlan::wishOf(const ChannelFailure &failure)
{
    if (!failure.retryAfter)
        return std::chrono::milliseconds(0);
    return std::clamp<std::chrono::milliseconds>(*failure.retryAfter, std::chrono::milliseconds(0), longestWish)
        + m_backoff.spread(m_backoff.policy().restartWindow);
}

} // namespace Bellboard
