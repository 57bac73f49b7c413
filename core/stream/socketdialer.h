// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channelerror.h"
#include "stream/proxytunnel.h"

#include <QHostAddress>
#include <QList>
#include <QNetworkProxy>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <deque>
#include <memory>
#include <vector>

namespace Bellboard {

/// Connects a TCP socket to a host, or to its HTTP proxy, by whichever of its addresses answers first (RFC 8305).
///
/// It has no deadline of its own: whoever dials destroys it.
class SocketDialer : public QObject
{
    Q_OBJECT

public:
    enum class Kind {
        Plain, ///< a QTcpSocket, unbuffered
        Tls, ///< a QSslSocket, not yet encrypted
    };

    /// From the start of one attempt to that of the next, while none has an outcome (RFC 8305, 5).
    static constexpr std::chrono::milliseconds attemptDelay{250};

    using QObject::QObject;
    ~SocketDialer() override;

    /// To be called once; connected() or failed() follows, never from within this call. `host` may be an address.
    void dial(Kind kind, const QString &host, quint16 port, const QNetworkProxy &proxy);
    /// The same where the addresses are known, in the order of preference, and there is no proxy.
    void dialAddresses(Kind kind, const QList<QHostAddress> &addresses, quint16 port);
    /// The socket that connected() told of.
    std::unique_ptr<QTcpSocket> takeSocket() { return std::move(m_connected); }
    /// What it failed by if it was given up now.
    ChannelFailure overdue() const;

Q_SIGNALS:
    void connected();
    void failed(const Bellboard::ChannelFailure &failure);

private:
    void prepare(Kind kind, quint16 port);
    void lookUp(const QString &host);
    void makeTunnel();
    void tryAddresses(const QList<QHostAddress> &addresses);
    void tryNext();
    void tryHost(const QString &host, const QNetworkProxy &proxy);
    void takeConnected(QTcpSocket *socket);
    void takeFailed(QTcpSocket *socket, QAbstractSocket::SocketError error);
    void fail(ChannelError error, const QString &detail);
    void dropAttempts();

    bool usesTunnel() const { return m_proxy.type() == QNetworkProxy::HttpProxy; }

    Kind m_kind = Kind::Plain;
    QNetworkProxy m_proxy;
    QString m_target; ///< the host behind the proxy
    quint16 m_targetPort = 0;
    quint16 m_port = 0; ///< of what is connected to, be it the proxy
    std::unique_ptr<ProxyTunnel> m_tunnel; ///< while it is being made
    int m_lookup = -1;
    std::deque<QHostAddress> m_waiting; ///< addresses that were not tried yet
    std::vector<std::unique_ptr<QTcpSocket>> m_attempts;
    std::unique_ptr<QTcpSocket> m_connected;
    ChannelFailure m_failure; ///< the most telling one so far
    QTimer m_delay;
};

/// The addresses in the order in which to try them: families take turns, beginning with that of the first (RFC 8305, 4).
std::deque<QHostAddress> interleavedByFamily(const QList<QHostAddress> &addresses);

/// What an error of a socket that never connected, or lost its connection, means for us.
ChannelError errorForSocketError(QAbstractSocket::SocketError error);

} // namespace Bellboard
