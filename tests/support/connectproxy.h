// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>

class QTcpSocket;

namespace Bellboard {

/// A proxy on 127.0.0.1 that makes tunnels (HTTP CONNECT; RFC 9110, 9.3.6), or behaves as badly as it is told to.
class ConnectProxy : public QTcpServer
{
    Q_OBJECT

public:
    enum class Manner {
        Serve, ///< connects to where it is asked to
        Answer, ///< answers with `answer`, and closes
        Swallow, ///< takes the request and says nothing
        Drop, ///< closes without an answer
    };

    explicit ConnectProxy(QObject *parent = nullptr);

    Manner manner = Manner::Serve;
    QByteArray answer; ///< see Manner::Answer; a whole head with its empty line
    QByteArray credentials; ///< "user:password" that clients must show (Basic, RFC 7617); empty when none are wanted
    QHash<QByteArray, QByteArray> addresses; ///< of the names that only the proxy knows
    QList<QByteArray> requests; ///< the heads that came, with their empty line
    int tunnels = 0; ///< that were made

private:
    void serve(QTcpSocket *client);
    void takeRequest(QTcpSocket *client, const QByteArray &head);
    void connectThrough(QTcpSocket *client, const QByteArray &target);
};

} // namespace Bellboard
