// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>
#include <QSslServer>
#include <QString>

namespace Bellboard {

/// Puts TLS in front of a server on 127.0.0.1 that has none: takes connections, decrypts, and hands on.
class TlsFront : public QObject
{
    Q_OBJECT

public:
    /// Shows "server.pem" with "server.key" of `folder`; see servercertificate.h.
    explicit TlsFront(const QString &folder, QObject *parent = nullptr);

    bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    quint16 port() const { return m_server.serverPort(); }
    void setUpstream(quint16 port) { m_upstream = port; }

private:
    void accept();

    QSslServer m_server;
    quint16 m_upstream = 0;
};

} // namespace Bellboard
