// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/presencewatch.h"

#include <QEvent>

#include <algorithm>
#include <utility>

namespace Bellboard {

PresenceWatch::PresenceWatch(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_inputTime(clock.wallTime())
    , m_input(clock.instant())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PresenceWatch::look);
}

void PresenceWatch::noteInput()
{
    m_inputTime = m_clock.wallTime();
    m_input = m_clock.instant();
    if (m_presence == UserPresence::Away)
        look();
}

void PresenceWatch::setVisible(bool visible)
{
    if (std::exchange(m_visible, visible) == visible)
        return;
    if (visible)
        noteInput();
    look();
}

void PresenceWatch::setLocked(bool locked)
{
    if (std::exchange(m_locked, locked) == locked)
        return;
    if (!locked)
        noteInput();
    look();
}

void PresenceWatch::look()
{
    // By either clock: one may stand still while the computer sleeps, the other may be set.
    const auto byInstant = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.instant() - m_input);
    const auto idle = std::max(byInstant, m_clock.wallTime() - m_inputTime);
    const bool isHere = m_visible && !m_locked && idle < patience;
    if (isHere)
        m_timer.start(patience - idle); // input meanwhile is seen then, so that a moving mouse costs next to nothing
    else
        m_timer.stop();
    const auto presence = isHere ? UserPresence::Active : UserPresence::Away;
    if (std::exchange(m_presence, presence) != presence)
        Q_EMIT presenceChanged(presence);
}

bool PresenceWatch::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress:
    case QEvent::TabletMove:
        noteInput();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace Bellboard
