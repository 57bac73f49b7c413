// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "tlsfront.h"

#include "faultpipe.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

TlsFront::TlsFront(const QString &folder, QObject *parent) : QObject(parent)
{
    QFile key(folder + u"/server.key"_s);
    if (!key.open(QIODevice::ReadOnly))
        qFatal("there is no key in %s", qPrintable(folder));
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Rsa));
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(folder + u"/server.pem"_s)
                                           + QSslCertificate::fromPath(folder + u"/ca.pem"_s));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server.setSslConfiguration(configuration);
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

bool makeCertificates(const QString &folder)
{
    const auto run = [&](const QStringList &arguments) {
        QProcess openssl;
        openssl.setWorkingDirectory(folder);
        openssl.start(u"openssl"_s, arguments);
        return openssl.waitForFinished(60'000) && openssl.exitCode() == 0;
    };
    QFile extension(folder + u"/server.ext"_s);
    const QByteArray name = "subjectAltName=IP:127.0.0.1\n";
    if (!extension.open(QIODevice::WriteOnly) || extension.write(name) != name.size())
        return false;
    extension.close();
    return run({u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
                u"/CN=Fault suite"_s, u"-keyout"_s, u"ca.key"_s, u"-out"_s, u"ca.pem"_s})
        && run({u"req"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-subj"_s, u"/CN=server"_s, u"-keyout"_s,
                u"server.key"_s, u"-out"_s, u"server.csr"_s})
        && run({u"x509"_s, u"-req"_s, u"-in"_s, u"server.csr"_s, u"-CA"_s, u"ca.pem"_s, u"-CAkey"_s, u"ca.key"_s,
                u"-CAcreateserial"_s, u"-days"_s, u"2"_s, u"-extfile"_s, u"server.ext"_s, u"-out"_s, u"server.pem"_s});
}

} // namespace Bellboard
