// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/socketdialer.h"

#include <QHostInfo>
#include <QSslSocket>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

SocketDialer::~SocketDialer()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    m_tunnel.reset(); // before its socket, whose end it would tell of
    dropAttempts();
}

void SocketDialer::prepare(Kind kind, quint16 port)
{
    m_kind = kind;
    m_port = port;
    m_delay.setSingleShot(true);
    m_delay.setInterval(attemptDelay);
    connect(&m_delay, &QTimer::timeout, this, &SocketDialer::tryNext);
}

void SocketDialer::dialAddresses(Kind kind, const QList<QHostAddress> &addresses, quint16 port)
{
    prepare(kind, port);
    m_proxy = QNetworkProxy::NoProxy;
    QMetaObject::invokeMethod(this, [this, addresses] { tryAddresses(addresses); }, Qt::QueuedConnection);
}

void SocketDialer::dial(Kind kind, const QString &host, quint16 port, const QNetworkProxy &proxy)
{
    prepare(kind, port);
    m_proxy = proxy;
    if (usesTunnel()) {
        m_target = host;
        m_targetPort = port;
        m_port = proxy.port();
        return lookUp(proxy.hostName());
    }
    if (proxy.type() != QNetworkProxy::NoProxy) {
        // SOCKS: the proxy looks the name up, and reports failures only later: no races through it.
        QMetaObject::invokeMethod(this, [this, host, proxy] { tryHost(host, proxy); }, Qt::QueuedConnection);
        return;
    }
    lookUp(host);
}

void SocketDialer::lookUp(const QString &host)
{
    if (const QHostAddress address(host); !address.isNull()) {
        QMetaObject::invokeMethod(this, [this, address] { tryAddresses({address}); }, Qt::QueuedConnection);
        return;
    }
    m_lookup = QHostInfo::lookupHost(host, this, [this](const QHostInfo &info) {
        m_lookup = -1;
        if (info.error() != QHostInfo::NoError || info.addresses().isEmpty())
            return fail(ChannelError::HostNotFound, info.errorString());
        tryAddresses(info.addresses());
    });
}

void SocketDialer::tryAddresses(const QList<QHostAddress> &addresses)
{
    m_waiting = interleavedByFamily(addresses);
    tryNext();
}

void SocketDialer::tryNext()
{
    if (m_waiting.empty())
        return;
    const auto address = m_waiting.front();
    m_waiting.pop_front();
    if (!m_waiting.empty())
        m_delay.start();
    tryHost(address.toString(), QNetworkProxy::NoProxy);
}

void SocketDialer::tryHost(const QString &host, const QNetworkProxy &proxy)
{
    const bool plain = m_kind == Kind::Plain;
    m_attempts.push_back(plain ? std::make_unique<QTcpSocket>() : std::make_unique<QSslSocket>());
    auto *socket = m_attempts.back().get();
    socket->setProxy(proxy);
    connect(socket, &QTcpSocket::connected, this, [this, socket] { takeConnected(socket); });
    connect(socket, &QTcpSocket::errorOccurred, this,
            [this, socket](QAbstractSocket::SocketError error) { takeFailed(socket, error); });
    // Queued: a refusal by the system itself would come from within the call.
    QMetaObject::invokeMethod(
        socket,
        [this, socket, host, plain] {
            socket->connectToHost(host, m_port,
                                  plain ? QIODevice::ReadWrite | QIODevice::Unbuffered : QIODevice::ReadWrite);
        },
        Qt::QueuedConnection);
}

void SocketDialer::takeConnected(QTcpSocket *socket)
{
    const auto place = std::ranges::find(m_attempts, socket, &std::unique_ptr<QTcpSocket>::get);
    m_connected = std::move(*place);
    m_attempts.erase(place);
    m_connected->disconnect(this);
    m_waiting.clear();
    m_delay.stop();
    dropAttempts();
    if (usesTunnel())
        makeTunnel();
    else
        Q_EMIT connected();
}

void SocketDialer::makeTunnel()
{
    m_tunnel = std::make_unique<ProxyTunnel>();
    const auto end = [this] { m_tunnel.release()->deleteLater(); }; // it is still on the stack
    connect(m_tunnel.get(), &ProxyTunnel::made, this, [this, end] {
        end();
        Q_EMIT connected();
    });
    connect(m_tunnel.get(), &ProxyTunnel::failed, this, [this, end](const ChannelFailure &failure) {
        end();
        m_connected.release()->deleteLater(); // so is it
        Q_EMIT failed(failure);
    });
    m_tunnel->make(m_connected.get(), m_proxy, m_target, m_targetPort);
}

ChannelFailure SocketDialer::overdue() const
{
    if (!usesTunnel())
        return {ChannelError::Timeout, 0, {}, {}};
    const auto what = m_tunnel ? u" does not answer"_s : u" cannot be reached"_s;
    return {ChannelError::ProxyFailed, 0, nameOf(m_proxy) + what, {}};
}

void SocketDialer::takeFailed(QTcpSocket *socket, QAbstractSocket::SocketError error)
{
    // That nobody listens says more than that there is no way, which one family often says.
    const auto itsError = errorForSocketError(error);
    if (m_failure.error == ChannelError::None || m_failure.error == ChannelError::NetworkUnreachable) {
        m_failure.error = itsError;
        m_failure.detail = socket->errorString();
    }
    const auto place = std::ranges::find(m_attempts, socket, &std::unique_ptr<QTcpSocket>::get);
    socket->disconnect(this);
    place->release()->deleteLater(); // it is still on the stack
    m_attempts.erase(place);
    if (!m_waiting.empty())
        return tryNext();
    if (m_attempts.empty())
        fail(m_failure.error, m_failure.detail);
}

void SocketDialer::fail(ChannelError error, const QString &detail)
{
    if (usesTunnel())
        Q_EMIT failed({ChannelError::ProxyFailed, 0, nameOf(m_proxy) + u" cannot be reached: "_s + detail, {}});
    else
        Q_EMIT failed({error, 0, detail, {}});
}

void SocketDialer::dropAttempts()
{
    for (auto &socket : m_attempts) {
        socket->disconnect(this);
        socket->abort();
        socket.release()->deleteLater();
    }
    m_attempts.clear();
}

std::deque<QHostAddress> interleavedByFamily(const QList<QHostAddress> &addresses)
{
    std::deque<QHostAddress> first;
    std::deque<QHostAddress> other;
    for (const auto &address : addresses)
        (address.protocol() == addresses.first().protocol() ? first : other).push_back(address);
    std::deque<QHostAddress> order;
    while (!first.empty() || !other.empty()) {
        for (auto *family : {&first, &other}) {
            if (family->empty())
                continue;
            order.push_back(family->front());
            family->pop_front();
        }
    }
    return order;
}

ChannelError errorForSocketError(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return ChannelError::ConnectionRefused;
    case QAbstractSocket::HostNotFoundError:
        return ChannelError::HostNotFound;
    case QAbstractSocket::NetworkError:
        return ChannelError::NetworkUnreachable;
    case QAbstractSocket::SocketTimeoutError:
        return ChannelError::Timeout;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return ChannelError::TlsFailed;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return ChannelError::ProxyFailed;
    default:
        return ChannelError::NetworkLost;
    }
}

} // namespace Bellboard
