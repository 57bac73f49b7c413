// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/proxychoice.h"
#include "stream/socketdialer.h"

#include <QObject>
#include <QTcpSocket>
#include <QUrl>

#include <memory>

class QSslSocket;

namespace Bellboard {

/// Makes the connection to the host of a URL on which the first byte of ours may go out: by its proxy, over TCP, and where the URL wants
/// TLS, to a peer that has shown a certificate by our rules (docs/tls.md).
///
/// It has no deadline of its own: whoever opens it destroys it.
class PeerLink : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~PeerLink() override;

    struct Target
    {
        QUrl url; ///< ws, wss, http or https
        ProxyChoice proxy{};
        QString authorityFile{}; ///< see tlsConfiguration()
        SocketDialer::Kind plain = SocketDialer::Kind::Plain; ///< of the socket where there is no TLS
    };

    /// To be called once; opened() or failed() follows, never from within this call.
    void open(const Target &target);
    /// The socket that opened() told of; there may be bytes to read.
    std::unique_ptr<QTcpSocket> takeSocket() { return std::move(m_socket); }
    /// What it failed by if it was given up now.
    ChannelFailure overdue() const;

Q_SIGNALS:
    void opened();
    void failed(const Bellboard::ChannelFailure &failure);

private:
    QString host() const { return m_target.url.host(QUrl::FullyEncoded); }
    void dial(const QNetworkProxy &proxy);
    void takeConnected();
    void encrypt(QSslSocket *socket);
    void takeEncrypted(QSslSocket *socket);
    void takeSocketError(QAbstractSocket::SocketError error);
    void fail(const ChannelFailure &failure);

    Target m_target;
    std::unique_ptr<SocketDialer> m_dialer;
    std::unique_ptr<QTcpSocket> m_socket;
    bool m_over = false;
};

} // namespace Bellboard
