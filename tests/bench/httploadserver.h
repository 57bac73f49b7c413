// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "loadforms.h"
#include "loadstory.h"

#include <QByteArray>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <map>
#include <memory>

class QTcpSocket;

namespace Bellboard {

/// What LoadServer is for WebSocket, for the ways over HTTP/1.1: prepared answers go out as they are. Where the client cannot say that
/// the updates may come, it asks for "/ready".
class HttpLoadServer : public QObject
{
    Q_OBJECT

public:
    /// The server of the transport called so ("pages", "events" or "socket.io-polls"); null for another name.
    static std::unique_ptr<HttpLoadServer> called(const QString &transport, int rows, int updates);
    ~HttpLoadServer() override;

    /// Where a client connects to.
    QUrl url() const;
    /// Events in all.
    qint64 events() const { return m_events; }
    /// Their size, in bytes, without what is around them.
    qint64 bytes() const { return m_prepared.bytes; }

protected:
    struct Request
    {
        QByteArray method;
        QUrl target; ///< path and query
        QByteArray content;
    };

    /// Clients name it by a URL that begins with `scheme`.
    HttpLoadServer(int rows, int updates, std::unique_ptr<LoadForm> form, const QString &scheme);

    virtual void takeRequest(QTcpSocket *client, const Request &request) = 0;
    /// Goes on with clients that wait: the updates may come, or a client took some of what was sent.
    virtual void sendMore() = 0;
    /// The updates may come.
    void setReady() { m_ready = true; }
    /// The piece of that number; null while it may not be sent, and behind the last one.
    const QByteArray *piece(std::size_t index) const;

private:
    void takeClient();
    void takeBytes(QTcpSocket *client);
    bool takeWholeRequest(QTcpSocket *client);

    const QString m_scheme;
    LoadStory m_story;
    const std::unique_ptr<LoadForm> m_form;
    const qint64 m_events;
    const PreparedLoad m_prepared;
    QTcpServer m_server;
    std::map<QTcpSocket *, QByteArray> m_inputs; ///< of the clients that are there
    bool m_ready = false;
};

} // namespace Bellboard
