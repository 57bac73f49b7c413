// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "absencewatch.h"

#include "feed/engine.h"
#include "notify/announcer.h"
#include "session.h"

#include <QPointer>
#include <QTimer>

namespace Bellboard {

namespace {

/// After a feed became live, alerts that it recovered may still be on their way through the journal.
constexpr std::chrono::milliseconds settling{500};

/// What comes in these states happens now; before, it may be old.
bool isCurrent(ConnectionState state)
{
    return state == ConnectionState::Live || state == ConnectionState::Draining || state == ConnectionState::Suspect;
}

/// In these states nothing is to be expected soon.
bool isStuck(ConnectionState state)
{
    return state == ConnectionState::Waiting || state == ConnectionState::Offline
        || state == ConnectionState::SignInRequired || state == ConnectionState::Rejected;
}

} // namespace

AbsenceWatch::AbsenceWatch(Engine &engine, Session &session, Announcer &announcer, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_announcer(announcer)
{
    m_announcer.setNotifiedSegment(engine.notifiedSegment());
    for (qsizetype feed = 0; feed < engine.feeds().size(); ++feed)
        m_announcer.setCatchingUp(static_cast<FeedIndex>(feed), true);
    connect(&m_announcer, &Announcer::announced, &engine, &Engine::setNotifiedSegment);
    connect(&session, &Session::alertsChanged, &m_announcer, &Announcer::take);
    connect(&engine, &Engine::statusChanged, this, &AbsenceWatch::noteStatus);
    connect(&session, &Session::replayFolded, this, [this] {
        m_replaying = false;
        for (auto state = m_states.cbegin(); state != m_states.cend(); ++state)
            settle(state.key());
    });
}

void AbsenceWatch::noteStatus(const FeedStatus &status)
{
    m_states.insert(status.feed, status.state);
    if (!m_replaying)
        settle(status.feed);
}

void AbsenceWatch::settle(FeedIndex feed)
{
    const auto state = m_states.value(feed);
    if (!isCurrent(state)) {
        m_current.remove(feed);
        if (isStuck(state))
            m_announcer.setCatchingUp(feed, false); // tells what is known so far
        m_announcer.setCatchingUp(feed, true);
        return;
    }
    if (m_current.contains(feed))
        return;
    m_current.insert(feed);
    QTimer::singleShot(settling, this, [this, feed] {
        m_session.afterFolding([self = QPointer(this), feed] {
            if (self && self->m_current.contains(feed))
                self->m_announcer.setCatchingUp(feed, false);
        });
    });
}

} // namespace Bellboard
