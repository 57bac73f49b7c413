// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/authorityfile.h"

#include "stream/tlspolicy.h"

#include <QDateTime>
#include <QFile>
#include <QSslCertificate>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Larger than any system's own bundle.
constexpr qint64 sizeLimit = qint64{4} << 20;

Result<QList<QSslCertificate>, QString> readCertificates(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Unexpected(u"there is no file "_s + path);
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(QString(path + u" cannot be read: "_s + file.errorString()));
    if (file.size() > sizeLimit)
        return Unexpected(QString(path + u" is larger than 4 MiB"_s));
    auto certificates = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (certificates.isEmpty())
        return Unexpected(QString(path + u" holds no certificate in PEM (-----BEGIN CERTIFICATE-----)"_s));
    return certificates;
}

std::optional<QString> problemWith(const QList<QSslCertificate> &certificates, const QString &path, Timestamp now)
{
    const auto moment = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), QTimeZone::utc());
    const auto &last = *std::ranges::max_element(certificates, {}, &QSslCertificate::expiryDate);
    if (last.expiryDate() < moment)
        return QString(u"the certificate in "_s + path + u" expired on "_s
                       + last.expiryDate().toUTC().date().toString(Qt::ISODate));
    if (std::ranges::any_of(certificates, hasWeakKey))
        return QString(u"a certificate in "_s + path + u" has a key that is too weak"_s);
    return {};
}

} // namespace

Result<void, QString> checkAuthorityFile(const AuthorityFile &file, Timestamp now)
{
    const auto begin = file.place + u": "_s;
    const auto certificates = readCertificates(file.path);
    if (!certificates)
        return Unexpected(QString(begin + certificates.error()));
    if (const auto problem = problemWith(*certificates, file.path, now))
        return Unexpected(QString(begin + *problem));
    return {};
}

} // namespace Bellboard
