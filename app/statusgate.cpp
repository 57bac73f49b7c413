// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "statusgate.h"

#include "foldpump.h"

#include <QPointer>

namespace Bellboard {

StatusGate::StatusGate(FoldPump &pump, QObject *parent) : QObject(parent), m_pump(pump) { }

void StatusGate::take(const FeedStatus &status)
{
    if (status.state == ConnectionState::Live && !m_live.contains(status.feed))
        return hold(status);
    m_held.remove(status.feed);
    // A connection in doubt, or on its way to another server, has lost nothing of what it gave.
    if (status.state != ConnectionState::Live && status.state != ConnectionState::Suspect
        && status.state != ConnectionState::Draining)
        m_live.remove(status.feed);
    Q_EMIT passed(status);
}

void StatusGate::hold(const FeedStatus &status)
{
    auto told = status;
    told.state = ConnectionState::Recovering;
    Q_EMIT passed(told);
    const auto feed = status.feed;
    if (const auto held = m_held.find(feed); held != m_held.end()) {
        held->newest = status;
        return;
    }
    const auto segment = status.segment;
    m_held.insert(feed, {segment, status});
    m_pump.whenFolded(segment, [self = QPointer(this), feed, segment] {
        // It may have been lost meanwhile, and even have become live again with more behind it.
        if (!self || !self->m_held.contains(feed) || self->m_held[feed].segment != segment)
            return;
        self->m_live.insert(feed);
        Q_EMIT self->passed(self->m_held.take(feed).newest);
    });
}

} // namespace Bellboard
