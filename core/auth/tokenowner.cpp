// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "auth/tokenowner.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// The claims of a JWT in compact form (RFC 7515, 3.1); empty where it is none.
QJsonObject claimsOf(const QByteArray &token)
{
    const auto parts = token.split('.');
    if (parts.size() != 3)
        return {};
    const auto options =
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors;
    const auto claims = QByteArray::fromBase64Encoding(parts[1], options);
    return claims ? QJsonDocument::fromJson(claims.decoded).object() : QJsonObject();
}

} // namespace

QByteArray tokenOwner(const QByteArray &token)
{
    const auto claims = claimsOf(token);
    auto owner = token;
    if (const auto subject = claims.value("sub"_L1).toVariant().toString(); !subject.isEmpty())
        owner = QJsonDocument(QJsonObject{{u"iss"_s, claims.value("iss"_L1)}, {u"sub"_s, subject}}).toJson();
    return QCryptographicHash::hash(owner, QCryptographicHash::Sha256);
}

} // namespace Bellboard
