// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "liveness/clockwatch.h"
#include "liveness/focuswatch.h"
#include "liveness/networkwatch.h"
#include "liveness/sleepwatch.h"
#include "stream/troublehint.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace Bellboard {

class Engine;

/// Everything on this computer that hints at connections being dead, in one place.
///
/// Hints come singly: at most one a second, the last of a burst at its end. While the computer is going to sleep nothing is
/// told: networks are being shut down, and whoever tried now would be cut off half-way.
class TroubleWatch : public QObject
{
    Q_OBJECT

public:
    /// `clock` must outlive it; `network` may be null.
    TroubleWatch(const Clock &clock, std::unique_ptr<SleepWatch> sleep, std::unique_ptr<NetworkWatch> network,
                 QObject *parent = nullptr);

    /// For this system and this program; tells `engine`, which must outlive it and have been started.
    static std::unique_ptr<TroubleWatch> watchFor(Engine &engine, const Clock &clock);

Q_SIGNALS:
    void hinted(Bellboard::TroubleHint hint);
    void networkAvailableChanged(bool available);

private:
    void noteSleep();
    void noteWake(TroubleHint hint);
    void noteNetwork(bool available);
    void note(TroubleHint hint);
    void tell(TroubleHint hint);

    std::unique_ptr<SleepWatch> m_sleep;
    std::unique_ptr<NetworkWatch> m_network;
    ClockWatch m_clockWatch;
    FocusWatch m_focus;
    bool m_available = true; ///< as it was told
    QTimer m_falling; ///< runs while the computer is going to sleep
    QTimer m_rest; ///< runs after a hint was told
    std::optional<TroubleHint> m_next; ///< to be told after the rest
};

} // namespace Bellboard
