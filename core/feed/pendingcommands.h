// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/command.h"

#include <QHash>
#include <QObject>

#include <chrono>

class QTimer;

namespace Bellboard {

/// Commands that were sent and wait for their result: each ends exactly once, by a result, by its timeout, or with the
/// connection.
class PendingCommands : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds timeout{10};

    using QObject::QObject;

    /// A command of that key was sent.
    void add(const QString &key);
    /// A result came; one that nobody waits for is dropped.
    void finish(const CommandOutcome &outcome);
    /// The connection broke.
    void abandon();

Q_SIGNALS:
    void finished(const Bellboard::CommandOutcome &outcome);

private:
    QHash<QString, QTimer *> m_timers; ///< by key
};

} // namespace Bellboard
