// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profile.h"
#include "stream/endpoint.h"
#include "stream/pollingchannel.h"

#include <algorithm>
#include <utility>

// How far a polling channel is: open, through with what was missed, in doubt, or about to leave.

using namespace std::chrono_literals;

namespace Bellboard {

void PollingChannel::noteConnected()
{
    m_connected = true;
    Q_EMIT heard();
    const auto pings = std::exchange(m_pings, {});
    for (const auto &payload : pings) {
        if (!m_over)
            Q_EMIT ponged(payload);
    }
    // Those who ask by an older connection may wait for nothing.
    const auto next = std::ranges::find(m_askers, true, &Asker::isDoubted);
    if (m_over || next == m_askers.end())
        return;
    drop(*next);
    next->due = m_clock.instant();
    m_timer.start(PollPages::leastPause);
}

void PollingChannel::lookForHolds()
{
    const auto now = m_clock.instant();
    const bool isKept = m_endpoint.by == PollBy::Cursor;
    std::optional<Instant> next;
    for (auto &asker : m_askers) {
        if (!asker.exchange)
            continue;
        if (now - asker.asked < PollPages::heldAfter) {
            next = std::min(next.value_or(asker.asked), asker.asked);
            continue;
        }
        // One that was not answered at all may be slow rather than hold it.
        asker.isThrough = asker.isThrough || (m_answers && (isKept || asker.pages.isFirst()));
        asker.hasLeft = asker.hasLeft || m_leaving;
    }
    if (m_connected)
        noteOpen();
    noteThrough();
    noteLeft();
    if (next && !m_over && (m_behind || m_leaving))
        m_holdTimer.start(
            std::max(1ms, std::chrono::ceil<std::chrono::milliseconds>(*next + PollPages::heldAfter - now)));
}

void PollingChannel::noteOpen()
{
    if (!m_over && !std::exchange(m_open, true))
        Q_EMIT opened();
}

void PollingChannel::noteThrough()
{
    if (m_over || !m_behind || !std::ranges::all_of(m_askers, &Asker::isThrough))
        return;
    m_behind = false;
    Q_EMIT caughtUp();
}

void PollingChannel::askAgain()
{
    // Not from within the message that shows that something is missing; and not without a rest, as it may be missing for good.
    for (auto &asker : m_askers) {
        if (!asker.exchange)
            asker.due = std::min(asker.due, m_clock.instant() + PollPages::leastPause);
    }
    if (!m_over)
        m_timer.start(PollPages::leastPause);
}

void PollingChannel::leave()
{
    if (m_over)
        return;
    m_leaving = true;
    // What is held was asked for before the other one stood.
    for (auto &asker : m_askers) {
        drop(asker);
        asker.pages.restart(m_endpoint.by == PollBy::Cursor ? m_plan.cursor() : std::string());
        asker.due = m_clock.instant();
    }
    m_timer.start(0ms);
}

void PollingChannel::noteLeft()
{
    if (m_leaving && std::ranges::all_of(m_askers, &Asker::hasLeft))
        close(1000, {});
}

bool PollingChannel::ping(const QByteArray &payload)
{
    if (m_over)
        return false;
    // Idle ones may be dead; but where no other may be made, they are what there is.
    if (!m_request.dials || m_request.dials->waitAt(m_clock.instant()).count() == 0)
        m_client->dropIdle();
    if (m_client->waitFor(httpUrl(m_request.url, "/")).count() > 0) {
        // The server bears no more, and nobody else can tell: what is under way has its deadline.
        QMetaObject::invokeMethod(this, &Channel::heard, Qt::QueuedConnection);
        return true;
    }
    m_pings.push_back(payload);
    for (auto &asker : m_askers)
        asker.isDoubted = asker.exchange != nullptr;
    const auto oldest = std::ranges::min_element(m_askers, {}, [](const Asker &asker) {
        return std::pair(asker.exchange == nullptr, asker.exchange ? asker.asked : asker.due);
    });
    drop(*oldest);
    oldest->due = {};
    m_timer.start(0ms);
    return true;
}

} // namespace Bellboard
