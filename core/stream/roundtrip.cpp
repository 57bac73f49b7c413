// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/roundtrip.h"

#include <QUuid>

#include <algorithm>

namespace Bellboard {

namespace {

/// More are not waited for.
constexpr std::size_t mostPings = 8;

} // namespace

QByteArray RoundTrip::begin(Instant now)
{
    if (m_pings.size() == mostPings)
        m_pings.pop_front();
    m_pings.push_back({QUuid::createUuid().toByteArray(QUuid::WithoutBraces), now});
    m_asked = now;
    return m_pings.back().name;
}

bool RoundTrip::end(const QByteArray &name, Instant now)
{
    const auto ping = std::ranges::find(m_pings, name, &Ping::name);
    if (ping == m_pings.end())
        return false;
    m_latest = std::chrono::duration_cast<std::chrono::microseconds>(now - ping->sent);
    m_pings.erase(m_pings.begin(), ping + 1); // what is older would say less
    return true;
}

void RoundTrip::reset()
{
    m_pings.clear();
    m_asked.reset();
    m_latest.reset();
}

bool RoundTrip::isDue(Instant now, std::chrono::milliseconds interval) const
{
    return !m_asked || now - *m_asked >= interval;
}

} // namespace Bellboard
