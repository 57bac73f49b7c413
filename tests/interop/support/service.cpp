// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "service.h"

#include <QStandardPaths>
#include <QTcpServer>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Only a test that fails waits so long, in ms.
constexpr int patience = 120'000;

} // namespace

Service::~Service()
{
    m_process.disconnect(this);
    stop();
}

QString Service::find(const QString &program)
{
    const auto found = QStandardPaths::findExecutable(program);
    return found.isEmpty() ? QStandardPaths::findExecutable(program, {u"/usr/sbin"_s}) : found;
}

QString Service::missing(const QString &program, const QStringList &arguments, const QString &packages,
                         const QString &folder)
{
    const auto path = find(program);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(folder);
    process.start(path, arguments);
    if (!path.isEmpty() && process.waitForFinished(patience) && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0)
        return {};
    return u"not installed: "_s + packages + u" (./dev test installs them)"_s;
}

bool Service::isRequired()
{
    return qEnvironmentVariableIntValue("BELLBOARD_REQUIRE_INTEROP") != 0;
}

quint16 Service::freePort()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no port can be listened on");
    return server.serverPort();
}

bool Service::start()
{
    stop();
    m_output.clear();
    m_ready.clear();
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : m_plan.environment.asKeyValueRange())
        environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(m_plan.folder);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
#ifdef Q_OS_LINUX
    // A test that is killed leaves no server behind.
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    m_process.start(find(m_plan.program), m_plan.arguments);
    QRegularExpressionMatch match;
    do {
        m_output += QString::fromUtf8(m_process.readAll());
        match = m_plan.ready.match(m_output);
    } while (!match.hasMatch() && m_process.waitForReadyRead(patience));
    m_ready = match.captured(1);
    connect(&m_process, &QProcess::readyRead, this, &Service::read, Qt::UniqueConnection);
    return match.hasMatch();
}

void Service::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        kill();
}

void Service::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void Service::read()
{
    m_output += QString::fromUtf8(m_process.readAll());
}

} // namespace Bellboard
