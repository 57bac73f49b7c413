// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "child.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <csignal>

namespace Bellboard {

void Child::start(const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.disconnect(this);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] {
        while (m_process.canReadLine())
            Q_EMIT lineRead(m_process.readLine().trimmed());
    });
    m_process.start(QCoreApplication::applicationFilePath(), arguments);
    if (!m_process.waitForStarted())
        qFatal("%s: %s", qPrintable(arguments.first()), qPrintable(m_process.errorString()));
}

void Child::kill()
{
    m_process.kill();
    m_process.waitForFinished();
    m_process.readAll();
}

void Child::setFrozen(bool frozen)
{
    if (isRunning())
        ::kill(static_cast<pid_t>(m_process.processId()), frozen ? SIGSTOP : SIGCONT);
}

bool waitUntil(const std::function<bool()> &condition, int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    QTimer tick;
    tick.start(5);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace Bellboard
