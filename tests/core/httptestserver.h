// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

namespace Bellboard {

/// A TCP server on loopback that takes HTTP requests and answers each byte for byte as a test wants it.
class HttpTestServer : public QTcpServer
{
public:
    struct Request
    {
        QByteArray line; ///< such as "GET / HTTP/1.1"
        QByteArray head; ///< all of it, with the empty line
        QByteArray body;
        int connection = 0; ///< on which one it came, from 1
        QByteArray target() const { return line.split(' ').value(1); }
        QByteArray field(const QByteArray &name) const
        {
            const auto at = head.toLower().indexOf("\r\n" + name.toLower() + ": ");
            const auto begin = at + name.size() + 4;
            return at < 0 ? QByteArray() : head.mid(begin, head.indexOf('\r', begin) - begin);
        }
    };

    HttpTestServer()
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(this, &QTcpServer::newConnection, this, [this] {
            auto *socket = nextPendingConnection();
            const int number = ++connections;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, number] { read(socket, number); });
            connect(socket, &QTcpSocket::disconnected, this, [this] { ++disconnections; });
        });
    }

    QUrl url(const QString &path = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort()) + path);
    }
    /// An answer with `body`, whose length is told.
    static QByteArray answerWith(const QByteArray &body, const QByteArray &status = "200 OK",
                                 const QByteArray &fields = "Content-Type: application/json\r\n")
    {
        return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + QByteArray::number(body.size())
            + "\r\n\r\n" + body;
    }

    std::function<void(QTcpSocket *, const Request &)> answer;
    QList<Request> requests;
    int connections = 0;
    int disconnections = 0;

private:
    void read(QTcpSocket *socket, int number)
    {
        auto &buffer = m_buffers[socket];
        buffer += socket->readAll();
        const auto end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        Request request{buffer.left(buffer.indexOf('\r')), buffer.left(end + 4), {}, number};
        const auto size = request.field("Content-Length").toInt();
        if (buffer.size() < end + 4 + size)
            return;
        request.body = buffer.mid(end + 4, size);
        buffer.remove(0, end + 4 + size);
        requests.append(request);
        if (answer)
            answer(socket, request);
    }

    QHash<QTcpSocket *, QByteArray> m_buffers;
};

} // namespace Bellboard
