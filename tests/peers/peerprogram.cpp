// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "peerprogram.h"

#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

PeerProgram::~PeerProgram()
{
    m_process.disconnect(this);
    m_process.closeWriteChannel(); // which ends it
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(2000))
        m_process.kill();
    m_process.waitForFinished();
}

void PeerProgram::start(const QString &program, const QStringList &arguments, const QString &what)
{
    const auto path = QStandardPaths::findExecutable(program);
    if (path.isEmpty()) {
        m_missing = what;
        return;
    }
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(path, arguments);
    while (!m_process.canReadLine() && m_process.waitForReadyRead()) { }
    const auto first = m_process.readLine().trimmed();
    if (first.startsWith("port "))
        m_port = first.mid(5).toUShort();
    else if (first.startsWith("missing "))
        m_missing = QString::fromUtf8(first.mid(8));
    else
        qFatal("%s did not start: %s", qPrintable(path), first.constData());
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PeerProgram::readLines);
    readLines();
}

void PeerProgram::readLines()
{
    while (m_process.canReadLine())
        m_lines += m_process.readLine().trimmed();
}

} // namespace Bellboard
