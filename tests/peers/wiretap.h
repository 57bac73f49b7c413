// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "rawframe.h"

#include <QTcpServer>

#include <vector>

class QTcpSocket;

namespace Bellboard {

/// Stands between a client and a WebSocket server, hands on what each says, and keeps it as frames. For one connection.
class WireTap : public QTcpServer
{
    Q_OBJECT

public:
    /// In front of 127.0.0.1:`port`.
    explicit WireTap(quint16 port, QObject *parent = nullptr);

    /// The extensions that the server selected with their parameters, in the order of the alphabet; empty when there is none.
    QByteArrayList extensions() const;
    const std::vector<RawFrame> &clientFrames() const { return m_client.frames; }
    const std::vector<RawFrame> &serverFrames() const { return m_server.frames; }
    /// Both sides are gone, and heard all that the other one said.
    bool isOver() const { return m_ended == 2; }

private:
    struct Side
    {
        QByteArray head; ///< of HTTP, up to and with the empty line
        bool upgraded = false;
        RawFrameReader reader;
        std::vector<RawFrame> frames;

        void take(QByteArray bytes);
    };

    void join(QTcpSocket *client);
    void handOn(QTcpSocket *from, QTcpSocket *to, Side &side);

    quint16 m_port;
    Side m_client;
    Side m_server;
    int m_ended = 0; ///< connections of the two
};

} // namespace Bellboard
