// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QProcess>

namespace Bellboard {

/// A server that is a program of its own: it writes "port N" when it listens, or "missing WHAT" when it cannot run here.
class PeerProgram : public QObject
{
    Q_OBJECT

public:
    ~PeerProgram() override;

    /// Starts it and waits for its first line; `what` it is, if `program` is not even there.
    void start(const QString &program, const QStringList &arguments, const QString &what);
    /// What is missing, in words; empty when it runs.
    const QString &missing() const { return m_missing; }
    quint16 port() const { return m_port; }
    /// What it wrote since.
    const QByteArrayList &lines() const { return m_lines; }
    /// Asks it to shut down, as a system does with a service.
    void terminate() { m_process.terminate(); }

private:
    void readLines();

    QProcess m_process;
    QByteArrayList m_lines;
    QString m_missing;
    quint16 m_port = 0;
};

} // namespace Bellboard
