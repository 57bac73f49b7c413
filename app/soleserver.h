// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QLocalServer>

#include <chrono>

namespace Bellboard {

/// A local server that at most one process has under its name: taking the name over from a process that was killed, and
/// giving it up, happen under a lock, so that nobody removes the socket of somebody else who came at the same moment.
class SoleServer : public QLocalServer
{
    Q_OBJECT

public:
    /// What listenAlone() found.
    enum class Outcome {
        Listening, ///< the name is ours
        Taken, ///< another process has it
        Failed, ///< errorText() says why
    };

    using QLocalServer::QLocalServer;
    /// Gives the name up; waits a moment for whoever looks at it just now.
    ~SoleServer() override;

    /// Begins to listen at `name` unless somebody does already. Waits up to `patience` for others who try the same just now.
    Outcome listenAlone(const QString &name, std::chrono::milliseconds patience);
    /// Why listenAlone() failed.
    const QString &errorText() const { return m_errorText; }

private:
    QString m_lockFile;
    QString m_errorText;
};

} // namespace Bellboard
