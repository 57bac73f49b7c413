// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "process.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QProcessEnvironment>

namespace Bellboard {

Process::Process(const QStringList &arguments)
{
    start(QCoreApplication::applicationFilePath(), arguments);
}

Process::Process(const QString &program, const QStringList &arguments, const QStringList &environment)
{
    auto variables = QProcessEnvironment::systemEnvironment();
    for (const auto &variable : environment)
        variables.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    m_process.setProcessEnvironment(variables);
    start(program, arguments);
}

Process::~Process()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void Process::start(const QString &program, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program, arguments);
    if (!m_process.waitForStarted())
        qFatal("%s cannot be started", qPrintable(program));
}

QJsonObject Process::readResult()
{
    const QDeadlineTimer deadline(std::chrono::minutes(10));
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime())) && !m_process.canReadLine())
            qFatal("%s %s ended without a result", qPrintable(m_process.program()),
                   qPrintable(m_process.arguments().join(u' ')));
    }
    return QJsonDocument::fromJson(m_process.readLine()).object();
}

} // namespace Bellboard
