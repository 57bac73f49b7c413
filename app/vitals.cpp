// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "vitals.h"

#include "cli/output.h"
#include "session.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QQuickWindow>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr std::chrono::milliseconds pulseInterval{10};

qint64 steadyNow()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

Vitals::Vitals(Session &session, QQuickWindow &window, bool pulse, QObject *parent)
    : QObject(parent)
    , m_session(session)
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
    if (!pulse)
        return;
    m_pulse.setTimerType(Qt::PreciseTimer);
    m_pulse.setInterval(pulseInterval);
    connect(&m_pulse, &QTimer::timeout, this, &Vitals::beat);
    m_lastBeat = steadyNow();
    m_pulse.start();
}

void Vitals::beat()
{
    const auto now = steadyNow();
    m_longestBlock = std::max(m_longestBlock, now - std::exchange(m_lastBeat, now) - pulseInterval.count() * 1'000'000);
}

void Vitals::write()
{
    QJsonObject vitals{
        {u"first_frame_ns"_s, m_firstFrame},
        {u"first_data_ns"_s, m_firstData},
        {u"events"_s, static_cast<qint64>(m_session.foldedEvents())},
        {u"rows"_s, m_session.payments()->payments()->total()},
        {u"frames"_s, static_cast<qint64>(m_frames)},
    };
    if (m_pulse.isActive())
        vitals.insert(u"longest_block_ms"_s, static_cast<double>(std::exchange(m_longestBlock, 0)) / 1e6);
    if (!writeOut(QJsonDocument(vitals).toJson(QJsonDocument::Compact) + '\n'))
        m_timer.stop();
}

} // namespace Bellboard
