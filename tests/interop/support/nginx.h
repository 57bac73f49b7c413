// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "service.h"

#include <QTemporaryDir>

namespace Bellboard {

/// nginx in front of a server, with the `http` part of its configuration as that server's team wrote it.
class Nginx
{
public:
    /// `file` is that part; of each pair in `values` the first, as "@NAME@" in it, becomes the second. "@PORT@" is where it listens,
    /// on 127.0.0.1, and "@FOLDER@" a folder of its own.
    Nginx(const QString &file, const QMap<QString, QString> &values);

    bool start();
    void stop() { m_service.stop(); }
    quint16 port() const { return m_port; }
    const QString &output() const { return m_service.output(); }
    static QString missing();

private:
    QByteArray configuration() const;

    const QTemporaryDir m_folder;
    const QString m_file;
    const QMap<QString, QString> m_values;
    quint16 m_port = 0;
    Service m_service;
};

} // namespace Bellboard
