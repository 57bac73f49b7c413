// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"

#include <QAbstractSocket>
#include <QStringEncoder>
#include <QTimer>

#include <memory>

class QNetworkRequest;
class QSslSocket;
class QWebSocket;
class QWebSocketHandshakeOptions;

namespace Bellboard {

/// A channel on QWebSocket, with the guards that QWebSocket of Qt 6.4 lacks: one socket for one attempt, size limits, a
/// deadline on closing, a checked subprotocol, and abort on every error, after which it would otherwise linger.
class QtWebSocketChannel final : public Channel
{
    Q_OBJECT

public:
    explicit QtWebSocketChannel(QObject *parent = nullptr);
    ~QtWebSocketChannel() override;

    void open(const ChannelRequest &request, MessageSink *sink) override;
    using Channel::send;
    bool send(const QByteArray &message, PayloadKind kind) override;
    qint64 unsent() const override;
    bool ping(const QByteArray &payload) override;
    void close(int code, const QString &reason) override;
    void abort() override;

private:
    bool canSend() const;
    /// Tells of every byte that comes; the socket below is QWebSocket's own, and known once it is connected.
    void listenForBytes();
    void takeWritten();
    /// Checks what Qt does not, before anything of ours is sent.
    void checkPeer(QSslSocket *socket);
    void dial(const QNetworkRequest &handshake, const QWebSocketHandshakeOptions &options, const QNetworkProxy &proxy);
    void acceptHandshake();
    void takeText(const QString &text);
    void takeBinary(const QByteArray &bytes);
    void fail(ChannelError error, const QString &detail = {}, int closeCode = 0);
    void failFor(QAbstractSocket::SocketError error);
    void reportError(QAbstractSocket::SocketError error);
    void reportRefusedUpgrade();
    void reportClosed();

    std::unique_ptr<QWebSocket> m_socket;
    MessageSink *m_sink = nullptr;
    QString m_subprotocol;
    QString m_host;
    bool m_acceptsBinary = false;
    QStringEncoder m_encoder{QStringEncoder::Utf8, QStringEncoder::Flag::Stateless};
    QTimer m_closeDeadline;
    bool m_proxied = false;
    bool m_signsIn = false; ///< to the proxy
    bool m_open = false;
    bool m_over = false;
};

} // namespace Bellboard
