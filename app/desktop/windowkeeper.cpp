// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/windowkeeper.h"

#include "settings.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QScreen>
#include <QWindow>

namespace Bellboard {

WindowKeeper::WindowKeeper(QWindow &window, Settings &settings, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_settings(settings)
{
    connect(&window, &QWindow::visibilityChanged, this, [this](QWindow::Visibility visibility) {
        notePlace();
        Q_EMIT visibleChanged(visibility != QWindow::Hidden && visibility != QWindow::Minimized);
    });
    for (const auto changed : {&QWindow::xChanged, &QWindow::yChanged, &QWindow::widthChanged, &QWindow::heightChanged})
        connect(&window, changed, this, &WindowKeeper::notePlace);
    connect(qGuiApp, &QGuiApplication::commitDataRequest, this, [this] { m_sessionEnds = true; }, Qt::DirectConnection);
    window.installEventFilter(this);
}

void WindowKeeper::restore(bool minimised)
{
    QList<QRect> screens;
    for (const auto *screen : QGuiApplication::screens())
        screens << screen->availableGeometry();
    const auto known = parsePlacement(m_settings.placement());
    if (known) {
        m_place = *known;
        m_place.rect = reachable(known->rect, screens, minimumSize);
        m_window.setGeometry(m_place.rect);
    } else if (!screens.isEmpty()) {
        auto rect = QRect(QPoint(), m_window.size());
        rect.moveCenter(screens.first().center());
        m_place.rect = reachable(rect, screens, minimumSize);
        m_window.setGeometry(m_place.rect);
    }
    if (minimised)
        m_trayProven &&m_trayProven() ? m_window.hide() : m_window.showMinimized();
    else if (m_place.maximised)
        m_window.showMaximized();
    else
        m_window.show();
}

void WindowKeeper::raise(const QString &activationToken)
{
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
    if (m_window.visibility() == QWindow::Hidden || m_window.visibility() == QWindow::Minimized)
        m_maximisedBefore ? m_window.showMaximized() : m_window.showNormal();
    m_window.raise();
    m_window.requestActivate();
}

bool WindowKeeper::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Close && !m_sessionEnds) {
        m_maximisedBefore = m_window.visibility() == QWindow::Maximized;
        if (m_trayProven && m_trayProven())
            m_window.hide();
        else
            m_window.showMinimized();
        event->ignore();
        return true;
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Quit)) {
        Q_EMIT quitRequested();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

void WindowKeeper::notePlace()
{
    const auto visibility = m_window.visibility();
    if (visibility != QWindow::Windowed && visibility != QWindow::Maximized)
        return;
    m_place.maximised = visibility == QWindow::Maximized;
    m_maximisedBefore = m_place.maximised;
    if (!m_place.maximised)
        m_place.rect = m_window.geometry();
    if (m_place.rect.isValid())
        m_settings.setPlacement(placementText(m_place));
}

} // namespace Bellboard
