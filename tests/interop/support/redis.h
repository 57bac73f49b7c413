// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "service.h"

#include <QJsonDocument>
#include <QTemporaryDir>

namespace Bellboard {

/// A Redis of the test's own, with its data in memory and a socket in a folder that nobody else can enter.
class Redis
{
public:
    Redis();

    bool start() { return m_service.start(); }
    void stop() { m_service.stop(); }
    /// The path of its socket.
    QString socket() const { return m_folder.filePath(QStringLiteral("redis.sock")); }
    /// Has a command done, and gives its answer.
    QJsonDocument ask(const QStringList &command) const;
    const QString &output() const { return m_service.output(); }
    static QString missing();

private:
    const QTemporaryDir m_folder;
    Service m_service;
};

} // namespace Bellboard
