// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "instanceprotocol.h"

#include "platform/socketname.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard::InstanceProtocol {

QString socketName(const QString &dataFolder)
{
    const auto canonical = QDir(dataFolder).canonicalPath();
    const auto path = canonical.isEmpty() ? QDir(dataFolder).absolutePath() : canonical;
    const auto digest = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256);
    return instanceSocketName(QString::fromLatin1(digest.toHex().left(16)));
}

QJsonObject request(const QString &question)
{
    return {{u"ask"_s, question}};
}

QString question(const QJsonObject &request)
{
    return request.value(u"ask"_s).toString();
}

QJsonObject refusal(const QString &sentence)
{
    return {{u"refused"_s, sentence}};
}

QString refusalIn(const QJsonObject &answer)
{
    return answer.value(u"refused"_s).toString();
}

QByteArray encode(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QJsonObject decode(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object();
}

} // namespace Bellboard::InstanceProtocol
