// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "announcements.h"

#include "board/format.h"
#include "board/words.h"
#include "desktop/makenotifier.h"
#include "session.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr int menuAlerts = 5;

} // namespace

Announcements::Announcements(Engine &engine, Session &session, const OpenAlerts &alerts, const Clock &clock,
                             QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_clock(clock)
    , m_tray(TrayHost::create())
    , m_notifier(makeNotifier(m_tray))
    , m_announcer(std::make_unique<Announcer>(alerts, *m_notifier, clock))
    , m_absences(engine, session, *m_announcer)
{
    connect(m_announcer.get(), &Announcer::pauseChanged, this, &Announcements::refreshTray);
    connect(&session, &Session::replayFolded, this, &Announcements::refreshTray);
    connect(m_notifier.get(), &Notifier::activated, this, &Announcements::open);
    connect(m_notifier.get(), &Notifier::acknowledged, &session, &Session::acknowledge);

    connect(&m_tray, &Tray::openRequested, this, [this] { Q_EMIT windowRequested({}); });
    connect(&m_tray, &Tray::itemRequested, this, [this](const QString &key) { open(key, {}); });
    connect(&m_tray, &Tray::retryRequested, &session, [&session] { session.retryNow(); });
    connect(&m_tray, &Tray::quitRequested, this, &Announcements::quitRequested);
    connect(&m_tray, &Tray::pauseRequested, this, [this](Timestamp until) {
        m_announcer->pauseUntil(until);
        if (const auto left = m_announcer->pausedUntil() - m_clock.wallTime(); left.count() > 0)
            m_pauseTimer.start(std::min<std::chrono::milliseconds>(left, std::chrono::minutes(1)));
    });
    m_pauseTimer.setTimerType(Qt::VeryCoarseTimer);
    // By the minute rather than once: the computer may sleep, or its clock be set, meanwhile.
    connect(&m_pauseTimer, &QTimer::timeout, this, [this] {
        m_announcer->tick();
        if (m_announcer->pausedUntil() == Timestamp{})
            m_pauseTimer.stop();
    });
    connect(&session, &Session::badgesChanged, this, &Announcements::refreshTray);
    connect(&session, &Session::alertsChanged, this, [this] { m_session.afterFolding([this] { refreshTray(); }); });
    connect(&session, &Session::bannerChanged, this, &Announcements::refreshTray);
    refreshTray();
}

Announcements::~Announcements() = default;

void Announcements::open(const QString &id, const QString &activationToken)
{
    const bool isAlert = id != Announcer::summaryId() && id != Announcer::digestId();
    m_session.openItem(u"inbox"_s, isAlert ? id : QString());
    Q_EMIT windowRequested(activationToken);
}

QString Announcements::pausedText() const
{
    const auto until = m_announcer->pausedUntil();
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
        + u'\n' + m_session.connectionSummary();
    if (!state.pausedText.isEmpty())
        state.text += u'\n' + state.pausedText;
    m_tray.show(state);
}

} // namespace Bellboard
