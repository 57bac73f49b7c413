// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "gateway.h"

#include <memory>
#include <utility>

namespace Bellboard {

Gateway::Gateway(quint16 port) : m_port(port)
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("cannot listen");
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (auto *client = nextPendingConnection())
            take(client);
    });
}

void Gateway::setManner(Manner manner)
{
    m_manner = manner;
    for (auto *webSocket : std::exchange(m_webSockets, {}))
        webSocket->abort();
}

/// Reads the head of the first request, which says what the connection is for.
void Gateway::take(QTcpSocket *client)
{
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    const auto head = std::make_shared<QByteArray>();
    connect(client, &QTcpSocket::readyRead, this, [this, client, head] {
        *head += client->readAll();
        if (!head->contains("\r\n\r\n"))
            return;
        client->disconnect(this);
        if (!head->toLower().contains("\r\nupgrade: websocket")) {
            ++m_others;
            return passOn(client, *head);
        }
        ++m_upgrades;
        m_webSockets.append(client);
        connect(client, &QObject::destroyed, this, [this, client] { m_webSockets.removeAll(client); });
        switch (m_manner) {
        case Manner::Pass:
            return passOn(client, *head);
        case Manner::Refuse:
            client->write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            return client->disconnectFromHost();
        case Manner::Silence:
            return;
        case Manner::Swallow:
            return swallow(client, *head);
        }
    });
}

void Gateway::passOn(QTcpSocket *client, const QByteArray &head)
{
    auto *server = new QTcpSocket(client);
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
    connect(server, &QTcpSocket::errorOccurred, client, [client] { client->abort(); });
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::abort);
    server->connectToHost(QHostAddress::LocalHost, m_port);
    server->write(head);
}

/// Only the answer to the upgrade comes through.
void Gateway::swallow(QTcpSocket *client, const QByteArray &head)
{
    auto *server = new QTcpSocket(client);
    const auto answer = std::make_shared<QByteArray>();
    connect(server, &QTcpSocket::readyRead, client, [client, server, answer] {
        const bool isOver = answer->contains("\r\n\r\n");
        *answer += server->readAll();
        const auto end = answer->indexOf("\r\n\r\n");
        if (!isOver && end >= 0)
            client->write(answer->left(end + 4));
    });
    connect(client, &QTcpSocket::readyRead, client, [client] { client->readAll(); });
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::abort);
    server->connectToHost(QHostAddress::LocalHost, m_port);
    server->write(head);
}

} // namespace Bellboard
