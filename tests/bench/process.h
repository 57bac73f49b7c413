// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace Bellboard {

/// A process that writes JSON objects to its standard output, one a line; ended with this object.
class Process
{
public:
    /// This program itself, with `arguments`.
    explicit Process(const QStringList &arguments);
    Process(const QString &program, const QStringList &arguments, const QStringList &environment = {});
    ~Process();
    Process(const Process &) = delete;
    Process &operator=(const Process &) = delete;

    /// The next object. Ends the benchmark with a message when the process ends before, or takes more than ten minutes.
    QJsonObject readResult();
    qint64 pid() const { return m_process.processId(); }

private:
    void start(const QString &program, const QStringList &arguments);

    QProcess m_process;
};

} // namespace Bellboard
