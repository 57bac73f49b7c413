// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "announcements.h"

#include "board/format.h"
#include "board/words.h"
#include "desktop/tray.h"
#include "feed/engine.h"
#include "session.h"
#include "snoozechoice.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr int menuAlerts = 5;

/// In these states nothing is to be expected soon.
bool isStuck(ConnectionState state)
{
    return state == ConnectionState::Waiting || state == ConnectionState::Offline
        || state == ConnectionState::SignInRequired || state == ConnectionState::Rejected;
}

} // namespace

Announcements::Announcements(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_session(parts.session)
    , m_tray(parts.tray)
    , m_clock(parts.clock)
    , m_announcer(parts.notifier, parts.clock)
{
    for (qsizetype i = 0; i < parts.engine.feeds().size(); ++i)
        m_announcer.setCatchingUp(static_cast<FeedIndex>(i), true);
    const auto readNotified = [this, &engine = parts.engine] {
        for (qsizetype i = 0; i < engine.feeds().size(); ++i) {
            const auto feed = static_cast<FeedIndex>(i);
            m_announcer.setNotifiedSegment(feed, engine.notifiedSegment(feed));
            m_announcer.setNotifiedWaking(feed, engine.notifiedWaking(feed));
        }
    };
    readNotified();
    connect(&parts.engine, &Engine::opened, this, readNotified);
    connect(&m_announcer, &Announcer::announced, &parts.engine, &Engine::setNotifiedSegment);
    connect(&m_announcer, &Announcer::wakingAnnounced, &parts.engine, &Engine::setNotifiedWaking);
    connect(&m_announcer, &Announcer::pauseChanged, this, [this] {
        tickWhenDue();
        refreshTray();
    });
    connect(&m_session, &Session::alertsChanged, this, [this](const QList<AlertChange> &changes) {
        m_announcer.take(changes);
        tickWhenDue();
        m_session.afterFolding([self = QPointer(this)] {
            if (self)
                self->refreshTray();
        });
    });
    connect(&m_session, &Session::feedStatusChanged, this, [this](const FeedStatus &status) {
        if (m_replaying)
            m_statuses.insert(status.feed, status);
        else
            settle(status);
    });
    connect(&m_session, &Session::replayFolded, this, [this] {
        m_replaying = false;
        for (const auto &status : std::exchange(m_statuses, {}))
            settle(status);
        tickWhenDue();
        refreshTray();
    });
    connect(&parts.notifier, &Notifier::activated, this, &Announcements::open);
    connect(&parts.notifier, &Notifier::acknowledged, &m_session, &Session::acknowledge);
    connect(&parts.notifier, &Notifier::snoozed, &m_session,
            [this](const QString &id) { m_session.perform(u"snooze"_s, id, briefSnooze()); });
    m_tickTimer.setSingleShot(true);
    connect(&m_tickTimer, &QTimer::timeout, this, [this] {
        m_announcer.tick();
        tickWhenDue();
    });
    connectTray();
    refreshTray();
}

void Announcements::connectTray()
{
    connect(&m_tray, &Tray::openRequested, this, [this] { Q_EMIT windowRequested({}); });
    connect(&m_tray, &Tray::itemRequested, this, [this](const QString &key) { open(key, {}); });
    connect(&m_tray, &Tray::retryRequested, &m_session, [this] { m_session.retryNow(); });
    connect(&m_tray, &Tray::quitRequested, this, &Announcements::quitRequested);
    connect(&m_tray, &Tray::pauseRequested, &m_announcer, &Announcer::pauseUntil);
    connect(&m_session, &Session::badgesChanged, this, &Announcements::refreshTray);
    connect(&m_session, &Session::bannerChanged, this, &Announcements::refreshTray);
}

void Announcements::open(const QString &id, const QString &activationToken)
{
    const bool isAlert = id != Announcer::summaryId() && id != Announcer::digestId();
    m_session.openItem(u"inbox"_s, isAlert ? id : QString());
    Q_EMIT windowRequested(activationToken);
}

void Announcements::settle(const FeedStatus &status)
{
    const auto feed = status.feed;
    switch (status.state) {
    case ConnectionState::Live:
        if (m_current.contains(feed))
            return;
        m_current.insert(feed);
        m_announcer.setCatchingUp(feed, false);
        return tickWhenDue();
    case ConnectionState::Suspect:
    case ConnectionState::Draining:
        return; // the connection is as before: what it gives is new, or still to be caught up with
    default:
        break;
    }
    m_current.remove(feed);
    if (isStuck(status.state))
        m_announcer.setCatchingUp(feed, false); // tells what is known so far
    m_announcer.setCatchingUp(feed, true);
    tickWhenDue();
}

void Announcements::tickWhenDue()
{
    // The journal says how an alert stands only when all of it was read back.
    const auto wait = m_replaying ? std::nullopt : m_announcer.untilTick();
    if (!wait)
        return m_tickTimer.stop();
    // By the minute at least: the computer may sleep, or its clock be set, meanwhile.
    m_tickTimer.start(std::min<std::chrono::milliseconds>(*wait, std::chrono::minutes(1)));
}

QString Announcements::pausedText() const
{
    const auto until = m_announcer.pausedUntil();
    return until == Timestamp{} ? QString() : tr("Notifications paused until %1").arg(Format::minuteOfDay(until));
}

void Announcements::refreshTray()
{
    TrayState state;
    const auto inbox = m_session.inbox();
    state.unacknowledged = inbox->unacknowledged();
    state.worst = inbox->worstAlerts(menuAlerts);
    state.pausedText = pausedText();
    // Blind is never green: what is not known is worse than calm, though not worse than an alert that is known.
    state.severity = m_session.connectionSeverity() == u"ok" ? u"ok"_s : u"stale"_s;
    if (!state.worst.isEmpty())
        state.severity = Words::token(state.worst.first().severity);
    state.text = u"Bellboard · "_s
        + (state.unacknowledged == 0 ? tr("nothing waits for an answer")
                                     : tr("waiting for an answer: %1").arg(state.unacknowledged))
        + (inbox->snoozed() == 0 ? QString() : u" · "_s + tr("snoozed: %1").arg(inbox->snoozed())) + u'\n'
        + m_session.connectionSummary();
    if (!state.pausedText.isEmpty())
        state.text += u'\n' + state.pausedText;
    m_tray.show(state);
}

} // namespace Bellboard
