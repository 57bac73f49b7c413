// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "wiretap.h"

#include <QTcpSocket>

#include <algorithm>

namespace Bellboard {

WireTap::WireTap(quint16 port, QObject *parent) : QTcpServer(parent), m_port(port)
{
    connect(this, &QTcpServer::newConnection, this, [this] { join(nextPendingConnection()); });
    if (!listen(QHostAddress::LocalHost))
        qFatal("no port to listen on: %s", qPrintable(errorString()));
}

void WireTap::join(QTcpSocket *client)
{
    auto *server = new QTcpSocket(this);
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port); // it keeps what is written before it stands
    handOn(client, server, m_client);
    handOn(server, client, m_server);
}

void WireTap::handOn(QTcpSocket *from, QTcpSocket *to, Side &side)
{
    const auto read = [from, to, &side] {
        const auto bytes = from->readAll();
        side.take(bytes);
        if (to->state() != QAbstractSocket::UnconnectedState)
            to->write(bytes);
    };
    connect(from, &QTcpSocket::readyRead, to, read);
    connect(from, &QTcpSocket::disconnected, to, [this, from, to, read] {
        if (from->bytesAvailable() > 0)
            read();
        to->disconnectFromHost();
        ++m_ended;
    });
    // A client that was there before the tap looked has spoken already.
    if (from->bytesAvailable() > 0)
        read();
}

void WireTap::Side::take(QByteArray bytes)
{
    if (!upgraded) {
        head += bytes;
        const auto end = head.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        bytes = head.mid(end + 4);
        head.truncate(end + 4);
        upgraded = true;
    }
    reader.append(bytes);
    while (auto frame = reader.next())
        frames.push_back(*std::move(frame));
}

QByteArrayList WireTap::extensions() const
{
    QByteArrayList parts;
    for (const auto &line : m_server.head.split('\n')) {
        const auto colon = line.indexOf(':');
        if (colon < 0 || line.left(colon).trimmed().toLower() != "sec-websocket-extensions")
            continue;
        for (const auto &part : line.mid(colon + 1).split(';'))
            parts += part.trimmed();
    }
    std::ranges::sort(parts);
    return parts;
}

} // namespace Bellboard
