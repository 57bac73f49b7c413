// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/wirechannel.h"

#include "stream/closecodes.h"
#include "stream/refusal.h"
#include "stream/socketdialer.h"
#include "stream/tlspolicy.h"
#include "stream/tlswords.h"
#include "util/vectorstate.h"

#include <QRandomGenerator>
#include <QSslSocket>
#include <QThread>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr auto closeDeadline = 2s;
constexpr qsizetype detailLimit = 300;
constexpr std::size_t readSize = std::size_t{64} << 10;
/// So much may wait for a peer that does not read, beside one message.
constexpr qint64 sendLimit = qint64{1} << 20;
/// What a TLS socket decrypts ahead of us.
constexpr qint64 decryptedLimit = qint64{256} << 10;

std::uint32_t unpredictable()
{
    return QRandomGenerator::system()->generate();
}

QByteArray randomKey()
{
    return handshakeKey({unpredictable(), unpredictable(), unpredictable(), unpredictable()});
}

PayloadKind payloadKind(Opcode kind)
{
    return kind == Opcode::Binary ? PayloadKind::Binary : PayloadKind::Text;
}

/// Lets what was written go out and the peer close first, so that it sees our close frame and no reset (RFC 6455, 7.1.1).
void linger(std::unique_ptr<QTcpSocket> owned)
{
    auto *socket = owned.release();
    socket->flush(); // what TLS holds back: perhaps nobody runs the event loop any more
    QObject::connect(QThread::currentThread(), &QThread::finished, socket, &QObject::deleteLater);
    const auto discard = [socket] {
        std::array<char, 4096> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init): nobody looks at them
        while (socket->read(bytes.data(), bytes.size()) > 0) { }
    };
    QObject::connect(socket, &QTcpSocket::readyRead, socket, discard);
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QObject::connect(socket, &QTcpSocket::errorOccurred, socket, &QObject::deleteLater);
    QTimer::singleShot(closeDeadline, socket, &QObject::deleteLater);
    discard();
}

} // namespace

WireChannel::WireChannel(QObject *parent) : Channel(parent)
{
    m_closeDeadline.setSingleShot(true);
    m_closeDeadline.setInterval(closeDeadline);
    m_sinceRead.start();
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (!m_over)
            readSome();
    });
    connect(&m_closeDeadline, &QTimer::timeout, this, [this] { fail(ChannelError::Timeout); });
}

WireChannel::~WireChannel()
{
    abort();
}

void WireChannel::open(const ChannelRequest &request, MessageSink *sink)
{
    Q_ASSERT(!m_dialer && !m_client);
    m_request = request;
    m_sink = sink;
    // A line break in a header's value would forge the request.
    const auto isLegal = [](char c) { return c > 0x20 && c < 0x7f; };
    if (!std::ranges::all_of(request.token, isLegal))
        return QTimer::singleShot(0, this, [this] {
            fail(ChannelError::InvalidSettings, u"the token has characters that no token may have"_s);
        });
    Listener &listener = *this;
    m_client =
        std::make_unique<WebSocketClient>(HandshakeOffer{request.url, randomKey(), request.subprotocol.toLatin1(),
                                                         request.token, request.compresses, request.cookies},
                                          request.messageLimit, unpredictable, listener);
    findProxy(request.proxy, request.url, this, [this](const QNetworkProxy &proxy) { dial(proxy); });
}

void WireChannel::dial(const QNetworkProxy &proxy)
{
    if (m_over)
        return;
    const bool tls = m_request.url.scheme() == u"wss";
    m_dialer = std::make_unique<SocketDialer>();
    connect(m_dialer.get(), &SocketDialer::connected, this, &WireChannel::takeConnected);
    connect(m_dialer.get(), &SocketDialer::failed, this, qOverload<const ChannelFailure &>(&WireChannel::fail));
    m_dialer->dial(tls ? SocketDialer::Kind::Tls : SocketDialer::Kind::Plain, host(),
                   static_cast<quint16>(m_request.url.port(tls ? 443 : 80)), proxy);
}

ChannelFailure WireChannel::overdue() const
{
    return m_dialer ? m_dialer->overdue() : Channel::overdue();
}

QString WireChannel::host() const
{
    return m_request.url.host(QUrl::FullyEncoded);
}

void WireChannel::takeConnected()
{
    m_socket = m_dialer->takeSocket();
    m_dialer.release()->deleteLater(); // it is still on the stack
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &WireChannel::takeSocketError);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &WireChannel::takeDisconnected);
    if (auto *socket = qobject_cast<QSslSocket *>(m_socket.get()))
        encrypt(socket);
    else
        beginHandshake();
}

void WireChannel::encrypt(QSslSocket *socket)
{
    socket->setSslConfiguration(tlsConfiguration(m_request.authorityFile));
    socket->setPeerVerifyName(host());
    socket->setReadBufferSize(decryptedLimit);
    connect(socket, &QSslSocket::sslErrors, this, [this, socket](const QList<QSslError> &errors) {
        fail(ChannelError::TlsUntrusted, untrustedWords(errors, socket->peerCertificateChain(), host()));
    });
    connect(socket, &QSslSocket::encrypted, this, [this, socket] { takeEncrypted(socket); });
    socket->startClientEncryption();
}

void WireChannel::takeEncrypted(QSslSocket *socket)
{
    if (m_over)
        return;
    if (const auto problem = problemWithChain(socket->peerCertificateChain(), host()))
        return fail(ChannelError::TlsUntrusted, *problem);
    beginHandshake();
}

void WireChannel::beginHandshake()
{
    m_buffer = std::make_unique_for_overwrite<char[]>(readSize);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &WireChannel::readSome);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &WireChannel::takeWritten);
    if (auto *socket = qobject_cast<QSslSocket *>(m_socket.get()))
        connect(socket, &QSslSocket::encryptedBytesWritten, this, &WireChannel::takeWritten);
    m_client->start();
    readSome();
}

void WireChannel::readSome()
{
    if (m_rest.isActive() || m_readsOn)
        return;
    // A socket that has its own buffer tells of what is in there only once.
    if (!readTurn() || m_over || m_socket->bytesAvailable() <= 0)
        return;
    // Its next turn it has then, whatever the socket says meanwhile.
    m_readsOn = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_readsOn = false;
            readSome();
        },
        Qt::QueuedConnection);
}

bool WireChannel::readTurn()
{
    for (std::size_t left = turn().bytes; left > 0 && !m_over;) {
        // Each ping asks for a pong: a peer that sends but does not read waits for us, too.
        m_pausing = unsent() > sendLimit && m_socket->state() == QAbstractSocket::ConnectedState;
        if (m_pausing)
            return false;
        const auto wanted = std::min(readSize, left);
        const auto size = m_socket->read(m_buffer.get(), static_cast<qint64>(wanted));
        if (size < 0 && m_socket->state() == QAbstractSocket::UnconnectedState)
            takeReadError();
        if (size <= 0)
            return false;
        const auto waiting = static_cast<std::size_t>(std::max(m_socket->bytesAvailable(), qint64{0}));
        const auto rest = m_flood.note(static_cast<std::size_t>(size), waiting,
                                       std::chrono::nanoseconds(m_sinceRead.nsecsElapsed()), turn());
        m_sinceRead.start();
        Q_EMIT heard();
        if (m_over)
            return false;
        clearUpperHalves();
        m_client->receive({m_buffer.get(), static_cast<std::size_t>(size)});
        if (rest > 0ms)
            m_rest.start(rest);
        if (rest > 0ms || size < static_cast<qint64>(wanted))
            return false;
        left -= wanted;
    }
    return true;
}

void WireChannel::takeReadError()
{
    // An unbuffered socket tells of its end by the read alone, without a signal.
    if (m_socket->error() == QAbstractSocket::RemoteHostClosedError)
        takeDisconnected();
    else
        takeSocketError(m_socket->error());
}

void WireChannel::takeWritten()
{
    if (m_pausing && !m_over)
        readSome();
    if (!m_over && unsent() == 0)
        Q_EMIT flushed();
}

qint64 WireChannel::unsent() const
{
    if (!m_socket)
        return 0;
    const auto *tls = qobject_cast<const QSslSocket *>(m_socket.get());
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

void WireChannel::takeSocketError(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::RemoteHostClosedError)
        return; // disconnected() follows
    const auto ours = errorForSocketError(error);
    const auto text = m_socket->errorString();
    fail(ours, ours == ChannelError::TlsFailed ? tlsFailureWords(text) : text);
}

void WireChannel::takeDisconnected()
{
    setTurn({}); // nobody can be flooded any more
    m_rest.stop();
    while (!m_over && m_buffer) { // what was decrypted before the end still counts
        const auto left = m_socket->bytesAvailable();
        if (left > 0)
            readTurn();
        if (left <= 0 || m_over || m_socket->bytesAvailable() >= left)
            break;
    }
    m_rest.stop();
    if (m_over)
        return;
    if (m_upgraded)
        return fail(ChannelError::NetworkLost);
    fail(m_buffer ? ChannelError::UpgradeRefused : ChannelError::TlsFailed, u"the server closed without an answer"_s);
}

bool WireChannel::canSend() const
{
    return !m_over && m_client && m_client->isOpen() && unsent() <= sendLimit;
}

bool WireChannel::ping(const QByteArray &payload)
{
    if (!canSend())
        return false;
    m_client->ping({payload.constData(), static_cast<std::size_t>(payload.size())});
    return true;
}

bool WireChannel::send(const QByteArray &message, PayloadKind kind)
{
    if (!canSend())
        return false;
    m_client->send(kind == PayloadKind::Binary ? Opcode::Binary : Opcode::Text,
                   {message.constData(), static_cast<std::size_t>(message.size())});
    return true;
}

void WireChannel::close(int code, const QString &reason)
{
    if (m_over || m_closeDeadline.isActive())
        return;
    if (!m_client || !m_client->isOpen())
        return QTimer::singleShot(0, this, [this] { fail(ChannelError::None); });
    m_closeDeadline.start();
    m_client->close(code, reason.toStdString());
}

void WireChannel::abort()
{
    m_over = true;
    const bool closing = m_closeDeadline.isActive();
    m_closeDeadline.stop();
    m_dialer.reset();
    dropSocket(closing);
}

void WireChannel::dropSocket(bool afterCloseFrame)
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    if (afterCloseFrame && m_socket->state() == QAbstractSocket::ConnectedState)
        linger(std::move(m_socket));
    else
        m_socket->abort();
}

void WireChannel::bytesMade(std::string_view bytes)
{
    if (!m_over)
        m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
}

void WireChannel::opened()
{
    m_upgraded = true;
    Q_EMIT Channel::opened();
}

bool WireChannel::admit(Opcode kind)
{
    if (kind != Opcode::Binary || m_request.acceptsBinary)
        return true;
    m_client->close(CloseCode::UnsupportedData, {});
    fail(ChannelError::ProtocolViolation, u"a binary message"_s, CloseCode::UnsupportedData);
    return false;
}

bool WireChannel::messageRead(Opcode kind, std::string_view message)
{
    if (!admit(kind))
        return false;
    std::memcpy(m_sink->messageSpace(message.size()), message.data(), message.size());
    m_sink->messageReceived(message.size(), payloadKind(kind));
    return !m_over;
}

bool WireChannel::messageGathered(Opcode kind, TextBuffer &message)
{
    if (!admit(kind))
        return false;
    m_sink->messageGathered(message, payloadKind(kind));
    return !m_over;
}

void WireChannel::pongRead(std::string_view payload)
{
    if (!m_over)
        Q_EMIT ponged(QByteArray(payload.data(), static_cast<qsizetype>(payload.size())));
}

void WireChannel::ended(const WebSocketEnd &end)
{
    fail(failureFor(end));
}

ChannelFailure WireChannel::failureFor(const WebSocketEnd &end) const
{
    if (end.kind == WebSocketEnd::Kind::Refused)
        return failureForRefusal(m_client->response(), m_request.url);
    ChannelFailure failure;
    failure.detail = QString::fromUtf8(end.reason.data(), static_cast<qsizetype>(end.reason.size()));
    switch (end.kind) {
    case WebSocketEnd::Kind::WrongSubprotocol:
        failure.error = ChannelError::WrongSubprotocol;
        break;
    case WebSocketEnd::Kind::Illegal:
        failure.error = end.code == 0 ? ChannelError::UpgradeRefused : errorForCloseCode(end.code);
        failure.closeCode = end.code;
        break;
    case WebSocketEnd::Kind::Refused:
    case WebSocketEnd::Kind::Closed:
        failure.error = errorForCloseCode(end.code);
        failure.closeCode = end.code == CloseCode::NoStatus ? 0 : end.code;
        break;
    }
    return failure;
}

void WireChannel::fail(ChannelError error, const QString &detail, int closeCode)
{
    ChannelFailure failure;
    failure.error = error;
    failure.detail = detail;
    failure.closeCode = closeCode;
    fail(failure);
}

void WireChannel::fail(const ChannelFailure &failure)
{
    if (m_over)
        return;
    m_over = true;
    m_closeDeadline.stop();
    if (m_dialer)
        m_dialer.release()->deleteLater(); // it may be on the stack
    dropSocket(m_upgraded && failure.error != ChannelError::Timeout);
    auto told = failure;
    told.detail = told.detail.left(detailLimit);
    Q_EMIT closed(told);
}

} // namespace Bellboard
