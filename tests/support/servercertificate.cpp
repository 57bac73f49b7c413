// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "servercertificate.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

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
                u"/CN=Bellboard tests"_s, u"-keyout"_s, u"ca.key"_s, u"-out"_s, u"ca.pem"_s})
        && run({u"req"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-subj"_s, u"/CN=server"_s, u"-keyout"_s,
                u"server.key"_s, u"-out"_s, u"server.csr"_s})
        && run({u"x509"_s, u"-req"_s, u"-in"_s, u"server.csr"_s, u"-CA"_s, u"ca.pem"_s, u"-CAkey"_s, u"ca.key"_s,
                u"-CAcreateserial"_s, u"-days"_s, u"2"_s, u"-extfile"_s, u"server.ext"_s, u"-out"_s, u"server.pem"_s});
}

QSslConfiguration serverConfiguration(const QString &folder)
{
    QFile key(folder + u"/server.key"_s);
    if (!key.open(QIODevice::ReadOnly))
        qFatal("there is no key in %s", qPrintable(folder));
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Rsa));
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(folder + u"/server.pem"_s)
                                           + QSslCertificate::fromPath(folder + u"/ca.pem"_s));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

void trustCertificatesOf(const QString &folder)
{
    auto trusting = QSslConfiguration::defaultConfiguration();
    trusting.setCaCertificates(QSslCertificate::fromPath(folder + u"/ca.pem"_s));
    QSslConfiguration::setDefaultConfiguration(trusting);
}

} // namespace Bellboard
