// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "soleserver.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QLocalSocket>
#include <QLockFile>
#include <QThread>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// How long somebody else may hold the lock before the name is given up without it.
constexpr std::chrono::milliseconds closingPatience{1000};

/// Beside the socket, whose folder only this user can enter; a pipe has no folder, so the user's own one for such files.
QString lockFileOf(const QString &name)
{
    return (QDir::isAbsolutePath(name) ? name : QDir::temp().filePath(name)) + u".lock"_s;
}

/// QLockFile waits longer and longer between its own attempts, but whoever has this lock has it for a few system calls.
bool acquire(QLockFile &lock, std::chrono::milliseconds patience)
{
    constexpr unsigned long pause = 5; // milliseconds
    const QDeadlineTimer deadline(patience);
    while (!lock.tryLock(0)) {
        if (lock.error() != QLockFile::LockFailedError || deadline.hasExpired())
            return false;
        QThread::msleep(pause);
    }
    return true;
}

bool isAnswered(const QString &name, std::chrono::milliseconds patience)
{
    QLocalSocket socket;
    socket.connectToServer(name);
    return socket.waitForConnected(static_cast<int>(patience.count()))
        || socket.error() == QLocalSocket::SocketTimeoutError;
}

} // namespace

SoleServer::~SoleServer()
{
    if (!isListening())
        return;
    // Closing removes the socket's file by its name, which must not be somebody else's by then.
    QLockFile lock(m_lockFile);
    acquire(lock, closingPatience);
    close();
}

SoleServer::Outcome SoleServer::listenAlone(const QString &name, std::chrono::milliseconds patience)
{
    m_lockFile = lockFileOf(name);
    QLockFile lock(m_lockFile);
    if (!acquire(lock, patience)) {
        if (lock.error() == QLockFile::LockFailedError)
            return Outcome::Taken;
        m_errorText = u"%1 cannot be made"_s.arg(m_lockFile);
        return Outcome::Failed;
    }
    if (isAnswered(name, patience))
        return Outcome::Taken;
    // Nobody is there, and nobody comes while we have the lock: a socket that exists is what a killed process left.
    removeServer(name);
    if (listen(name))
        return Outcome::Listening;
    m_errorText = errorString();
    return Outcome::Failed;
}

} // namespace Bellboard
