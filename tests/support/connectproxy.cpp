// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "connectproxy.h"

#include <QPointer>
#include <QTcpSocket>

namespace Bellboard {

ConnectProxy::ConnectProxy(QObject *parent) : QTcpServer(parent)
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("cannot listen");
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (auto *client = nextPendingConnection())
            serve(client);
    });
}

void ConnectProxy::serve(QTcpSocket *client)
{
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    // Not a byte behind the head is taken off: it belongs to the tunnel.
    connect(client, &QTcpSocket::readyRead, client, [this, client] {
        const auto end = client->peek(64 * 1024).indexOf("\r\n\r\n");
        if (end < 0)
            return;
        client->disconnect(client);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        takeRequest(client, client->read(end + 4));
    });
}

void ConnectProxy::takeRequest(QTcpSocket *client, const QByteArray &head)
{
    requests.append(head);
    switch (manner) {
    case Manner::Swallow:
        return;
    case Manner::Drop:
        return client->disconnectFromHost();
    case Manner::Answer:
        client->write(answer);
        return client->disconnectFromHost();
    case Manner::Serve:
        break;
    }
    if (!credentials.isEmpty() && !head.contains("Proxy-Authorization: Basic " + credentials.toBase64() + "\r\n")) {
        client->write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\n"
                      "Content-Length: 0\r\nConnection: close\r\n\r\n");
        return client->disconnectFromHost();
    }
    const auto words = head.left(head.indexOf("\r\n")).split(' ');
    if (words.size() == 3 && words[0] == "CONNECT")
        return connectThrough(client, words[1]);
    client->write("HTTP/1.1 405 Method Not Allowed\r\n\r\n");
    client->disconnectFromHost();
}

void ConnectProxy::connectThrough(QTcpSocket *client, const QByteArray &target)
{
    const auto colon = target.lastIndexOf(':');
    const auto name = target.left(colon);
    const auto host = addresses.value(name, name);
    auto *server = new QTcpSocket(client);
    connect(server, &QTcpSocket::connected, client, [this, client, server] {
        ++tunnels;
        client->write("HTTP/1.1 200 Connection established\r\n\r\n");
        const auto pass = [](QTcpSocket *from, QTcpSocket *to) {
            const auto move = [from, to] { to->write(from->readAll()); };
            QObject::connect(from, &QTcpSocket::readyRead, to, move);
            QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
            move();
        };
        pass(client, server);
        pass(server, client);
    });
    connect(server, &QTcpSocket::errorOccurred, client, [client, server] {
        if (server->state() == QAbstractSocket::ConnectedState || server->error() == QTcpSocket::RemoteHostClosedError)
            return;
        client->write("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        client->disconnectFromHost();
    });
    server->connectToHost(QString::fromLatin1(host), target.mid(colon + 1).toUShort());
}

} // namespace Bellboard
