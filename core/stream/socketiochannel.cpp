// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/socketiochannel.h"

#include "auth/tokenowner.h"
#include "stream/enginepollingchannel.h"
#include "stream/refusal.h"
#include "util/textbuffer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// What a packet has around a message, in bytes: types, namespace, id, offset.
constexpr std::size_t packetRoom = std::size_t{4} << 10;
constexpr qsizetype detailLimit = 300;
/// So much may wait for a server that does not read.
constexpr qint64 sendLimit = qint64{1} << 20;
/// How late a ping may be before anybody wonders.
constexpr std::chrono::milliseconds pingLateness = 2s;

/// With WebSocket, where polling may be what gets through.
constexpr std::chrono::milliseconds slowStart = 4s;
/// What does not let WebSocket through mostly stays.
constexpr std::chrono::milliseconds blockedTime = 30min;

/// Whose all tokens of a request are, wherever they stand.
QByteArray ownerOf(const ChannelRequest &request)
{
    QByteArrayList owners{tokenOwner(request.token)};
    const auto auth = QJsonDocument::fromJson(request.auth).object();
    for (const auto &value : auth)
        owners.append(tokenOwner(value.toString().toUtf8()));
    const QUrlQuery query(request.url);
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded))
        owners.append(tokenOwner(value.toUtf8()));
    return owners.join();
}

/// Whether the other transport may get through where WebSocket failed like that.
bool mayBeWebSocketOnly(ChannelError error)
{
    switch (error) {
    case ChannelError::Timeout:
    case ChannelError::NetworkLost:
    case ChannelError::UpgradeRefused:
    case ChannelError::Forbidden:
    case ChannelError::ServerClosed:
    case ChannelError::ProtocolViolation:
    case ChannelError::PolicyViolation:
        return true;
    default:
        return false;
    }
}

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// What a refusal means that says it in words alone, as middleware of Socket.IO mostly does.
ChannelError errorForWords(const QString &words)
{
    // What people must mend ends all attempts: a trouble of the server's own that happens to speak of tokens or permissions does not.
    static const QRegularExpression signIn(
        u"\\bunauthori[sz]ed\\b|\\bunauthenticated\\b|\\bnot (authori[sz]ed|authenticated|(logged|signed) in)\\b|"
        "\\bauthentication (error|fail|required|needed)|\\b(invalid|expired|missing|no) (\\w+ "
        ")?(token|jwt|credentials?)\\b|"
        "\\b(token|jwt|credentials?) (is |are |has |have )?(invalid|expired|missing|malformed|required|must be provided)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression forbidden(
        u"^\\W*((access|connection) (is )?)?(forbidden|not allowed|denied)\\W*$"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (forbidden.match(words).hasMatch())
        return ChannelError::Forbidden;
    return signIn.match(words).hasMatch() ? ChannelError::SignInNeeded : ChannelError::ServerClosed;
}

ChannelFailure failureFor(const SocketIoEnd &end)
{
    ChannelFailure failure;
    failure.detail = toText(end.reason);
    switch (end.kind) {
    case SocketIoEnd::Kind::Illegal:
        failure.error = ChannelError::ProtocolViolation;
        break;
    case SocketIoEnd::Kind::Closed:
    case SocketIoEnd::Kind::Disconnected:
        failure.error = ChannelError::ServerClosed;
        break;
    case SocketIoEnd::Kind::Refused:
        failure.error = end.status != 0 ? errorForHttpStatus(end.status) : errorForWords(failure.detail);
        break;
    }
    return failure;
}

} // namespace

/// Takes the packets of one transport. Belongs to it.
class SocketIoChannel::PacketSink final : public QObject, public MessageSink
{
public:
    PacketSink(SocketIoChannel &channel, Channel *transport)
        : QObject(transport)
        , m_channel(channel)
        , m_transport(transport)
    { }

private:
    char *messageSpace(std::size_t capacity) override
    {
        m_packet.clear();
        m_packet.reserve(capacity);
        return m_packet.writePosition();
    }
    void messageReceived(std::size_t size, PayloadKind kind) override { take({m_packet.data(), size}, kind); }
    void messageGathered(TextBuffer &message, PayloadKind kind) override { take(message.text(), kind); }
    void messageRefused(std::string_view raw, std::string_view why) override
    {
        if (isHeard())
            m_channel.packetRefused(raw, std::string(why));
    }

    bool isHeard() const { return !m_channel.m_over && m_channel.m_transport.get() == m_transport; }
    void take(std::string_view packet, PayloadKind kind)
    {
        if (!m_channel.m_over && m_channel.m_probe.get() == m_transport)
            return m_channel.takeProbe(packet);
        if (!isHeard())
            return;
        if (kind == PayloadKind::Binary)
            m_channel.m_client->receiveBinary(packet);
        else
            m_channel.m_client->receive(packet);
    }

    SocketIoChannel &m_channel;
    Channel *const m_transport;
    TextBuffer m_packet;
};

SocketIoChannel::SocketIoChannel(SocketIoPlan plan, std::shared_ptr<SocketIoMemory> memory, QObject *parent)
    : Channel(parent)
    , m_plan(std::move(plan))
    , m_memory(std::move(memory))
{
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        fail({ChannelError::HeartbeatMissed, 0, u"the server did not ping when it said it would"_s, {}});
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_probe)
            giveUpUpgrade();
        else if (m_polling)
            beginUpgrade();
        else
            fallBack(m_transport->overdue());
    });
}

SocketIoChannel::~SocketIoChannel()
{
    abort();
}

void SocketIoChannel::open(const ChannelRequest &request, MessageSink *sink)
{
    Q_ASSERT(!m_client);
    m_request = request;
    m_sink = sink;
    // What a server keeps for one user is not for another.
    if (auto owner = ownerOf(request); owner != m_memory->owner) {
        m_memory->session = {};
        m_memory->owner = std::move(owner);
    }
    Listener &listener = *this;
    m_client = std::make_unique<SocketIoClient>(
        SocketIoClient::Options{m_plan.nameSpace, request.auth.toStdString(), m_memory->session, request.messageLimit},
        listener);
    const bool isBlocked = !m_memory->webSocketBlocked.hasExpired() && has(EngineTransport::Polling);
    openTransport(isBlocked ? EngineTransport::Polling : m_plan.transports.front());
}

QUrl SocketIoChannel::transportUrl(EngineTransport transport, std::string_view sid) const
{
    auto url = m_request.url;
    if (url.path().isEmpty() || url.path() == u"/")
        url.setPath(u"/socket.io/"_s);
    QUrlQuery query(url);
    query.addQueryItem(u"EIO"_s, u"4"_s);
    query.addQueryItem(u"transport"_s, transport == EngineTransport::WebSocket ? u"websocket"_s : u"polling"_s);
    if (!sid.empty())
        query.addQueryItem(u"sid"_s, toText(sid));
    url.setQuery(query);
    return url;
}

bool SocketIoChannel::has(EngineTransport transport) const
{
    return std::ranges::find(m_plan.transports, transport) != m_plan.transports.end();
}

ChannelHandle SocketIoChannel::makeTransport(EngineTransport transport)
{
    ChannelHandle made(transport == EngineTransport::Polling ? new EnginePollingChannel
                                                             : makeChannel(m_plan.engine).release());
    watch(*made);
    return made;
}

void SocketIoChannel::watch(Channel &transport)
{
    transport.setTurn(turn());
    connect(&transport, &Channel::heard, this, [this, &transport, told = turn()]() mutable {
        // Only a new one: a transport that ends reads to its end without rest.
        if (turn() != told)
            transport.setTurn(told = turn());
        Q_EMIT heard();
    });
    connect(&transport, &Channel::ponged, this, &Channel::ponged);
    connect(&transport, &Channel::flushed, this, &SocketIoChannel::noticeFlushed);
}

void SocketIoChannel::openTransport(EngineTransport transport)
{
    m_transport = makeTransport(transport);
    m_polling = qobject_cast<EnginePollingChannel *>(m_transport.get());
    connect(m_transport.get(), &Channel::closed, this, &SocketIoChannel::takeTransportEnd);
    if (m_polling)
        connect(m_polling, &EnginePollingChannel::paused, this, &SocketIoChannel::completeUpgrade);
    else if (has(EngineTransport::Polling))
        m_patience.start(slowStart);
    open(*m_transport, transportUrl(transport));
}

void SocketIoChannel::open(Channel &transport, const QUrl &url)
{
    auto request = m_request;
    request.url = url;
    request.subprotocol.clear();
    request.messageLimit += packetRoom;
    request.acceptsBinary = true;
    if (m_polling)
        request.cookies = m_polling->cookies();
    transport.open(request, new PacketSink(*this, &transport));
}

bool SocketIoChannel::fallBack(const ChannelFailure &failure)
{
    const bool isFirst = m_handshake.sid.empty() && !m_polling && has(EngineTransport::Polling);
    // A server that asks for rest gets it from the other transport as well.
    if (m_over || !isFirst || failure.retryAfter || !mayBeWebSocketOnly(failure.error))
        return false;
    m_patience.stop();
    m_fellBack = true;
    openTransport(EngineTransport::Polling);
    return true;
}

void SocketIoChannel::takeTransportEnd(const ChannelFailure &failure)
{
    if (!fallBack(failure))
        fail(failure);
}

bool SocketIoChannel::send(const QByteArray &message, PayloadKind kind)
{
    return kind == PayloadKind::Text && say(message, {});
}

bool SocketIoChannel::sendForAnswer(const QByteArray &text, const QByteArray &key)
{
    return say(text, {key.constData(), static_cast<std::size_t>(key.size())});
}

bool SocketIoChannel::say(const QByteArray &text, std::string_view key)
{
    if (m_over || !m_client || !m_client->isConnected() || unsent() > sendLimit)
        return false;
    m_sent = false;
    m_client->send({text.constData(), static_cast<std::size_t>(text.size())}, key);
    return m_sent;
}

void SocketIoChannel::confirm()
{
    if (!m_client)
        return;
    m_client->confirm();
    // Only here: a channel that was let in beside another one, and came to nothing, leaves no session.
    m_memory->session = m_client->session();
}

std::chrono::milliseconds SocketIoChannel::heartbeat() const
{
    return m_handshake.pingInterval + std::min(m_handshake.pingTimeout, pingLateness);
}

qint64 SocketIoChannel::unsent() const
{
    const auto held = std::transform_reduce(m_held.begin(), m_held.end(), qint64{0}, std::plus(),
                                            [](const QByteArray &packet) { return packet.size(); });
    return held + (m_transport ? m_transport->unsent() : 0);
}

void SocketIoChannel::noticeFlushed()
{
    if (!m_over && unsent() == 0)
        Q_EMIT flushed();
}

bool SocketIoChannel::ping(const QByteArray &payload)
{
    return !m_over && m_transport && m_transport->ping(payload);
}

void SocketIoChannel::close(int code, const QString &reason)
{
    if (m_transport)
        m_transport->close(code, reason);
}

void SocketIoChannel::abort()
{
    m_over = true;
    m_silence.stop();
    m_patience.stop();
    m_probe.reset();
    m_polling = nullptr;
    m_transport.reset();
}

ChannelFailure SocketIoChannel::overdue() const
{
    if (m_transport && m_handshake.pingInterval.count() == 0)
        return m_transport->overdue();
    return {ChannelError::Timeout, 0, u"the server let nobody into the namespace"_s, {}};
}

bool SocketIoChannel::packetMade(std::string_view packet)
{
    const QByteArray bytes(packet.data(), static_cast<qsizetype>(packet.size()));
    m_sent = !m_over && m_transport && (m_pausing || m_transport->send(bytes, PayloadKind::Text));
    if (m_sent && m_pausing)
        m_held.push_back(bytes);
    return m_sent;
}

void SocketIoChannel::engineOpened(const EngineHandshake &handshake)
{
    m_handshake = handshake;
    m_patience.stop();
    pinged();
    if (m_fellBack)
        m_memory->webSocketBlocked.setRemainingTime(blockedTime);
    if (!m_polling || !has(EngineTransport::WebSocket) || !handshake.upgradesToWebSocket)
        return;
    if (m_memory->webSocketBlocked.hasExpired())
        beginUpgrade();
    else
        m_patience.start(upgradePause);
}

void SocketIoChannel::connected()
{
    Q_EMIT opened();
}

void SocketIoChannel::pinged()
{
    m_silence.start(m_handshake.pingInterval + m_handshake.pingTimeout);
}

void SocketIoChannel::messageRead(std::string_view message)
{
    if (m_over)
        return;
    std::memcpy(m_sink->messageSpace(message.size()), message.data(), message.size());
    m_sink->messageReceived(message.size(), PayloadKind::Text);
}

void SocketIoChannel::packetRefused(std::string_view raw, const std::string &why)
{
    if (!m_over)
        m_sink->messageRefused(raw, why);
}

void SocketIoChannel::ended(const SocketIoEnd &end)
{
    if (m_transport) {
        m_transport->disconnect(this);
        m_transport->close(1000, {});
    }
    fail(failureFor(end));
}

void SocketIoChannel::fail(const ChannelFailure &failure)
{
    if (m_over)
        return;
    abort();
    auto told = failure;
    told.detail = told.detail.left(detailLimit);
    Q_EMIT closed(told);
}

} // namespace Bellboard
