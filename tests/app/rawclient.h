// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QObject>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace Bellboard {

/// A client of the native protocol made of nothing but QWebSocket and QJsonDocument, so that tests of a server share no code with Bellboard's own client.
class RawClient : public QObject
{
    Q_OBJECT

public:
    RawClient()
    {
        connect(&m_socket, &QWebSocket::textMessageReceived, this, &RawClient::receive);
        connect(&m_socket, &QWebSocket::disconnected, this, [this] { m_closed = true; });
    }

    /// Opens a connection; `token` and `subprotocol` may be empty.
    void open(const QUrl &url, const QByteArray &token = {},
              const QString &subprotocol = QStringLiteral("cloudevents.json"))
    {
        QNetworkRequest request(url);
        if (!token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + token);
        QWebSocketHandshakeOptions options;
        if (!subprotocol.isEmpty())
            options.setSubprotocols({subprotocol});
        m_socket.open(request, options);
    }

    QWebSocket &socket() { return m_socket; }
    bool isClosed() const { return m_closed; }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    int closeCode() const { return int(m_socket.closeCode()); }

    /// Sends a control message and returns its id.
    QString send(const QString &kind, const QJsonObject &data)
    {
        const QString id = QStringLiteral("c-%1").arg(++m_sent);
        const QJsonObject event{{QStringLiteral("specversion"), QStringLiteral("1.0")},
                                {QStringLiteral("id"), id},
                                {QStringLiteral("source"), QStringLiteral("bellboard")},
                                {QStringLiteral("type"), QStringLiteral("org.bellboard.control.") + kind},
                                {QStringLiteral("data"), data}};
        m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact)));
        return id;
    }
    void hello() { send(QStringLiteral("hello"), {{QStringLiteral("client"), QStringLiteral("raw/1")}}); }
    void subscribeAll(const QJsonArray &positions = {})
    {
        send(QStringLiteral("subscribe"), {{QStringLiteral("all"), true}, {QStringLiteral("streams"), positions}});
    }
    static QJsonObject position(const QString &stream, const QString &epoch, qint64 offset)
    {
        return {
            {QStringLiteral("stream"), stream}, {QStringLiteral("epoch"), epoch}, {QStringLiteral("offset"), offset}};
    }

    /// The data of the control messages of one kind that came, in their order.
    QList<QJsonObject> controls(const QString &kind) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject &control : m_controls) {
            if (control.value(QLatin1StringView("type")) == QStringLiteral("org.bellboard.control.") + kind)
                found.append(control.value(QLatin1StringView("data")).toObject());
        }
        return found;
    }
    /// The domain events that came, in their order.
    const QList<QJsonObject> &events() const { return m_events; }
    /// Those of one stream.
    QList<QJsonObject> events(const QString &stream) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject &event : m_events) {
            if (event.value(QLatin1StringView("stream")) == stream)
                found.append(event);
        }
        return found;
    }
    /// The offsets that came of one stream, in their order.
    QList<qint64> offsets(const QString &stream) const
    {
        QList<qint64> found;
        for (const QJsonObject &event : m_events) {
            if (event.value(QLatin1StringView("stream")) == stream)
                found.append(event.value(QLatin1StringView("sequence")).toString().toLongLong());
        }
        return found;
    }
    /// How many events the largest message held.
    qsizetype largestBatch() const { return m_largestBatch; }

private:
    void receive(const QString &text)
    {
        const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
        const QJsonArray batch = document.isArray() ? document.array() : QJsonArray{document.object()};
        m_largestBatch = qMax(m_largestBatch, batch.size());
        for (const QJsonValue &value : batch) {
            const QJsonObject event = value.toObject();
            if (event.value(QLatin1StringView("type"))
                    .toString()
                    .startsWith(QLatin1StringView("org.bellboard.control.")))
                m_controls.append(event);
            else
                m_events.append(event);
        }
    }

    QWebSocket m_socket;
    QList<QJsonObject> m_events;
    QList<QJsonObject> m_controls;
    qsizetype m_largestBatch = 0;
    int m_sent = 0;
    bool m_closed = false;
};

} // namespace Bellboard
