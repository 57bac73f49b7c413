// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "singleinstance.h"

#include "platform/socketname.h"
#include "util/logging.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr int patience = 3000; ///< milliseconds until a first instance counts as silent
constexpr qint64 maxRequest = 4096; ///< bytes
constexpr auto answer = "ok\n";

QByteArray encode(const LaunchRequest &request)
{
    const QJsonObject object{{u"page"_s, request.page}, {u"key"_s, request.key}, {u"token"_s, request.activationToken}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

LaunchRequest decode(const QByteArray &line)
{
    const auto object = QJsonDocument::fromJson(line).object();
    return {object.value(u"page"_s).toString(), object.value(u"key"_s).toString(), object.value(u"token"_s).toString()};
}

QString fingerprint(const QString &folder)
{
    const auto canonical = QDir(folder).canonicalPath();
    const auto path = canonical.isEmpty() ? QDir(folder).absolutePath() : canonical;
    return QString::fromLatin1(QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
}

} // namespace

SingleInstance::SingleInstance(const QString &dataFolder, QObject *parent)
    : QObject(parent)
    , m_name(instanceSocketName(fingerprint(dataFolder)))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::welcome);
}

SingleInstance::Claim SingleInstance::claim(const LaunchRequest &request)
{
    if (m_name.isEmpty())
        return Claim::Failed;
    // Of two that start at the same moment the second finds nobody to ask, and then the name taken; so it asks again.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (const auto answered = ask(request))
            return *answered;
        switch (m_server.listenAlone(m_name, std::chrono::milliseconds(patience))) {
        case SoleServer::Outcome::Listening:
            return Claim::First;
        case SoleServer::Outcome::Taken:
            break;
        case SoleServer::Outcome::Failed:
            qCWarning(logApp, "Later launches will not find this one: %s", qPrintable(m_server.errorText()));
            return Claim::Failed;
        }
    }
    return Claim::Silent;
}

std::optional<SingleInstance::Claim> SingleInstance::ask(const LaunchRequest &request) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (socket.waitForConnected(patience)) {
        socket.write(encode(request));
        while (!socket.canReadLine()) {
            if (!socket.waitForReadyRead(patience))
                return Claim::Silent;
        }
        return Claim::HandedOver;
    }
    if (socket.error() == QLocalSocket::SocketTimeoutError)
        return Claim::Silent;
    return std::nullopt;
}

void SingleInstance::welcome()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        // Whoever connects and says nothing must not stay for ever.
        QTimer::singleShot(patience, socket, [socket] { socket->abort(); });
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->bytesAvailable() > maxRequest) {
                socket->abort();
            } else if (socket->canReadLine()) {
                const auto request = decode(socket->readLine(maxRequest));
                socket->write(answer);
                socket->flush();
                socket->disconnectFromServer();
                Q_EMIT launched(request);
            }
        });
    }
}

} // namespace Bellboard
