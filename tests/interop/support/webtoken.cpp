// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "webtoken.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QByteArray encoded(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray encoded(const QJsonObject &object)
{
    return encoded(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

QByteArray webToken(const QByteArray &secret, const QString &name, std::chrono::seconds life)
{
    const auto now = QDateTime::currentSecsSinceEpoch();
    const auto end = now + life.count();
    const auto body = encoded(QJsonObject{{u"alg"_s, u"HS256"_s}, {u"typ"_s, u"JWT"_s}}) + '.'
        + encoded(QJsonObject{
            {u"sub"_s, u"u-"_s + name}, {u"name"_s, name}, {u"iat"_s, now}, {u"exp"_s, static_cast<qint64>(end)}});
    return body + '.' + encoded(QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256));
}

} // namespace Bellboard
