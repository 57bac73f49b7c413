// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/tray.h"

#include "desktop/trayicon.h"

#include <QDateTime>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

Timestamp currentTime()
{
    return SystemClock().wallTime();
}

/// Text of others as a menu entry: no accelerators, one short line.
QString entryText(const QString &text)
{
    auto line = text.simplified();
    if (line.size() > 60)
        line = line.left(59) + u'…';
    return line.replace(u'&', u"&&"_s);
}

bool sameEntries(const QList<AlertSummary> &a, const QList<AlertSummary> &b)
{
    return std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(), [](const auto &x, const auto &y) {
        return x.key == y.key && x.title == y.title && x.severity == y.severity;
    });
}

} // namespace

bool TrayState::operator==(const TrayState &other) const
{
    return severity == other.severity && unacknowledged == other.unacknowledged && text == other.text
        && pausedText == other.pausedText && sameEntries(worst, other.worst);
}

Tray::Tray(std::unique_ptr<TrayHost> host, QObject *parent) : QObject(parent), m_host(std::move(host))
{
    // A host that comes later, or comes back, does not always take an icon that was there before it.
    connect(m_host.get(), &TrayHost::changed, this, [this] {
        if (m_host->isProven())
            makeIcon();
    });
    using namespace std::chrono_literals;
    m_pauseMenu.setTitle(tr("Pause notifications"));
    m_pauseMenu.addAction(tr("For 30 minutes"), this, [this] { Q_EMIT pauseRequested(currentTime() + 30min); });
    m_pauseMenu.addAction(tr("For 1 hour"), this, [this] { Q_EMIT pauseRequested(currentTime() + 1h); });
    m_pauseMenu.addAction(tr("Until tomorrow, 08:00"), this,
                          [this] { Q_EMIT pauseRequested(tomorrowMorning(currentTime())); });
    m_state.severity = u"stale"_s;
    fillMenu();
    makeIcon();
}

void Tray::makeIcon()
{
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setIcon(trayIcon(m_state.severity, m_state.unacknowledged));
    m_icon->setToolTip(m_state.text);
    m_icon->setContextMenu(&m_menu);
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason != QSystemTrayIcon::Context)
            Q_EMIT openRequested();
    });
    m_icon->show();
    Q_EMIT iconReplaced();
}

void Tray::show(const TrayState &state)
{
    if (state == m_state)
        return;
    const bool newIcon = state.severity != m_state.severity || state.unacknowledged != m_state.unacknowledged;
    const bool newMenu = !sameEntries(state.worst, m_state.worst) || state.pausedText != m_state.pausedText;
    m_state = state;
    if (newIcon)
        m_icon->setIcon(trayIcon(state.severity, state.unacknowledged));
    m_icon->setToolTip(state.text);
    if (newMenu)
        fillMenu();
}

void Tray::fillMenu()
{
    m_menu.clear();
    for (const auto &alert : m_state.worst) {
        static constexpr std::array tokens{u"info", u"warning", u"high", u"critical"};
        const auto token = QString::fromUtf16(tokens[static_cast<std::size_t>(alert.severity)]);
        m_menu.addAction(trayIcon(token, 0), entryText(alert.title), this,
                         [this, key = alert.key] { Q_EMIT itemRequested(key); });
    }
    if (!m_state.worst.isEmpty())
        m_menu.addSeparator();
    if (m_state.pausedText.isEmpty()) {
        m_menu.addMenu(&m_pauseMenu);
    } else {
        m_menu.addAction(m_state.pausedText)->setEnabled(false);
        m_menu.addAction(tr("Resume notifications"), this, [this] { Q_EMIT pauseRequested({}); });
    }
    m_menu.addAction(tr("Retry now"), this, &Tray::retryRequested);
    m_menu.addSeparator();
    m_menu.addAction(tr("Open Bellboard"), this, &Tray::openRequested);
    m_menu.addAction(tr("Quit"), this, &Tray::quitRequested);
}

Timestamp tomorrowMorning(Timestamp now)
{
    const auto local = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count());
    const QDateTime morning(local.date().addDays(1), QTime(8, 0));
    return Timestamp(std::chrono::milliseconds(morning.toMSecsSinceEpoch()));
}

} // namespace Bellboard
