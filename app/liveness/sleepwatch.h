// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>

#include <memory>

namespace Bellboard {

/// Tells when this computer goes to sleep and when it is back, by its system. One implementation per system is built
/// (platform/sleepwatch_*); on a system that does not tell, neither signal comes.
class SleepWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The implementation for this system.
    static std::unique_ptr<SleepWatch> create();

Q_SIGNALS:
    /// It is about to sleep; woke() follows, also when it does not sleep in the end.
    void sleepBegan();
    void woke();
};

} // namespace Bellboard
