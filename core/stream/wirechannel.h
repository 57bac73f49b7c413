// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/websocket/websocketclient.h"
#include "stream/channel.h"
#include "stream/floodgauge.h"

#include <QAbstractSocket>
#include <QElapsedTimer>
#include <QTimer>

#include <memory>

class QNetworkProxy;
class QSslSocket;
class QTcpSocket;

namespace Bellboard {

class SocketDialer;

/// A channel on our own WebSocket engine, over TCP or TLS: messages go from the socket's bytes to the sink without a detour.
class WireChannel final : public Channel, private WebSocketClient::Listener
{
    Q_OBJECT

public:
    explicit WireChannel(QObject *parent = nullptr);
    ~WireChannel() override;

    void open(const ChannelRequest &request, MessageSink *sink) override;
    using Channel::send;
    bool send(const QByteArray &message, PayloadKind kind) override;
    qint64 unsent() const override;
    bool ping(const QByteArray &payload) override;
    void close(int code, const QString &reason) override;
    void abort() override;
    ChannelFailure overdue() const override;

private:
    /// As the network knows it; may be an address.
    QString host() const;
    void dial(const QNetworkProxy &proxy);
    void takeConnected();
    void encrypt(QSslSocket *socket);
    void takeEncrypted(QSslSocket *socket);
    void beginHandshake();
    /// Reads a turn, and goes on with the next when others had theirs.
    void readSome();
    /// False when nothing is left of what came, or is to be read now.
    bool readTurn();
    void takeWritten();
    bool canSend() const;
    void takeReadError();
    void takeSocketError(QAbstractSocket::SocketError error);
    void takeDisconnected();

    /// Closes the socket: at once, or in the background after the peer has seen our close frame.
    void dropSocket(bool afterCloseFrame);

    void bytesMade(std::string_view bytes) override;
    void opened() override;
    bool messageRead(Opcode kind, std::string_view message) override;
    bool messageGathered(Opcode kind, TextBuffer &message) override;
    /// Whether a message of this kind is welcome; if not, this was the end.
    bool admit(Opcode kind);
    void pongRead(std::string_view payload) override;
    void ended(const WebSocketEnd &end) override;

    ChannelFailure failureFor(const WebSocketEnd &end) const;
    /// Reports `failure` once; what was written still goes out, in the background.
    void fail(const ChannelFailure &failure);
    void fail(ChannelError error, const QString &detail = {}, int closeCode = 0);

    ChannelRequest m_request;
    MessageSink *m_sink = nullptr;
    std::unique_ptr<SocketDialer> m_dialer;
    std::unique_ptr<QTcpSocket> m_socket;
    std::unique_ptr<WebSocketClient> m_client;
    std::unique_ptr<char[]> m_buffer; ///< what one read takes
    QTimer m_closeDeadline;
    QTimer m_rest; ///< nothing is read meanwhile
    FloodGauge m_flood;
    QElapsedTimer m_sinceRead;
    bool m_upgraded = false;
    bool m_pausing = false; ///< nothing is read until the peer reads
    bool m_readsOn = false; ///< the next turn is about to begin
    bool m_over = false;
};

} // namespace Bellboard
