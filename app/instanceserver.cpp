// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "instanceserver.h"

#include "instanceprotocol.h"
#include "util/logging.h"

#include <QLocalSocket>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// More than anybody needs; whoever comes beyond is turned away.
constexpr int maxConnections = 64;

} // namespace

InstanceServer::InstanceServer(const QString &dataFolder, QObject *parent)
    : QObject(parent)
    , m_name(InstanceProtocol::socketName(dataFolder))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &InstanceServer::welcome);
}

void InstanceServer::answer(const QString &question, Answer answer)
{
    m_answers.insert(question, std::move(answer));
}

SoleServer::Outcome InstanceServer::listen()
{
    if (m_name.isEmpty())
        return SoleServer::Outcome::Failed;
    const auto outcome = m_server.listenAlone(m_name, InstanceProtocol::patience);
    if (outcome == SoleServer::Outcome::Failed)
        qCWarning(logApp, "Later launches will not find this one: %s", qPrintable(m_server.errorText()));
    return outcome;
}

void InstanceServer::welcome()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        connect(socket, &QObject::destroyed, &m_server, [this] { --m_connections; });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        if (m_connections > maxConnections) {
            socket->abort();
            continue;
        }
        // Whoever connects and says nothing must not stay for ever.
        auto *timeout = new QTimer(socket);
        timeout->setSingleShot(true);
        connect(timeout, &QTimer::timeout, socket, &QLocalSocket::abort);
        timeout->start(InstanceProtocol::patience);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket, timeout] {
            if (socket->bytesAvailable() > InstanceProtocol::longestRequest) {
                socket->abort();
            } else if (socket->canReadLine()) {
                socket->disconnect(this);
                timeout->stop();
                hear(socket);
            }
        });
    }
}

void InstanceServer::hear(QLocalSocket *socket)
{
    const auto request = InstanceProtocol::decode(socket->readLine(InstanceProtocol::longestRequest));
    if (socket->bytesAvailable() > 0)
        return socket->abort(); // one request is all
    connect(socket, &QLocalSocket::readyRead, socket, &QLocalSocket::abort);
    const bool stays = InstanceProtocol::question(request) == InstanceProtocol::watch;
    socket->write(InstanceProtocol::encode(stays ? QJsonObject() : answerTo(request)));
    socket->flush();
    if (!stays)
        socket->disconnectFromServer();
}

QJsonObject InstanceServer::answerTo(const QJsonObject &request) const
{
    const auto answer = m_answers.value(InstanceProtocol::question(request));
    return answer ? answer(request) : InstanceProtocol::refusal(u"That is not answered here."_s);
}

} // namespace Bellboard
