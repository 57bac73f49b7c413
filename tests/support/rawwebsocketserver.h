// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "rawframe.h"

#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <deque>
#include <functional>

class QTcpSocket;

namespace Bellboard {

/// A client's connection to a RawWebSocketServer: it says exactly the bytes that it is told to, in the pieces that it is told to.
class RawWebSocketPeer : public QObject
{
    Q_OBJECT

public:
    explicit RawWebSocketPeer(QTcpSocket *socket, QObject *parent = nullptr);

    /// The client's request for an upgrade, up to and with the empty line; set when requested() is emitted.
    const QByteArray &request() const { return m_request; }
    /// The value of a header of the request, of repeated ones joined by ", "; `name` is in lower case.
    QByteArray requestHeader(const QByteArray &name) const;
    /// Answers the request with an upgrade; `headers` are more lines, each with its line break.
    void accept(const QByteArray &headers = {});
    /// Sends `bytes` after what waits already. With `chop` they leave in pieces of so many bytes, and the client has the time to
    /// read each piece before the next one comes.
    void write(const QByteArray &bytes, qsizetype chop = 0);
    /// Sends what `more` makes again and again, as fast as the client takes it, until the connection ends.
    void pour(const std::function<QByteArray()> &more);
    /// Takes no bytes of the client any more, so that what it sends piles up.
    void stopReading();
    /// Takes them again, with what piled up.
    void goOnReading();
    /// Closes the connection once all is written.
    void closeConnection();
    /// Ends the connection by a reset.
    void abort();

Q_SIGNALS:
    /// The client's request is here, and wants an answer.
    void requested();
    void frameReceived(const Bellboard::RawFrame &frame);
    /// The connection is over, however it ended.
    void disconnected();

private:
    struct Pieces
    {
        QByteArray bytes;
        qsizetype size = 0;
        qsizetype written = 0;
    };

    void read();
    void writePiece();
    void fill();

    QTcpSocket *m_socket;
    QByteArray m_request;
    RawFrameReader m_reader;
    std::deque<Pieces> m_pieces;
    std::function<QByteArray()> m_more;
    bool m_upgrading = true;
    bool m_closesWhenWritten = false;
};

/// A WebSocket server on 127.0.0.1 that is made for being wrong: no frame of it is checked, and none is sent by itself.
class RawWebSocketServer : public QTcpServer
{
    Q_OBJECT

public:
    explicit RawWebSocketServer(QObject *parent = nullptr);

    QUrl url() const;

Q_SIGNALS:
    /// Somebody connected; `peer` is a child of the server, and lives until it is deleted.
    void peerConnected(Bellboard::RawWebSocketPeer *peer);
};

} // namespace Bellboard
