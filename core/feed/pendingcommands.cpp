// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/pendingcommands.h"

#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

void PendingCommands::add(const QString &key)
{
    auto *timer = new QTimer(this);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, [this, key] {
        finish({key, false, u"The server did not answer in time. It may have been done all the same."_s});
    });
    timer->start(timeout);
    m_timers.insert(key, timer);
}

void PendingCommands::finish(const CommandOutcome &outcome)
{
    auto *timer = m_timers.take(outcome.key);
    if (!timer)
        return;
    timer->deleteLater();
    Q_EMIT finished(outcome);
}

void PendingCommands::abandon()
{
    const auto keys = m_timers.keys();
    for (const auto &key : keys)
        finish({key, false, u"The connection broke before the server answered. It may have been done all the same."_s});
}

} // namespace Bellboard
