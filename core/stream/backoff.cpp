// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/backoff.h"

#include <algorithm>

namespace Bellboard {

std::chrono::milliseconds Backoff::draw(std::chrono::milliseconds from, std::chrono::milliseconds to)
{
    const auto span = static_cast<double>((to - from).count());
    return from + std::chrono::milliseconds(static_cast<std::int64_t>(span * m_random()));
}

std::chrono::milliseconds Backoff::spread(std::chrono::milliseconds window)
{
    return draw(std::chrono::milliseconds(0), window);
}

std::chrono::milliseconds Backoff::first(std::chrono::milliseconds window)
{
    m_previous = spread(window);
    m_grown = m_policy.base;
    return m_previous;
}

std::chrono::milliseconds Backoff::next()
{
    const auto upper = std::min(m_policy.cap, std::max(m_grown, 3 * m_previous));
    m_grown = std::min(m_policy.cap, 2 * m_grown);
    m_previous = draw(m_policy.floor, std::max(m_policy.floor, upper));
    return m_previous;
}

} // namespace Bellboard
