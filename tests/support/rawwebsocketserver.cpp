// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "rawwebsocketserver.h"

#include <QCryptographicHash>
#include <QTcpSocket>
#include <QTimer>

namespace Bellboard {

RawWebSocketPeer::RawWebSocketPeer(QTcpSocket *socket, QObject *parent) : QObject(parent), m_socket(socket)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &RawWebSocketPeer::read);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        if (m_socket->isOpen())
            read(); // what came before the end still counts
        m_pieces.clear();
        Q_EMIT disconnected();
    });
}

QByteArray RawWebSocketPeer::requestHeader(const QByteArray &name) const
{
    QByteArrayList values;
    const auto lines = m_request.split('\n');
    for (const auto &line : lines) {
        const auto colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().toLower() == name)
            values += line.mid(colon + 1).trimmed();
    }
    return values.join(", ");
}

void RawWebSocketPeer::accept(const QByteArray &headers)
{
    const auto key = requestHeader("sec-websocket-key");
    const auto proof =
        QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
    write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
          + proof + "\r\n" + headers + "\r\n");
}

void RawWebSocketPeer::write(const QByteArray &bytes, qsizetype chop)
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    if (chop == 0 && m_pieces.empty()) {
        m_socket->write(bytes);
        return;
    }
    m_pieces.push_back({bytes, chop == 0 ? bytes.size() : chop});
    if (m_pieces.size() == 1)
        QTimer::singleShot(0, this, &RawWebSocketPeer::writePiece);
}

void RawWebSocketPeer::writePiece()
{
    if (m_pieces.empty())
        return;
    auto &pieces = m_pieces.front();
    m_socket->write(pieces.bytes.mid(pieces.written, pieces.size));
    m_socket->flush();
    pieces.written += pieces.size;
    if (pieces.written >= pieces.bytes.size())
        m_pieces.pop_front();
    if (!m_pieces.empty())
        // A timer fires after the sockets had their turn, so a client in this thread reads the piece first.
        QTimer::singleShot(0, this, &RawWebSocketPeer::writePiece);
    else if (m_closesWhenWritten)
        m_socket->disconnectFromHost();
}

void RawWebSocketPeer::pour(const std::function<QByteArray()> &more)
{
    m_more = more;
    connect(m_socket, &QTcpSocket::bytesWritten, this, &RawWebSocketPeer::fill);
    fill();
}

void RawWebSocketPeer::fill()
{
    // So little that it hardly counts in a test that looks at the memory of its process.
    constexpr qint64 ahead = qint64{256} << 10;
    while (m_socket->state() == QAbstractSocket::ConnectedState && m_socket->bytesToWrite() < ahead)
        m_socket->write(m_more());
}

void RawWebSocketPeer::stopReading()
{
    disconnect(m_socket, &QTcpSocket::readyRead, this, &RawWebSocketPeer::read);
    m_socket->setReadBufferSize(1);
}

void RawWebSocketPeer::goOnReading()
{
    connect(m_socket, &QTcpSocket::readyRead, this, &RawWebSocketPeer::read);
    m_socket->setReadBufferSize(0);
    read();
}

void RawWebSocketPeer::closeConnection()
{
    m_closesWhenWritten = true;
    if (m_pieces.empty())
        m_socket->disconnectFromHost();
}

void RawWebSocketPeer::abort()
{
    m_pieces.clear();
    m_socket->abort();
}

void RawWebSocketPeer::read()
{
    auto bytes = m_socket->readAll();
    if (m_upgrading) {
        m_request += bytes;
        const auto end = m_request.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        bytes = m_request.mid(end + 4);
        m_request.truncate(end + 4);
        m_upgrading = false;
        Q_EMIT requested();
    }
    m_reader.append(bytes);
    while (const auto frame = m_reader.next())
        Q_EMIT frameReceived(*frame);
}

RawWebSocketServer::RawWebSocketServer(QObject *parent) : QTcpServer(parent)
{
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (auto *socket = nextPendingConnection())
            Q_EMIT peerConnected(new RawWebSocketPeer(socket, this));
    });
    if (!listen(QHostAddress::LocalHost))
        qFatal("no port to listen on: %s", qPrintable(errorString()));
}

QUrl RawWebSocketServer::url() const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(serverPort()));
}

} // namespace Bellboard
