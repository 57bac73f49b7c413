// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QStringList>

#include <functional>

namespace Bellboard {

/// A child process of this program's own file that speaks in lines.
class Child : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Child() override { kill(); }

    /// Starts it; an error ends the program.
    void start(const QStringList &arguments);
    /// SIGKILL, and waits for the end.
    void kill();
    /// SIGSTOP and SIGCONT.
    void setFrozen(bool frozen);
    void say(const QByteArray &line) { m_process.write(line + '\n'); }
    bool isRunning() const { return m_process.state() == QProcess::Running; }

Q_SIGNALS:
    void lineRead(const QByteArray &line);

private:
    QProcess m_process;
};

/// Runs the event loop until `condition` holds; false when it does not within `milliseconds`.
bool waitUntil(const std::function<bool()> &condition, int milliseconds);

} // namespace Bellboard
