// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/troublewatch.h"

#include "feed/engine.h"

#include <QGuiApplication>

#include <utility>

namespace Bellboard {

namespace {

constexpr std::chrono::milliseconds restBetweenHints{1'000};
/// A computer that is still awake after this is not going to sleep, whatever it said.
constexpr std::chrono::milliseconds longestFall{30'000};

} // namespace

TroubleWatch::TroubleWatch(const Clock &clock, std::unique_ptr<SleepWatch> sleep, std::unique_ptr<NetworkWatch> network,
                           QObject *parent)
    : QObject(parent)
    , m_sleep(std::move(sleep))
    , m_network(std::move(network))
    , m_clockWatch(clock)
    , m_focus(clock)
{
    m_falling.setSingleShot(true);
    m_falling.setInterval(longestFall);
    connect(&m_falling, &QTimer::timeout, this, [this] { noteWake(TroubleHint::Woke); });
    m_rest.setSingleShot(true);
    m_rest.setInterval(restBetweenHints);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (const auto next = std::exchange(m_next, std::nullopt))
            tell(*next);
    });
    connect(m_sleep.get(), &SleepWatch::sleepBegan, this, &TroubleWatch::noteSleep);
    connect(m_sleep.get(), &SleepWatch::woke, this, [this] { noteWake(TroubleHint::Woke); });
    connect(&m_clockWatch, &ClockWatch::jumped, this, [this] { noteWake(TroubleHint::ClockJumped); });
    connect(&m_focus, &FocusWatch::returned, this, [this] { note(TroubleHint::FocusReturned); });
    if (m_network) {
        connect(m_network.get(), &NetworkWatch::availableChanged, this, &TroubleWatch::noteNetwork);
        connect(m_network.get(), &NetworkWatch::changed, this, [this] { note(TroubleHint::NetworkChanged); });
    }
    if (auto *gui = qobject_cast<QGuiApplication *>(QCoreApplication::instance())) {
        connect(gui, &QGuiApplication::applicationStateChanged, &m_focus,
                [this](Qt::ApplicationState state) { m_focus.setActive(state == Qt::ApplicationActive); });
    }
}

std::unique_ptr<TroubleWatch> TroubleWatch::watchFor(Engine &engine, const Clock &clock)
{
    auto watch = std::make_unique<TroubleWatch>(clock, SleepWatch::create(), std::make_unique<NetworkWatch>());
    connect(watch.get(), &TroubleWatch::hinted, &engine, &Engine::takeHint);
    connect(watch.get(), &TroubleWatch::networkAvailableChanged, &engine, &Engine::setNetworkAvailable);
    watch->noteNetwork(watch->m_network->isAvailable());
    return watch;
}

void TroubleWatch::noteSleep()
{
    m_next.reset();
    m_falling.start();
}

void TroubleWatch::noteWake(TroubleHint hint)
{
    m_falling.stop();
    if (m_network)
        noteNetwork(m_network->isAvailable());
    tell(hint); // at once, however short ago another was
}

void TroubleWatch::noteNetwork(bool available)
{
    if (m_falling.isActive() || std::exchange(m_available, available) == available)
        return;
    Q_EMIT networkAvailableChanged(available);
}

void TroubleWatch::note(TroubleHint hint)
{
    if (m_falling.isActive())
        return;
    if (m_rest.isActive())
        m_next = hint;
    else
        tell(hint);
}

void TroubleWatch::tell(TroubleHint hint)
{
    m_next.reset();
    m_rest.start();
    Q_EMIT hinted(hint);
}

} // namespace Bellboard
