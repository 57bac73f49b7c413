// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/qtwebsocketchannel.h"

#include "stream/closecodes.h"
#include "stream/refusal.h"
#include "stream/socketdialer.h"
#include "stream/tlspolicy.h"
#include "stream/tlswords.h"
#include "util/logging.h"

#include <QAbstractSocket>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <chrono>
#include <cstring>

using namespace std::chrono_literals;

namespace Bellboard {

namespace {

constexpr auto closeDeadline = 2s;
constexpr qsizetype detailLimit = 300;
constexpr qint64 sendLimit = qint64{1} << 20;

} // namespace

QtWebSocketChannel::QtWebSocketChannel(QObject *parent) : Channel(parent)
{
    m_closeDeadline.setSingleShot(true);
    m_closeDeadline.setInterval(closeDeadline);
    connect(&m_closeDeadline, &QTimer::timeout, this, [this] { fail(ChannelError::Timeout); });
}

QtWebSocketChannel::~QtWebSocketChannel()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void QtWebSocketChannel::open(const ChannelRequest &request, MessageSink *sink)
{
    Q_ASSERT(!m_socket);
    m_sink = sink;
    m_subprotocol = request.subprotocol;
    m_acceptsBinary = request.acceptsBinary;
    m_host = request.url.host(QUrl::FullyEncoded);
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingFrameSize(request.messageLimit);
    m_socket->setMaxAllowedIncomingMessageSize(request.messageLimit);
    // What the journal has no time for waits with the server, not in our memory. Less than a whole frame would stall for good.
    m_socket->setReadBufferSize(2 * static_cast<qint64>(request.messageLimit));

    connect(m_socket.get(), &QWebSocket::connected, this, &QtWebSocketChannel::acceptHandshake);
    connect(m_socket.get(), &QWebSocket::pong, this,
            [this](quint64 /*of the last ping only*/, const QByteArray &payload) {
                if (!m_over)
                    Q_EMIT ponged(payload);
            });
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &QtWebSocketChannel::takeText);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &QtWebSocketChannel::takeBinary);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &QtWebSocketChannel::reportClosed);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_socket.get(), &QWebSocket::errorOccurred, this, &QtWebSocketChannel::reportError);
#else
    connect(m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &QtWebSocketChannel::reportError);
#endif
#if QT_CONFIG(ssl)
    m_socket->setSslConfiguration(tlsConfiguration(request.authorityFile));
    connect(m_socket.get(), &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        const auto *socket = m_socket->findChild<QSslSocket *>();
        fail(ChannelError::TlsUntrusted,
             untrustedWords(errors, socket ? socket->peerCertificateChain() : QList<QSslCertificate>(), m_host));
    });
#endif

    // QWebSocket writes header values as they are: a line break in one would forge the request.
    for (const char c : request.token) {
        if (c <= 0x20 || c >= 0x7f)
            return QTimer::singleShot(0, this, [this] {
                fail(ChannelError::InvalidSettings, QStringLiteral("the token has characters that no token may have"));
            });
    }
    QNetworkRequest handshake(request.url);
    if (!request.token.isEmpty())
        handshake.setRawHeader("Authorization", "Bearer " + request.token);
    if (!request.cookies.isEmpty())
        handshake.setRawHeader("Cookie", request.cookies);
    QWebSocketHandshakeOptions options;
    if (!request.subprotocol.isEmpty())
        options.setSubprotocols({request.subprotocol});
    findProxy(request.proxy, request.url, this,
              [this, handshake, options](const QNetworkProxy &proxy) { dial(handshake, options, proxy); });
}

void QtWebSocketChannel::dial(const QNetworkRequest &handshake, const QWebSocketHandshakeOptions &options,
                              const QNetworkProxy &proxy)
{
    if (m_over)
        return;
    m_proxied = proxy.type() != QNetworkProxy::NoProxy;
    m_signsIn = !proxy.user().isEmpty();
    m_socket->setProxy(proxy);
    m_socket->open(handshake, options);
    if (auto *socket = m_socket->findChild<QSslSocket *>())
        connect(socket, &QSslSocket::encrypted, this, [this, socket] { checkPeer(socket); });
}

void QtWebSocketChannel::checkPeer(QSslSocket *socket)
{
    // QWebSocket may have written its request before this; it is not encrypted yet, and never is when we leave now.
    if (m_over)
        return;
    if (const auto problem = problemWithChain(socket->peerCertificateChain(), m_host))
        fail(ChannelError::TlsUntrusted, *problem);
}

void QtWebSocketChannel::acceptHandshake()
{
    if (m_over)
        return;
    if (m_socket->subprotocol() != m_subprotocol)
        return fail(ChannelError::WrongSubprotocol, m_socket->subprotocol());
    m_open = true;
    listenForBytes();
    connect(m_socket.get(), &QWebSocket::bytesWritten, this, &QtWebSocketChannel::takeWritten);
#if QT_CONFIG(ssl)
    if (auto *tls = m_socket->findChild<QSslSocket *>())
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &QtWebSocketChannel::takeWritten);
#endif
    Q_EMIT opened();
}

void QtWebSocketChannel::listenForBytes()
{
    // A ping, and a part of a message, it tells nobody of; but its socket is its child.
    const auto tell = [this] {
        if (!m_over)
            Q_EMIT heard();
    };
    if (auto *socket = m_socket->findChild<QAbstractSocket *>()) {
        connect(socket, &QAbstractSocket::readyRead, this, tell);
        return;
    }
    qCWarning(logConnection) << "QWebSocket has no socket to listen to; only whole frames count as a sign of life";
    connect(m_socket.get(), &QWebSocket::textFrameReceived, this, tell);
    connect(m_socket.get(), &QWebSocket::binaryFrameReceived, this, tell);
    connect(m_socket.get(), &QWebSocket::pong, this, tell);
}

void QtWebSocketChannel::takeText(const QString &text)
{
    if (m_over)
        return;
    Q_EMIT heard(); // QWebSocket is told of the bytes before us
    char *begin = m_sink->messageSpace(static_cast<std::size_t>(m_encoder.requiredSpace(text.size())));
    const char *end = m_encoder.appendToBuffer(begin, text);
    m_sink->messageReceived(static_cast<std::size_t>(end - begin), PayloadKind::Text);
}

void QtWebSocketChannel::takeBinary(const QByteArray &bytes)
{
    if (m_over)
        return;
    Q_EMIT heard();
    if (!m_acceptsBinary) {
        m_socket->disconnect(this); // or close() would report itself
        m_socket->close(QWebSocketProtocol::CloseCodeDatatypeNotSupported);
        return fail(ChannelError::ProtocolViolation, QStringLiteral("a binary message"),
                    QWebSocketProtocol::CloseCodeDatatypeNotSupported);
    }
    const auto size = static_cast<std::size_t>(bytes.size());
    std::memcpy(m_sink->messageSpace(size), bytes.constData(), size);
    m_sink->messageReceived(size, PayloadKind::Binary);
}

bool QtWebSocketChannel::canSend() const
{
    return m_open && !m_over && unsent() <= sendLimit;
}

qint64 QtWebSocketChannel::unsent() const
{
    if (!m_socket)
        return 0;
    qint64 encrypted = 0;
#if QT_CONFIG(ssl)
    if (const auto *tls = m_socket->findChild<QSslSocket *>())
        encrypted = tls->encryptedBytesToWrite();
#endif
    return m_socket->bytesToWrite() + encrypted;
}

void QtWebSocketChannel::takeWritten()
{
    if (!m_over && unsent() == 0)
        Q_EMIT flushed();
}

bool QtWebSocketChannel::ping(const QByteArray &payload)
{
    if (!canSend())
        return false;
    m_socket->ping(payload);
    return true;
}

bool QtWebSocketChannel::send(const QByteArray &message, PayloadKind kind)
{
    if (!canSend())
        return false;
    if (kind == PayloadKind::Binary)
        m_socket->sendBinaryMessage(message);
    else
        m_socket->sendTextMessage(QString::fromUtf8(message));
    return true;
}

void QtWebSocketChannel::close(int code, const QString &reason)
{
    if (m_over || !m_socket)
        return;
    if (!m_open)
        return QTimer::singleShot(
            0, this, [this] { fail(ChannelError::None); }); // QWebSocket would write to a socket that is not open
    m_closeDeadline.start();
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
}

void QtWebSocketChannel::abort()
{
    m_over = true;
    m_closeDeadline.stop();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
}

void QtWebSocketChannel::reportError(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::RemoteHostClosedError)
        return; // disconnected() follows, and knows the close code
    if (!m_open && m_socket->localPort() != 0 && error == QAbstractSocket::ConnectionRefusedError)
        return reportRefusedUpgrade(); // TCP stood; QWebSocket says the same of an answer that is no upgrade
    const int code = m_socket->closeCode();
    // Of a frame or message beyond a limit, and of bad UTF-8, only the close code that QWebSocket sends tells.
    const bool byCode = m_open && code != QWebSocketProtocol::CloseCodeNormal && code > 0;
    if (byCode)
        fail(errorForCloseCode(code), m_socket->errorString(), code);
    else
        failFor(error);
}

void QtWebSocketChannel::failFor(QAbstractSocket::SocketError error)
{
    auto ours = errorForSocketError(error);
    // Until the tunnel stands it is the proxy who fails, though some of what it answers gets the name of another error.
    if (m_proxied && !m_open && m_socket->localPort() == 0 && ours != ChannelError::TlsFailed)
        ours = ChannelError::ProxyFailed;
    if (error == QAbstractSocket::ProxyAuthenticationRequiredError && m_signsIn)
        ours = ChannelError::ProxySignInNeeded;
    const auto text = m_socket->errorString();
    fail(ours, ours == ChannelError::TlsFailed ? tlsFailureWords(text) : text);
}

void QtWebSocketChannel::reportRefusedUpgrade()
{
    // QWebSocket tells the status of the answer in this text only: "...status code: 401 (Unauthorized)."
    static const QRegularExpression statusInText(QStringLiteral(": ([1-5][0-9]{2}) \\((.*)\\)"));
    const auto text = m_socket->errorString();
    // Newer versions (6.8 at the latest) answer a 401 themselves where they can, and say this instead where they cannot.
    if (text.contains(QLatin1String("WWW-Authenticate challenge"))
        || text.contains(QLatin1String("Host requires authentication")))
        return fail(ChannelError::SignInNeeded, QStringLiteral("HTTP 401 Unauthorized"));
    const auto match = statusInText.match(text);
    if (!match.hasMatch())
        return fail(ChannelError::UpgradeRefused, text);
    fail(errorForHttpStatus(match.capturedView(1).toInt()),
         QStringLiteral("HTTP %1 %2").arg(match.captured(1), match.captured(2)));
}

void QtWebSocketChannel::reportClosed()
{
    if (!m_open && m_socket->localPort() == 0) {
        // Nothing was ever connected. Of a refused port this comes before its error, which says more.
        QTimer::singleShot(0, this, [this] { failFor(m_socket->error()); });
        return;
    }
    if (!m_open)
        return fail(ChannelError::UpgradeRefused, m_socket->errorString());
    const int code = m_socket->closeCode();
    const bool handshaken = m_socket->closeReason().size() > 0 || (code != 1000 && code > 0 && code != 1006);
    if (code == 1006 || (!handshaken && m_socket->error() == QAbstractSocket::RemoteHostClosedError))
        return fail(ChannelError::NetworkLost);
    // QWebSocket of 6.4 knows none of the codes 1012 to 1014: it drops the code that came, and says 1002 in these words.
    if (code == QWebSocketProtocol::CloseCodeProtocolError
        && m_socket->closeReason().startsWith(QLatin1String("Invalid close code")))
        return fail(ChannelError::ServerRestarting);
    fail(errorForCloseCode(code), m_socket->closeReason(), code);
}

void QtWebSocketChannel::fail(ChannelError error, const QString &detail, int closeCode)
{
    if (m_over)
        return;
    ChannelFailure failure;
    failure.error = error;
    failure.closeCode = closeCode;
    failure.detail = detail.left(detailLimit);
    abort();
    Q_EMIT closed(failure);
}

} // namespace Bellboard
