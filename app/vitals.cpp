// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "vitals.h"

#include "cli/output.h"
#include "session.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QQuickWindow>

#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

qint64 steadyNow()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

Vitals::Vitals(Session &session, QQuickWindow &window, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&window, &QQuickWindow::frameSwapped, this, [this] {
        if (m_frames++ == 0)
            m_firstFrame = steadyNow();
    });
    connect(&session, &Session::flushed, this, [this] {
        if (m_firstData == 0 && m_session.foldedEvents() > 0)
            m_firstData = steadyNow();
    });
    m_timer.setInterval(std::chrono::seconds(1));
    connect(&m_timer, &QTimer::timeout, this, &Vitals::write);
    m_timer.start();
}

void Vitals::write()
{
    const QJsonObject vitals{
        {u"first_frame_ns"_s, m_firstFrame},
        {u"first_data_ns"_s, m_firstData},
        {u"events"_s, static_cast<qint64>(m_session.foldedEvents())},
        {u"rows"_s, m_session.payments()->payments()->total()},
        {u"frames"_s, static_cast<qint64>(m_frames)},
    };
    if (!writeOut(QJsonDocument(vitals).toJson(QJsonDocument::Compact) + '\n'))
        m_timer.stop();
}

} // namespace Bellboard
