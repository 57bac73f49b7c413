// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/enginepollingchannel.h"

#include "protocol/socketio/jsontext.h"
#include "stream/httpclient.h"
#include "stream/httpexchange.h"

#include <QUrlQuery>

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// One payload holds all that waited at the server.
constexpr std::size_t payloadLimit = std::size_t{32} << 20;
/// So much may wait for a server that does not read.
constexpr qint64 sendLimit = qint64{1} << 20;
/// Where the server does not say what it takes at once.
constexpr std::size_t usualPayload = 100'000;
/// Beyond what the handshake promises, as an answer is on its way for a while.
constexpr auto answerTime = 5s;
constexpr qsizetype longestWords = 200;

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

EnginePollingChannel::EnginePollingChannel(QObject *parent) : Channel(parent)
{
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &EnginePollingChannel::deliver);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &EnginePollingChannel::resume);
}

EnginePollingChannel::~EnginePollingChannel()
{
    abort();
}

void EnginePollingChannel::open(const ChannelRequest &request, MessageSink *sink)
{
    Q_ASSERT(!m_client);
    m_request = request;
    m_request.url.setScheme(request.url.scheme() == u"wss" ? u"https"_s : u"http"_s);
    m_sink = sink;
    m_client = std::make_unique<HttpClient>(HttpClient::Settings{request.authorityFile, request.proxy, true});
    poll();
}

std::unique_ptr<HttpExchange> EnginePollingChannel::makeExchange()
{
    auto exchange = std::make_unique<HttpExchange>(*m_client);
    connect(exchange.get(), &HttpExchange::heard, this, &Channel::heard);
    return exchange;
}

void EnginePollingChannel::poll()
{
    m_pause.stop();
    m_asked = m_clock.instant();
    m_poll = makeExchange();
    HttpRequest request;
    request.url = m_request.url;
    request.token = m_request.token;
    request.accept = "*/*";
    request.limit = payloadLimit;
    // What the session had for us is gone from the server with its answer.
    request.once = !m_handshake.sid.empty();
    if (request.once)
        request.deadline = m_handshake.pingInterval + m_handshake.pingTimeout + answerTime;
    connect(m_poll.get(), &HttpExchange::finished, this, &EnginePollingChannel::takePayload);
    connect(m_poll.get(), &HttpExchange::failed, this,
            [this](const ChannelFailure &failure) { fail(failureOf(*m_poll, failure)); });
    m_poll->start(request);
}

void EnginePollingChannel::takePayload()
{
    m_payload = m_poll->body().text();
    m_brought = false;
    m_held = m_clock.instant() - m_asked;
    if (m_handshake.sid.empty()) {
        auto payload = m_payload;
        if (!takeHandshake(takePart(payload).value_or(PayloadPart()).raw))
            return;
        Q_EMIT opened();
    }
    deliver();
}

bool EnginePollingChannel::takeHandshake(std::string_view packet)
{
    const auto engine = readEnginePacket(packet);
    if (!engine || engine->type != EnginePacketType::Open) {
        fail(ChannelError::ProtocolViolation, u"the server did not begin with the handshake of Engine.IO 4"_s);
        return false;
    }
    auto handshake = readEngineHandshake(engine->data);
    if (!handshake) {
        fail(ChannelError::ProtocolViolation, toText(handshake.error()));
        return false;
    }
    m_handshake = std::move(*handshake);
    QUrlQuery query(m_request.url);
    query.addQueryItem(u"sid"_s, toText(m_handshake.sid));
    m_request.url.setQuery(query);
    return true;
}

void EnginePollingChannel::deliver()
{
    // What waited at the server comes at once; others on this thread come first.
    for (auto left = static_cast<qint64>(turn().bytes); !m_over && !m_payload.empty();) {
        if (left <= 0)
            return m_rest.start(turn().rest);
        const auto part = takePart(m_payload);
        if (!part)
            break;
        left -= static_cast<qint64>(part->raw.size());
        m_brought = m_brought || part->raw.front() != static_cast<char>(EnginePacketType::Noop);
        if (!deliverPart(*part))
            return;
    }
    if (m_over)
        return;
    m_payload = {};
    m_poll.release()->deleteLater(); // it may be on the stack
    const auto pause = m_pace.pauseAfter(m_held, m_brought);
    if (m_pausing)
        return noticePause();
    if (pause.count() > 0)
        return m_pause.start(pause);
    poll();
}

bool EnginePollingChannel::deliverPart(const PayloadPart &part)
{
    if (part.raw.size() > m_request.messageLimit + (part.isBinary ? m_request.messageLimit / 3 + 4 : 0)) {
        fail(ChannelError::MessageTooBig, u"a packet is larger than %1 bytes"_s.arg(m_request.messageLimit));
        return false;
    }
    if (!part.isBinary && !simdjson::validate_utf8(part.raw.data(), part.raw.size())) {
        m_sink->messageRefused(part.raw, "a packet that is not UTF-8");
        return !m_over;
    }
    std::string bytes;
    auto packet = part.raw;
    if (part.isBinary) {
        auto decoded = readBinaryPart(part.raw);
        if (!decoded) {
            m_sink->messageRefused(part.raw, decoded.error());
            return !m_over;
        }
        bytes = std::move(*decoded);
        packet = bytes;
    }
    std::memcpy(m_sink->messageSpace(packet.size()), packet.data(), packet.size());
    m_sink->messageReceived(packet.size(), part.isBinary ? PayloadKind::Binary : PayloadKind::Text);
    return !m_over;
}

bool EnginePollingChannel::send(const QByteArray &message, PayloadKind kind)
{
    if (m_over || m_handshake.sid.empty() || kind != PayloadKind::Text || unsent() > sendLimit)
        return false;
    m_waiting.push_back(message);
    m_waitingBytes += message.size();
    // What is said in one turn goes out together.
    if (!m_post)
        QMetaObject::invokeMethod(this, &EnginePollingChannel::post, Qt::QueuedConnection);
    return true;
}

void EnginePollingChannel::post()
{
    if (m_over || m_post || m_waiting.empty())
        return;
    const auto most = m_handshake.maxPayload > 0 ? m_handshake.maxPayload : usualPayload;
    std::string payload;
    while (!m_waiting.empty()) {
        const auto &packet = m_waiting.front();
        const auto size = static_cast<std::size_t>(packet.size());
        // One that is too large alone the server may judge itself.
        if (!payload.empty() && payload.size() + 1 + size > most)
            break;
        addToPayload(payload, {packet.constData(), size});
        m_waitingBytes -= packet.size();
        m_waiting.pop_front();
    }
    m_postedBytes = static_cast<qint64>(payload.size());
    m_post = makeExchange();
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = m_request.url;
    request.token = m_request.token;
    request.accept = "*/*";
    request.contentType = "text/plain;charset=UTF-8";
    request.body = QByteArray::fromStdString(payload);
    request.deadline = m_handshake.pingTimeout + answerTime;
    connect(m_post.get(), &HttpExchange::finished, this, &EnginePollingChannel::takePosted);
    connect(m_post.get(), &HttpExchange::failed, this, [this](const ChannelFailure &failure) {
        // Engine.IO says "ok" as HTML, which without TLS looks like a network that wants a sign-in.
        if (failure.error == ChannelError::CaptivePortal && m_post->body().text() == "ok")
            return takePosted();
        fail(failureOf(*m_post, failure));
    });
    m_post->start(request);
}

void EnginePollingChannel::takePosted()
{
    m_post.release()->deleteLater(); // it is still on the stack
    m_postedBytes = 0;
    if (!m_waiting.empty())
        return post();
    if (m_pausing)
        noticePause();
    if (!m_over)
        Q_EMIT flushed();
}

qint64 EnginePollingChannel::unsent() const
{
    return m_waitingBytes + m_postedBytes;
}

bool EnginePollingChannel::ping(const QByteArray & /*payload*/)
{
    return false;
}

void EnginePollingChannel::close(int /*code*/, const QString & /*reason*/)
{
    QTimer::singleShot(0, this, [this] { fail(ChannelError::None, {}); });
}

void EnginePollingChannel::abort()
{
    m_over = true;
    m_rest.stop();
    m_pause.stop();
    m_payload = {};
    for (auto *exchange : {&m_poll, &m_post}) {
        if (!*exchange)
            continue;
        (*exchange)->disconnect(this);
        (*exchange)->abort();
        exchange->release()->deleteLater(); // it may be on the stack
    }
    if (m_client)
        m_client.release()->deleteLater(); // which they need
}

ChannelFailure EnginePollingChannel::overdue() const
{
    return m_poll ? m_poll->overdue() : Channel::overdue();
}

void EnginePollingChannel::pause()
{
    m_pausing = true;
    m_pause.stop();
    QMetaObject::invokeMethod(this, &EnginePollingChannel::noticePause, Qt::QueuedConnection);
}

void EnginePollingChannel::resume()
{
    m_pausing = false;
    if (!m_over && !m_poll)
        poll();
}

void EnginePollingChannel::noticePause()
{
    if (!m_over && m_pausing && !m_poll && !m_post && m_waiting.empty())
        Q_EMIT paused();
}

QByteArray EnginePollingChannel::cookies() const
{
    return m_client ? m_client->cookiesFor(m_request.url) : QByteArray();
}

/// With what Engine.IO says of why, which is {"code":1,"message":"Session ID unknown"}.
ChannelFailure EnginePollingChannel::failureOf(HttpExchange &exchange, const ChannelFailure &failure)
{
    auto told = failure;
    QString words;
    if (exchange.response().status >= 400) {
        const auto body = exchange.body().text();
        std::ignore = readJsonObject(body, [&](JsonReader &reader, std::string_view key, JsonReader::Value &value) {
            if (key == "message" && value.raw_json_token().starts_with('"'))
                words = toText(reader.text(value, key));
            else
                reader.skip(value);
        });
    }
    if (!words.isEmpty())
        told.detail += u": "_s + words.left(longestWords);
    return told;
}

void EnginePollingChannel::fail(ChannelError error, const QString &detail)
{
    fail({error, 0, detail, {}});
}

void EnginePollingChannel::fail(const ChannelFailure &failure)
{
    if (m_over)
        return;
    abort();
    Q_EMIT closed(failure);
}

} // namespace Bellboard
