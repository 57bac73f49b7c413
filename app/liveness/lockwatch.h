// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>

#include <memory>

namespace Bellboard {

/// Tells when the user's session is locked or its screen saver runs, by its system. One implementation per system is built
/// (platform/lockwatch_*); on a system that does not tell, the signal never comes.
class LockWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The implementation for this system.
    static std::unique_ptr<LockWatch> create();

Q_SIGNALS:
    void lockedChanged(bool locked);
};

} // namespace Bellboard
