// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/peerlink.h"

#include "stream/endpoint.h"
#include "stream/tlspolicy.h"
#include "stream/tlswords.h"

#include <QSslConfiguration>
#include <QSslSocket>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// What Qt reads, or decrypts, ahead of us, in bytes; it would read and buffer without end otherwise.
constexpr qint64 readAhead = qint64{256} << 10;

} // namespace

PeerLink::~PeerLink()
{
    if (m_socket)
        m_socket->disconnect(this); // its end is no news any more
}

void PeerLink::open(const Target &target)
{
    Q_ASSERT(!m_dialer && !m_socket);
    m_target = target;
    findProxy(target.proxy, target.url, this, [this](const QNetworkProxy &proxy) { dial(proxy); });
}

void PeerLink::dial(const QNetworkProxy &proxy)
{
    const bool tls = isEncrypted(m_target.url);
    m_dialer = std::make_unique<SocketDialer>();
    connect(m_dialer.get(), &SocketDialer::connected, this, &PeerLink::takeConnected);
    connect(m_dialer.get(), &SocketDialer::failed, this, &PeerLink::fail);
    m_dialer->dial(tls ? SocketDialer::Kind::Tls : m_target.plain, host(),
                   static_cast<quint16>(m_target.url.port(tls ? 443 : 80)), proxy);
}

ChannelFailure PeerLink::overdue() const
{
    return m_dialer ? m_dialer->overdue() : ChannelFailure{ChannelError::Timeout, 0, {}, {}};
}

void PeerLink::takeConnected()
{
    m_socket = m_dialer->takeSocket();
    m_dialer.release()->deleteLater(); // it is still on the stack
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(readAhead);
    if (isEncrypted(m_target.url))
        encrypt(qobject_cast<QSslSocket *>(m_socket.get()));
    else
        Q_EMIT opened();
}

void PeerLink::encrypt(QSslSocket *socket)
{
    socket->setSslConfiguration(tlsConfiguration(m_target.authorityFile));
    socket->setPeerVerifyName(host());
    connect(socket, &QSslSocket::sslErrors, this, [this, socket](const QList<QSslError> &errors) {
        fail({ChannelError::TlsUntrusted, 0, untrustedWords(errors, socket->peerCertificateChain(), host()), {}});
    });
    connect(socket, &QSslSocket::encrypted, this, [this, socket] { takeEncrypted(socket); });
    connect(socket, &QTcpSocket::errorOccurred, this, &PeerLink::takeSocketError);
    connect(socket, &QTcpSocket::disconnected, this,
            [this] { fail({ChannelError::TlsFailed, 0, u"the server closed without an answer"_s, {}}); });
    socket->startClientEncryption();
}

void PeerLink::takeEncrypted(QSslSocket *socket)
{
    if (m_over)
        return;
    if (const auto problem = problemWithChain(socket->peerCertificateChain(), host()))
        return fail({ChannelError::TlsUntrusted, 0, *problem, {}});
    socket->disconnect(this);
    m_over = true;
    Q_EMIT opened();
}

void PeerLink::takeSocketError(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::RemoteHostClosedError)
        return; // disconnected() follows
    const auto ours = errorForSocketError(error);
    const auto text = m_socket->errorString();
    fail({ours, 0, ours == ChannelError::TlsFailed ? tlsFailureWords(text) : text, {}});
}

void PeerLink::fail(const ChannelFailure &failure)
{
    if (std::exchange(m_over, true))
        return;
    if (m_dialer)
        m_dialer.release()->deleteLater(); // it may be on the stack
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket.release()->deleteLater(); // so may it
    }
    Q_EMIT failed(failure);
}

} // namespace Bellboard
