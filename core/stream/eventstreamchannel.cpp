// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/eventstreamchannel.h"

#include "profile/profile.h"
#include "profile/profiledialect.h"
#include "stream/endpoint.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr std::string_view mediaType = "text/event-stream";

/// Whether an answer is a stream of events; parameters of its type, and upper case, change nothing.
bool isEventStream(const HttpResponse &response)
{
    const auto type = response.field("content-type").value_or(std::string_view());
    const auto isSame = [](char left, char right) { return (left >= 'A' && left <= 'Z' ? left + 32 : left) == right; };
    return response.status == 200 && type.size() >= mediaType.size()
        && std::ranges::equal(type.substr(0, mediaType.size()), mediaType, isSame)
        && (type.size() == mediaType.size() || type[mediaType.size()] == ';' || type[mediaType.size()] == ' ');
}

/// Whether an id may go into the head of a request.
bool isSendable(std::string_view id)
{
    return !id.empty() && std::ranges::all_of(id, [](char c) { return c >= ' ' && c <= '~'; });
}

/// A name as JSON; `name` must be UTF-8.
std::string quoted(std::string_view name)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\')
            (text += '\\') += c;
        else if (static_cast<unsigned char>(c) < 0x20)
            ((text += "\\u00") += digits[static_cast<std::size_t>(c) >> 4]) += digits[static_cast<std::size_t>(c) & 15];
        else
            text += c;
    }
    return text + '"';
}

} // namespace

EventStreamChannel::EventStreamChannel(HttpPlan plan, QObject *parent) : Channel(parent), m_plan(std::move(plan))
{
    m_renewal.setSingleShot(true);
    m_renewal.setInterval(renewalPause);
    connect(&m_renewal, &QTimer::timeout, this, &EventStreamChannel::renew);
}

EventStreamChannel::~EventStreamChannel()
{
    abort();
}

void EventStreamChannel::open(const ChannelRequest &request, MessageSink *sink)
{
    Q_ASSERT(!m_sink);
    m_request = request;
    m_sink = sink;
    HttpClient::Settings settings;
    settings.authorityFile = m_request.authorityFile;
    settings.proxy = m_request.proxy;
    settings.mostIdle = 0;
    settings.dials = m_request.dials;
    m_client = std::make_unique<HttpClient>(settings);
    m_stream = ask();
}

std::unique_ptr<HttpExchange> EventStreamChannel::ask()
{
    const auto &events = *m_plan.profile->events;
    const auto positions = m_plan.positions();
    const auto id = m_plan.profile->eventsGoOnByIds() ? m_plan.cursor() : std::string();
    HoleValues values;
    values[Hole::Cursor] = id;
    if (events.by == PollBy::AllStreams)
        values[Hole::Streams] = positionsText(positions);
    if (events.by == PollBy::OneStream) {
        const auto known = std::ranges::find(positions, events.streams.front(), &StreamCursor::name);
        const auto position = known == positions.end() || known->epoch.empty() ? StreamCursor() : *known;
        values[Hole::Epoch] = position.epoch;
        values[Hole::Offset] = std::to_string(position.offset);
    }
    HttpRequest request;
    request.url = urlFor(m_plan, events, m_request.url, std::move(values));
    request.token = m_request.token;
    request.accept = QByteArray::fromStdString(std::string(mediaType));
    request.streams = true;
    if (isSendable(id))
        request.fields.append({"Last-Event-ID", QByteArray::fromStdString(id)});
    auto exchange = std::make_unique<HttpExchange>(*m_client);
    auto *it = exchange.get();
    connect(it, &HttpExchange::heard, this, &Channel::heard);
    connect(it, &HttpExchange::answered, this, [this, it] { takeAnswer(it); });
    connect(it, &HttpExchange::pieceRead, this, [this, it](QByteArrayView piece) { takePiece(it, piece); });
    connect(it, &HttpExchange::failed, this, &EventStreamChannel::takeFailure);
    connect(it, &HttpExchange::finished, this,
            [this] { takeFailure({ChannelError::ServerClosed, 0, u"the server ended its stream of events"_s, {}}); });
    it->start(request);
    return exchange;
}

void EventStreamChannel::takeAnswer(HttpExchange *exchange)
{
    const auto &head = exchange->response();
    if (!isEventStream(head))
        return fail({ChannelError::UpgradeRefused,
                     0,
                     head.status == 200 ? u"the answer is no stream of events"_s
                                        : u"HTTP %1 in place of a stream of events"_s.arg(head.status),
                     {}});
    const bool replaces = exchange == m_next.get();
    if (replaces)
        drop(std::exchange(m_stream, std::move(m_next)));
    EventStreamReader::Sink &sink = *this;
    m_reader = std::make_shared<EventStreamReader>(sink, m_request.messageLimit,
                                                   m_plan.profile->eventsGoOnByIds() ? m_plan.cursor() : std::string());
    if (!std::exchange(m_open, true))
        Q_EMIT opened();
    if (replaces && !m_over)
        Q_EMIT replaced();
    for (const auto &payload : std::exchange(m_pings, {})) {
        if (!m_over)
            Q_EMIT ponged(payload);
    }
}

void EventStreamChannel::takePiece(const HttpExchange *exchange, QByteArrayView piece)
{
    if (exchange != m_stream.get())
        return;
    const auto reader = m_reader; // another one may take its place meanwhile
    if (!reader->read({piece.data(), static_cast<std::size_t>(piece.size())}))
        fail({ChannelError::MessageTooBig,
              0,
              u"an event is larger than %1 bytes"_s.arg(static_cast<qulonglong>(m_request.messageLimit)),
              {}});
}

bool EventStreamChannel::eventRead(std::string_view name, std::string_view data, std::string_view id)
{
    std::string named;
    if (m_plan.profile->kindIsEventName && simdjson::validate_utf8(name))
        data = named = '[' + quoted(name.empty() ? "message" : name) + ',' + std::string(data) + ']';
    if (simdjson::validate_utf8(data)) {
        std::memcpy(m_sink->messageSpace(data.size()), data.data(), data.size());
        m_sink->messageReceived(data.size(), PayloadKind::Text);
    } else {
        m_sink->messageRefused(data, "text that is not UTF-8");
    }
    if (!m_over && m_plan.profile->eventsGoOnByIds() && id != m_id) {
        m_id = id;
        m_plan.keepCursor(m_id, false);
    }
    return !m_over;
}

void EventStreamChannel::takeFailure(const ChannelFailure &failure)
{
    auto told = failure;
    if (!told.retryAfter && m_reader)
        told.retryAfter = m_reader->retry();
    fail(told);
}

void EventStreamChannel::renew()
{
    if (m_over || m_next || !m_open)
        return;
    m_next = ask();
}

void EventStreamChannel::askAgain()
{
    // Not from within the message that shows that something is missing; and not without a rest, as it may be missing for good.
    const auto by = m_plan.profile->events->by;
    if (!m_over && (by == PollBy::OneStream || by == PollBy::AllStreams) && !m_renewal.isActive())
        m_renewal.start();
}

bool EventStreamChannel::ping(const QByteArray &payload)
{
    if (m_over || !m_open)
        return false;
    if (m_client->waitFor(httpUrl(m_request.url, "/")).count() > 0) {
        // The server bears no more, and nobody else can tell.
        QMetaObject::invokeMethod(this, &Channel::heard, Qt::QueuedConnection);
        return true;
    }
    m_pings.push_back(payload);
    QMetaObject::invokeMethod(this, &EventStreamChannel::renew, Qt::QueuedConnection);
    return true;
}

void EventStreamChannel::useToken(const QUrl &url, const QByteArray &token)
{
    m_request.url = url;
    m_request.token = token;
}

void EventStreamChannel::close(int /*code*/, const QString & /*reason*/)
{
    if (!m_over)
        QMetaObject::invokeMethod(this, [this] { fail({}); }, Qt::QueuedConnection);
}

void EventStreamChannel::abort()
{
    m_over = true;
    m_renewal.stop();
    drop(std::move(m_stream));
    drop(std::move(m_next));
}

void EventStreamChannel::drop(std::unique_ptr<HttpExchange> exchange)
{
    if (!exchange)
        return;
    exchange->disconnect();
    exchange->abort();
    exchange.release()->deleteLater(); // it may be on the stack
}

ChannelFailure EventStreamChannel::overdue() const
{
    return m_stream ? m_stream->overdue() : Channel::overdue();
}

void EventStreamChannel::fail(const ChannelFailure &failure)
{
    if (m_over)
        return;
    abort();
    Q_EMIT closed(failure);
}

} // namespace Bellboard
