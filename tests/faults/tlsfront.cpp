// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "tlsfront.h"

#include "faultpipe.h"
#include "servercertificate.h"

#include <QSslSocket>

namespace Bellboard {

TlsFront::TlsFront(const QString &folder, QObject *parent) : QObject(parent)
{
    m_server.setSslConfiguration(serverConfiguration(folder));
    connect(&m_server, &QSslServer::pendingConnectionAvailable, this, &TlsFront::accept);
}

void TlsFront::accept()
{
    while (auto *encrypted = qobject_cast<QSslSocket *>(m_server.nextPendingConnection())) {
        auto *plain = new QTcpSocket(encrypted);
        encrypted->setReadBufferSize(qint64{64} * 1024);
        plain->setReadBufferSize(qint64{64} * 1024);
        encrypted->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        auto *in = new FaultPipe(*encrypted, *plain, 0, encrypted);
        auto *out = new FaultPipe(*plain, *encrypted, 0, encrypted);
        connect(plain, &QTcpSocket::connected, in, &FaultPipe::pump);
        connect(plain, &QTcpSocket::disconnected, encrypted, [out, encrypted] {
            out->release();
            encrypted->disconnectFromHost();
        });
        connect(plain, &QTcpSocket::errorOccurred, encrypted, [encrypted, plain] {
            if (plain->state() != QAbstractSocket::ConnectedState)
                encrypted->disconnectFromHost();
        });
        connect(encrypted, &QTcpSocket::disconnected, plain, [in, plain] {
            in->release();
            plain->disconnectFromHost();
        });
        connect(encrypted, &QTcpSocket::disconnected, encrypted, &QObject::deleteLater);
        plain->connectToHost(QHostAddress::LocalHost, m_upstream);
        if (encrypted->state() != QAbstractSocket::ConnectedState)
            encrypted->deleteLater();
    }
}

} // namespace Bellboard
