// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/tlswords.h"

#include "stream/tlspolicy.h"

#include <QDateTime>
#include <QSslCertificateExtension>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QString day(const QDateTime &time)
{
    return time.toUTC().date().toString(Qt::ISODate);
}

/// The common name, or what there is; untrusted.
QString quoted(const QStringList &names)
{
    return u'"' + (names.isEmpty() ? u"?"_s : names.first()) + u'"';
}

QString subjectOf(const QSslCertificate &certificate)
{
    const auto names = certificate.subjectInfo(QSslCertificate::CommonName);
    return quoted(names.isEmpty() ? certificate.subjectInfo(QSslCertificate::Organization) : names);
}

QString issuerOf(const QSslCertificate &certificate)
{
    const auto names = certificate.issuerInfo(QSslCertificate::CommonName);
    return quoted(names.isEmpty() ? certificate.issuerInfo(QSslCertificate::Organization) : names);
}

bool constrainsNames(const QSslCertificate &certificate)
{
    const auto extensions = certificate.extensions();
    return std::ranges::any_of(extensions, [](const QSslCertificateExtension &extension) {
        return extension.oid() == u"2.5.29.30" || extension.name() == u"nameConstraints";
    });
}

/// What Qt has no word for (OpenSSL's codes of weak keys and digests and of name constraints, among others).
QString unspecifiedWords(const QSslError &error, const QList<QSslCertificate> &chain, const QString &host)
{
    if (const auto problem = problemWithChain(chain, host))
        return *problem;
    if (std::ranges::any_of(chain, constrainsNames))
        return u"an authority in its chain may not sign for this name"_s;
    return error.errorString();
}

QString wordsFor(const QSslError &error, const QList<QSslCertificate> &chain, const QString &host)
{
    const auto certificate = error.certificate().isNull() ? chain.value(0) : error.certificate();
    const auto whose =
        certificate == chain.value(0) ? u"the certificate"_s : u"the certificate of "_s + subjectOf(certificate);
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return whose + u" expired on "_s + day(certificate.expiryDate());
    case QSslError::CertificateNotYetValid:
        return whose + u" is valid only from "_s + day(certificate.effectiveDate()) + u" on"_s;
    case QSslError::HostNameMismatch:
        return problemWithNames(chain.value(0), host).value_or(error.errorString());
    case QSslError::SelfSignedCertificate:
        return u"the server signed its certificate itself"_s;
    case QSslError::SelfSignedCertificateInChain:
        return u"its authority "_s + subjectOf(certificate) + u" is not trusted"_s;
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
        return u"its authority "_s + issuerOf(certificate)
            + u" is not known; perhaps the server does not show an intermediate certificate"_s;
    case QSslError::InvalidPurpose:
        return whose + u" is not for servers"_s;
    case QSslError::InvalidCaCertificate:
        return subjectOf(certificate) + u" signed it, but is no authority"_s;
    case QSslError::PathLengthExceeded:
        return u"its chain is longer than an authority in it allows"_s;
    case QSslError::CertificateRevoked:
        return whose + u" was revoked"_s;
    case QSslError::CertificateSignatureFailed:
    case QSslError::UnableToDecryptCertificateSignature:
        return u"the signature of "_s + whose + u" is wrong"_s;
    case QSslError::UnspecifiedError:
        return unspecifiedWords(error, chain, host);
    default:
        return error.errorString();
    }
}

} // namespace

QString untrustedWords(const QList<QSslError> &errors, const QList<QSslCertificate> &chain, const QString &host)
{
    // That the name is another is found last, and says little of a chain that is wrong in itself.
    return errors.isEmpty() ? QString() : wordsFor(errors.first(), chain, host);
}

QString tlsFailureWords(const QString &text)
{
    if (text.contains("protocol version"_L1) || text.contains("unsupported protocol"_L1))
        return u"the server offers only TLS 1.1 or older"_s;
    if (text.contains("wrong version number"_L1) || text.contains("packet length too long"_L1))
        return u"the server does not speak TLS at this port"_s;
    if (text.contains("handshake failure"_L1))
        return u"the server and this computer have no encryption in common"_s;
    return text;
}

} // namespace Bellboard
