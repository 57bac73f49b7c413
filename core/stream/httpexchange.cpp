// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/httpexchange.h"

#include "stream/endpoint.h"
#include "stream/peerlink.h"
#include "stream/refusal.h"
#include "stream/socketdialer.h"
#include "stream/tlswords.h"

#include <QSslSocket>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

constexpr qsizetype detailLimit = 300;
constexpr int mostRedirects = 5;
/// Of an answer that is refused, nobody reads more.
constexpr std::size_t refusalLimit = std::size_t{64} << 10;
/// Servers drop an idle connection after some seconds (node: 5); what must not go out twice takes none that may be just ending.
constexpr auto onceReuse = 3s;

/// A line break in a field would forge the request (RFC 9110, 5.5).
bool isLegalValue(const QByteArray &value)
{
    return std::ranges::all_of(value, [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool isLegalToken(const QByteArray &token)
{
    return std::ranges::all_of(token, [](char c) { return c > 0x20 && c < 0x7f; });
}

QByteArray hostField(const QUrl &url)
{
    auto host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int defaultPort = isEncrypted(url) ? 443 : 80;
    if (url.port(defaultPort) != defaultPort)
        host += ':' + QByteArray::number(url.port());
    return host;
}

QByteArray targetOf(const QUrl &url)
{
    auto target = url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty())
        target = "/";
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

std::optional<ChannelFailure> problemWith(const HttpRequest &request)
{
    const auto &scheme = request.url.scheme();
    if (!request.url.isValid() || request.url.host().isEmpty() || (scheme != u"http" && scheme != u"https"))
        return ChannelFailure{
            ChannelError::InvalidSettings, 0, u"the address is not one that begins with http:// or https://"_s, {}};
    if (!request.token.isEmpty() && !isEncrypted(request.url) && !isOnThisComputer(request.url))
        return ChannelFailure{ChannelError::InsecureToken, 0, {}, {}};
    if (!isLegalToken(request.token))
        return ChannelFailure{
            ChannelError::InvalidSettings, 0, u"the token has characters that no token may have"_s, {}};
    const bool isLegal = isLegalValue(request.accept) && isLegalValue(request.contentType)
        && std::ranges::all_of(request.fields, [](const auto &field) {
                             return isLegalToken(field.first) && !field.first.isEmpty() && isLegalValue(field.second);
                         });
    if (!isLegal)
        return ChannelFailure{ChannelError::InvalidSettings, 0, u"a field of the request cannot be sent"_s, {}};
    return {};
}

} // namespace

HttpExchange::HttpExchange(HttpClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    for (auto *timer : {&m_openDeadline, &m_deadline}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, [this] { fail(overdue()); });
    }
}

HttpExchange::~HttpExchange()
{
    abort();
}

void HttpExchange::start(const HttpRequest &request)
{
    Q_ASSERT(m_request.url.isEmpty());
    m_request = request;
    if (const auto problem = problemWith(request)) {
        QMetaObject::invokeMethod(this, [this, problem] { fail(*problem); }, Qt::QueuedConnection);
        return;
    }
    open();
}

void HttpExchange::abort()
{
    m_over = true;
    m_openDeadline.stop();
    m_deadline.stop();
    dropConnection();
}

ChannelFailure HttpExchange::overdue() const
{
    return m_link ? m_link->overdue() : ChannelFailure{ChannelError::Timeout, 0, {}, {}};
}

void HttpExchange::open()
{
    const auto age =
        mayRepeat() ? std::chrono::milliseconds(HttpClient::longestIdle) : std::chrono::milliseconds(onceReuse);
    m_openDeadline.start(m_request.openDeadline);
    if (auto idle = m_client.takeIdle(m_request.url, age)) {
        m_isReused = true;
        m_socket = std::move(idle);
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (!m_over)
                    takeConnection(std::move(m_socket));
            },
            Qt::QueuedConnection);
        return;
    }
    m_isReused = false;
    m_client.noteDial();
    m_link = std::make_unique<PeerLink>();
    connect(m_link.get(), &PeerLink::failed, this, qOverload<const ChannelFailure &>(&HttpExchange::fail));
    connect(m_link.get(), &PeerLink::opened, this, [this] {
        auto socket = m_link->takeSocket();
        m_link.release()->deleteLater(); // it is still on the stack
        takeConnection(std::move(socket));
    });
    // With a buffer in either case, so that the end of a connection comes as a signal.
    m_link->open(
        {m_request.url, m_client.settings().proxy, m_client.settings().authorityFile, SocketDialer::Kind::Tls});
}

void HttpExchange::takeConnection(std::unique_ptr<QTcpSocket> socket)
{
    m_socket = std::move(socket);
    m_openDeadline.stop();
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpExchange::read);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &HttpExchange::takeSocketError);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpExchange::takeEnd);
    if (!m_deadline.isActive())
        startDeadline();
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return takeEnd();
    send();
    if (!m_isReused)
        Q_EMIT connected();
}

void HttpExchange::startDeadline()
{
    m_end.setRemainingTime(std::max(m_request.deadline, m_request.longest));
    m_deadline.start(m_request.deadline);
}

QByteArray HttpExchange::head() const
{
    const bool posts = m_request.method == HttpRequest::Method::Post;
    QByteArray head = (posts ? "POST " : "GET ") + targetOf(m_request.url) + " HTTP/1.1\r\nHost: "
        + hostField(m_request.url) + "\r\nUser-Agent: Bellboard/" BELLBOARD_VERSION "\r\nAccept: " + m_request.accept
        + "\r\nAccept-Encoding: identity\r\nCache-Control: no-cache\r\n";
    if (!m_request.token.isEmpty())
        head += "Authorization: Bearer " + m_request.token + "\r\n";
    if (const auto cookies = m_client.cookiesFor(m_request.url); !cookies.isEmpty())
        head += "Cookie: " + cookies + "\r\n";
    for (const auto &[name, value] : m_request.fields)
        head += name + ": " + value + "\r\n";
    if (posts)
        head += "Content-Type: " + m_request.contentType
            + "\r\nContent-Length: " + QByteArray::number(m_request.body.size()) + "\r\n";
    return head + "\r\n";
}

void HttpExchange::send()
{
    m_heard = false;
    m_headReader = {};
    m_head = {};
    m_bodyReader.reset();
    m_body.clear();
    m_socket->write(m_request.method == HttpRequest::Method::Post ? head() + m_request.body : head());
}

void HttpExchange::read()
{
    std::array<char, 16384> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
    for (std::size_t left = std::size_t{256} << 10; !m_over && m_socket && left > 0;) {
        const auto size = m_socket->read(bytes.data(), static_cast<qint64>(std::min(bytes.size(), left)));
        if (size <= 0)
            return;
        left -= static_cast<std::size_t>(size);
        m_heard = true;
        if (m_request.longest > m_request.deadline && m_deadline.isActive())
            m_deadline.start(std::min(m_request.deadline, std::chrono::milliseconds(m_end.remainingTime())));
        Q_EMIT heard();
        if (!m_over)
            takeBytes({bytes.data(), static_cast<std::size_t>(size)});
    }
    // Others on this thread come first.
    if (!m_over && m_socket && m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &HttpExchange::read, Qt::QueuedConnection);
}

void HttpExchange::takeBytes(std::string_view bytes)
{
    const auto *connection = m_socket.get();
    while (!m_over && m_socket.get() == connection) {
        if (!m_bodyReader && !takeHead(bytes))
            return;
        if (m_bodyReader && !takeBody(bytes))
            return;
    }
}

/// False when nothing is left to be done with these bytes.
bool HttpExchange::takeHead(std::string_view &bytes)
{
    const auto progress = m_headReader.read(bytes);
    if (progress == HttpResponseReader::Progress::Failed)
        return fail(ChannelError::ProtocolViolation, QString::fromLatin1(m_headReader.problem())), false;
    if (progress == HttpResponseReader::Progress::More)
        return false;
    m_head = m_headReader.response();
    if (m_head.status < 200) {
        if (m_head.status == 101)
            return fail(ChannelError::ProtocolViolation, u"an upgrade that nobody asked for"_s), false;
        m_headReader = {}; // an interim one (RFC 9110, 15.2)
        m_head = {};
        return !bytes.empty();
    }
    for (const auto &[name, value] : m_head.fields) {
        if (name == "set-cookie")
            m_client.takeCookie(m_request.url, QByteArray::fromStdString(value));
    }
    m_mayBePortal = failureForRefusal(m_head, m_request.url).error == ChannelError::CaptivePortal;
    m_bodyReader.emplace(m_head);
    if (m_request.once && isGood() && !m_bodyReader->tellsEnd())
        return fail(ChannelError::ProtocolViolation, u"an answer that does not say where it ends"_s), false;
    if (isGood() && !m_mayBePortal) {
        if (m_request.streams)
            m_deadline.stop();
        Q_EMIT answered();
    }
    return !m_over;
}

/// The same.
bool HttpExchange::takeBody(std::string_view &bytes)
{
    std::string_view piece;
    const auto progress = m_bodyReader->read(bytes, piece);
    if (progress == HttpBodyReader::Progress::Failed) {
        // What is refused is refused for what its head says.
        if (isGood())
            fail(ChannelError::ProtocolViolation, QString::fromLatin1(m_bodyReader->problem()));
        else
            takeWhole();
        return false;
    }
    if (!piece.empty() && !keepPiece(piece))
        return false;
    if (progress == HttpBodyReader::Progress::Done) {
        takeWhole();
        return false;
    }
    return !bytes.empty();
}

bool HttpExchange::keepPiece(std::string_view piece)
{
    if (m_request.streams && isGood() && !m_mayBePortal) {
        Q_EMIT pieceRead(QByteArrayView(piece.data(), static_cast<qsizetype>(piece.size())));
        return !m_over;
    }
    const auto limit = isGood() ? m_request.limit : refusalLimit;
    if (piece.size() > limit - m_body.size()) {
        if (isGood())
            fail(ChannelError::MessageTooBig,
                 u"the answer is larger than %1 bytes"_s.arg(static_cast<qulonglong>(limit)));
        else
            takeWhole();
        return false;
    }
    m_body.makeRoom(piece.size(), limit);
    m_body.append(piece);
    return true;
}

void HttpExchange::takeWhole()
{
    if (redirect() || m_over)
        return;
    // A whole answer leaves a connection on which the next request can go out.
    if (m_bodyReader->mayGoOn() && m_bodyReader->isWholeAtEnd() && m_socket
        && m_socket->state() == QAbstractSocket::ConnectedState && m_socket->bytesAvailable() == 0) {
        m_socket->disconnect(this);
        m_client.keep(m_request.url, std::move(m_socket));
    }
    if (!isGood() || m_mayBePortal)
        return fail(failureForRefusal(m_head, m_request.url));
    abort();
    Q_EMIT finished();
}

/// Whether the answer leads on, and was followed or refused.
bool HttpExchange::redirect()
{
    const bool keepsMethod = m_head.status == 307 || m_head.status == 308;
    if (!keepsMethod && m_head.status != 301 && m_head.status != 302 && m_head.status != 303)
        return false;
    const auto location = m_head.field("location");
    if (!location || m_mayBePortal)
        return false;
    auto target = m_request.url.resolved(
        QUrl(QString::fromUtf8(location->data(), static_cast<qsizetype>(location->size())), QUrl::StrictMode));
    target.setFragment({});
    const auto status = u"HTTP %1: "_s.arg(m_head.status);
    if (!target.isValid() || !haveSameOrigin(target, m_request.url)) {
        fail(ChannelError::UpgradeRefused, status + u"it sends us to another server, "_s + target.host());
    } else if (m_request.method == HttpRequest::Method::Post && !keepsMethod) {
        fail(ChannelError::UpgradeRefused, status + u"it sends us elsewhere without what we said"_s);
    } else if (++m_redirects > mostRedirects) {
        fail(ChannelError::UpgradeRefused, status + u"it sends us on without end"_s);
    } else {
        m_request.url = target;
        dropConnection();
        open();
    }
    return true;
}

void HttpExchange::takeEnd()
{
    while (!m_over && m_socket && m_socket->bytesAvailable() > 0)
        read(); // what came before the end still counts
    if (m_over || !m_socket)
        return;
    if (m_bodyReader && m_bodyReader->isWholeAtEnd())
        return takeWhole();
    if (m_bodyReader && !isGood())
        return takeWhole();
    if (sendAgain())
        return;
    if (m_heard)
        return fail(ChannelError::NetworkLost, u"the answer was cut off"_s);
    fail(ChannelError::NetworkLost, u"the server closed without an answer"_s);
}

bool HttpExchange::sendAgain()
{
    // RFC 9112, 9.3.1: the server may have closed it just as the request went out.
    if (!m_isReused || m_heard || !mayRepeat())
        return false;
    dropConnection();
    open();
    return true;
}

void HttpExchange::takeSocketError(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::RemoteHostClosedError)
        return; // disconnected() follows
    if (m_over || sendAgain())
        return;
    const auto ours = errorForSocketError(error);
    const auto text = m_socket->errorString();
    fail(ours, ours == ChannelError::TlsFailed ? tlsFailureWords(text) : text);
}

void HttpExchange::dropConnection()
{
    if (m_link) {
        m_link->disconnect(this);
        m_link.release()->deleteLater(); // it may be on the stack
    }
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket.release()->deleteLater(); // so may it
    }
}

void HttpExchange::fail(ChannelError error, const QString &detail)
{
    fail({error, 0, detail, {}});
}

void HttpExchange::fail(const ChannelFailure &failure)
{
    if (m_over)
        return;
    abort();
    auto told = failure;
    told.detail = told.detail.left(detailLimit);
    Q_EMIT failed(told);
}

} // namespace Bellboard
