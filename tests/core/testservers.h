// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>
#include <memory>
#include <vector>

namespace Bellboard {

/// Keeps the messages of a channel.
class MessageList final : public MessageSink
{
public:
    QList<QByteArray> messages;
    QList<PayloadKind> kinds;
    std::function<void(const QByteArray &)> received;

    char *messageSpace(std::size_t capacity) override
    {
        m_space.resize(capacity + 64);
        return m_space.data();
    }
    void messageReceived(std::size_t size, PayloadKind kind) override
    {
        kinds.append(kind);
        messages.append(QByteArray(m_space.data(), static_cast<qsizetype>(size)));
        if (received)
            received(messages.last());
    }

private:
    std::vector<char> m_space;
};

/// A real WebSocket server on loopback that does nothing by itself but count and remember.
class WebSocketTestServer : public QObject
{
public:
    explicit WebSocketTestServer(const QStringList &subprotocols = {QStringLiteral("cloudevents.json")})
        : m_server(QStringLiteral("test"), QWebSocketServer::NonSecureMode)
    {
        m_server.setSupportedSubprotocols(subprotocols);
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            auto *socket = m_server.nextPendingConnection();
            socket->setParent(this);
            client = socket;
            ++connections;
            authorization = socket->request().rawHeader("Authorization");
            extensions = socket->request().rawHeader("Sec-WebSocket-Extensions");
            connect(socket, &QWebSocket::textMessageReceived, this, [this, socket](const QString &text) {
                const auto message = QJsonDocument::fromJson(text.toUtf8()).object();
                received.append(message);
                if (answer)
                    answer(socket, message.value(QLatin1String("type")).toString().section(QLatin1Char('.'), -1),
                           message);
            });
            connect(socket, &QWebSocket::disconnected, this, [this, socket] {
                ++disconnections;
                closeCode = socket->closeCode();
            });
        });
    }

    QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(m_server.serverPort())); }
    /// The port is shut from now on.
    void stopListening() { m_server.close(); }
    bool listenAgain(quint16 port) { return m_server.listen(QHostAddress::LocalHost, port); }
    quint16 port() const { return m_server.serverPort(); }

    /// Called with the last word of the type of each message.
    std::function<void(QWebSocket *, const QString &, const QJsonObject &)> answer;
    QPointer<QWebSocket> client;
    QList<QJsonObject> received;
    QByteArray authorization; ///< of the newest client's request, as are the extensions that it offers
    QByteArray extensions;
    int connections = 0;
    int disconnections = 0;
    int closeCode = 0;

    /// The types of what was received, without what they begin with.
    QStringList receivedKinds() const
    {
        QStringList kinds;
        for (const auto &message : received)
            kinds.append(message.value(QLatin1String("type")).toString().section(QLatin1Char('.'), -1));
        return kinds;
    }

    static QString control(const QString &kind, const QJsonObject &data, const QString &id = QStringLiteral("c"))
    {
        const QJsonObject message{{QStringLiteral("specversion"), QStringLiteral("1.0")},
                                  {QStringLiteral("id"), id},
                                  {QStringLiteral("source"), QStringLiteral("/test")},
                                  {QStringLiteral("type"), QString(QStringLiteral("org.bellboard.control.") + kind)},
                                  {QStringLiteral("data"), data}};
        return QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact));
    }

private:
    QWebSocketServer m_server;
};

/// A TCP server that answers a WebSocket handshake byte for byte as a test wants it.
class RawServer : public QObject
{
public:
    RawServer()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            client = m_server.nextPendingConnection();
            ++connections;
            connect(client, &QTcpSocket::readyRead, this, [this] {
                received += client->readAll();
                if (!m_answered && received.contains("\r\n\r\n")) {
                    m_answered = true;
                    ++requests;
                    if (answer)
                        answer();
                }
            });
        });
    }

    QUrl url(const QString &scheme = QStringLiteral("ws")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(m_server.serverPort()));
    }
    void write(const QByteArray &bytes)
    {
        client->write(bytes);
        client->flush();
    }
    /// Accepts the handshake (RFC 6455, 4.2.2).
    void upgrade(const QByteArray &subprotocol = "cloudevents.json")
    {
        const auto begin = received.toLower().indexOf("sec-websocket-key:") + 18;
        const auto key = received.mid(begin, received.indexOf('\r', begin) - begin).trimmed();
        const auto accept =
            QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
        write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
              + accept + "\r\nSec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n");
    }
    /// A frame of a server (RFC 6455, 5.2); `first` is its first byte.
    static QByteArray frame(int first, const QByteArray &payload)
    {
        QByteArray bytes(1, static_cast<char>(first));
        const auto size = payload.size();
        if (size < 126) {
            bytes += static_cast<char>(size);
        } else if (size < 65536) {
            bytes += QByteArray(1, 126) + static_cast<char>(size >> 8) + static_cast<char>(size & 0xff);
        } else {
            bytes += static_cast<char>(127);
            for (int shift = 56; shift >= 0; shift -= 8)
                bytes += static_cast<char>((static_cast<quint64>(size) >> shift) & 0xff);
        }
        return bytes + payload;
    }

    std::function<void()> answer; ///< called when the request is complete
    QPointer<QTcpSocket> client;
    QByteArray received;
    int connections = 0;
    int requests = 0;

private:
    QTcpServer m_server;
    bool m_answered = false;
};

} // namespace Bellboard
