// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/democlient.h"

#include "demo/words.h"

#include <QJsonArray>
#include <QNetworkRequest>
#include <QScopedValueRollback>

#include <utility>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr QLatin1StringView subprotocol("cloudevents.json");
constexpr quint64 largestMessage = 1024 * 1024;
/// A client is sent no more events while this much is unsent.
constexpr qint64 unsentLimit = 1024 * 1024;
/// One that asks and asks but does not read is cut off.
constexpr qint64 unsentAnswersLimit = 4 * unsentLimit;
/// What only matters now is forgotten while more than this is unsent.
constexpr qint64 unsentBeforeVolatile = 16 * 1024;
constexpr std::size_t batchBytes = 64 * 1024;
constexpr std::size_t batchEvents = 100;
/// Up to this many events/s each gets a message of its own.
constexpr int singlesRate = 2000;
/// How long a client that is turned away may take to say hello, so that it reads why.
constexpr auto refusalDelay = 100ms;
constexpr auto closeWithin = 2s;
constexpr int silentHeartbeats = 3;

constexpr int badProtocolUse = 4400;
constexpr int signInNeeded = 4401;

} // namespace

DemoClient::DemoClient(QWebSocket *socket, DemoBackend &backend, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_backend(backend)
    , m_lastSent(std::chrono::steady_clock::now())
    , m_lastReceived(m_lastSent)
{
    m_socket->setParent(this);
    m_socket->setMaxAllowedIncomingMessageSize(largestMessage);
    m_socket->setMaxAllowedIncomingFrameSize(largestMessage);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &DemoClient::receive);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this,
            [this] { close(QWebSocketProtocol::CloseCodeDatatypeNotSupported, u"text messages only"_s); });
    connect(m_socket, &QWebSocket::bytesWritten, this, [this] {
        if (m_socket->bytesToWrite() < unsentLimit / 2)
            pump();
    });
    connect(m_socket, &QWebSocket::disconnected, this, [this] {
        m_closed = true;
        Q_EMIT gone();
    });

    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        if (!m_refusal.isEmpty())
            close(m_refusalCode, m_refusal);
        else
            close(badProtocolUse, u"no hello"_s);
    });
    m_deadline.start(m_backend.options().helloWithin);

    const QString token = m_backend.options().requiredToken;
    if (m_socket->subprotocol() != subprotocol)
        refuse(badProtocolUse, u"the subprotocol cloudevents.json is required"_s);
    else if (!token.isEmpty() && m_socket->request().rawHeader("Authorization") != "Bearer " + token.toUtf8())
        refuse(signInNeeded, u"sign in needed"_s);
}

void DemoClient::refuse(int code, const QString &reason)
{
    // A socket that is closed with something unread resets the connection, and the client may never see why.
    m_refusalCode = code;
    m_refusal = reason;
    m_deadline.start(refusalDelay);
}

void DemoClient::close(int code, const QString &reason)
{
    if (m_closed)
        return;
    m_closed = true;
    m_deadline.stop();
    if (code == 0) {
        m_socket->abort();
        return;
    }
    QTimer::singleShot(closeWithin, m_socket, &QWebSocket::abort);
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), reason.left(80));
}

void DemoClient::announceDrain(std::chrono::milliseconds within)
{
    if (m_greeted)
        send(u"drain"_s, {{u"within_ms"_s, qint64(within.count())}, {u"reason"_s, u"The server restarts."_s}});
}

void DemoClient::beat()
{
    const auto now = std::chrono::steady_clock::now();
    const auto heartbeat = m_backend.options().heartbeat;
    if (!m_greeted || m_closed)
        return;
    if (now - m_lastReceived >= silentHeartbeats * heartbeat)
        close(0, {});
    else if (now - m_lastSent >= heartbeat / 2 || now - m_lastReceived >= heartbeat)
        send(u"ping"_s, {});
}

void DemoClient::receive(const QString &text)
{
    m_lastReceived = std::chrono::steady_clock::now();
    if (m_closed)
        return;
    if (!m_refusal.isEmpty()) {
        close(m_refusalCode, m_refusal);
        return;
    }
    const Received received = readControlMessages(text);
    for (const ControlMessage &message : received.messages) {
        if (!m_closed)
            handle(message);
    }
    if (!received.error.isEmpty())
        close(badProtocolUse, received.error);
}

void DemoClient::handle(const ControlMessage &message)
{
    if (message.kind == "hello"_L1) {
        if (m_greeted)
            close(badProtocolUse, u"hello was said already"_s);
        else
            greet(message.data);
    } else if (!m_greeted) {
        close(badProtocolUse, u"hello must come first"_s);
    } else if (message.kind == "subscribe"_L1) {
        subscribe(message.data);
    } else if (message.kind == "ping"_L1) {
        send(u"pong"_s, {{u"ping"_s, message.id}});
    } else if (message.kind == "command"_L1) {
        execute(message);
    } else if (message.kind == "typing"_L1) {
        const QString conversation = message.data.value("conversation"_L1).toString();
        if (m_backend.story().hasConversation(conversation.toStdString()))
            Q_EMIT typed(conversation);
    } else if (message.kind == "presence"_L1) {
        notePresence(message.data.value("state"_L1).toString());
    }
    // A pong has done its work by coming; kinds of a later version are ignored.
}

void DemoClient::greet(const QJsonObject &data)
{
    if (data.value("client"_L1).toString().isEmpty()) {
        close(badProtocolUse, u"hello must name the client"_s);
        return;
    }
    m_greeted = true;
    m_deadline.stop();
    const QString wanted = data.value("user"_L1).toString();
    const std::string user = (wanted.isEmpty() ? m_backend.options().user : wanted.left(100)).toStdString();
    m_user = QString::fromStdString(std::string(colleagueNamed(user)));
    std::string now;
    appendTime(now, m_backend.now());
    send(u"welcome"_s,
         {{u"server"_s, u"bellboard-demo/0.1.0"_s},
          {u"heartbeat_ms"_s, qint64(m_backend.options().heartbeat.count())},
          {u"server_time"_s, QString::fromStdString(now)},
          {u"user"_s, m_user},
          {u"snapshots"_s, m_backend.options().snapshots},
          {u"streams"_s, m_backend.streams()}});
}

void DemoClient::subscribe(const QJsonObject &data)
{
    const bool all = data.value("all"_L1).toBool();
    const QJsonValue list = data.value("streams"_L1);
    if (!list.isArray() && !(all && list.isUndefined())) {
        close(badProtocolUse, u"subscribe must have streams or ask for all"_s);
        return;
    }
    std::array<QJsonObject, streamCount> positions;
    std::array<bool, streamCount> wanted;
    wanted.fill(all);
    const QJsonArray entries = list.toArray();
    for (const QJsonValue &entry : entries) {
        const QJsonObject position = entry.toObject();
        const QString name = position.value("stream"_L1).toString();
        const QJsonValue offset = position.value("offset"_L1);
        const bool whole =
            !offset.isUndefined() && (offset.toInteger(-1) >= 0) && position.value("epoch"_L1).isString();
        const bool none = offset.isUndefined() && position.value("epoch"_L1).isUndefined();
        if (name.isEmpty() || (!whole && !none)) {
            close(badProtocolUse, u"a position is a stream, with both epoch and offset or neither"_s);
            return;
        }
        // A stream that is no longer ours may still be in a client's journal; the welcome lists what there is.
        if (const auto stream = streamNamed(name.toStdString())) {
            positions[rowOf(*stream)] = position;
            wanted[rowOf(*stream)] = true;
        }
    }
    for (std::size_t row = 0; row < streamCount; ++row) {
        if (wanted[row])
            subscribeTo(static_cast<Stream>(row), positions[row]);
    }
    pump();
}

void DemoClient::subscribeTo(Stream stream, const QJsonObject &position)
{
    const History &history = m_backend.history();
    Place place;
    place.subscribed = true;
    place.replaying = true;
    place.target = history.last(stream);
    if (position.contains("epoch"_L1)) {
        const auto offset = std::uint64_t(position.value("offset"_L1).toInteger());
        // An offset that was never given out is of another history, too.
        if (position.value("epoch"_L1).toString().toStdString() == history.epoch() && offset <= place.target)
            place.sent = offset;
        else
            place.recovered = false;
    }
    if (position.value("snapshot"_L1).toBool()) {
        place.snapshot = m_backend.options().snapshots && history.hasNewest(stream, place.sent);
        if (!place.snapshot)
            return refuseSnapshot(stream); // the client says what it wants in its place
        QJsonObject begin = whereIs(stream);
        begin.insert(u"offset"_s, qint64(place.target));
        begin.insert(u"ok"_s, true);
        send(u"snapshot"_s, begin);
        place.recovered = false;
    }
    m_places[rowOf(stream)] = place;
}

void DemoClient::refuseSnapshot(Stream stream)
{
    QJsonObject refusal = whereIs(stream);
    refusal.insert(u"offset"_s, qint64(m_backend.history().last(stream)));
    refusal.insert(u"ok"_s, false);
    refusal.insert(u"reason"_s, u"what came before is not known any more"_s);
    send(u"snapshot"_s, refusal);
}

QJsonObject DemoClient::whereIs(Stream stream) const
{
    const std::string_view name = streamName(stream);
    return {{u"stream"_s, QString::fromUtf8(name.data(), qsizetype(name.size()))},
            {u"epoch"_s, QString::fromStdString(m_backend.history().epoch())}};
}

void DemoClient::execute(const ControlMessage &message)
{
    const auto text = [](const QJsonObject &object, QLatin1StringView key) {
        return object.value(key).toString().toStdString();
    };
    const QString key = message.data.value("key"_L1).toString();
    const QJsonObject arguments = message.data.value("arguments"_L1).toObject();
    Command command;
    command.command = text(message.data, "command"_L1);
    command.kind = text(message.data, "kind"_L1);
    command.subject = text(message.data, "subject"_L1);
    command.owner = text(arguments, "owner"_L1);
    command.text = text(arguments, "text"_L1);
    command.base = text(arguments, "base"_L1);
    command.until = timeIn(arguments, "until"_L1);
    command.key = key.toStdString();
    command.user = m_user.toStdString();
    if (key.isEmpty() || key.size() > 100 || command.command.empty()) {
        close(badProtocolUse, u"a command must have a name and a key"_s);
        return;
    }
    Outcome outcome;
    if (!m_backend.execute(key, command, outcome)) {
        Q_EMIT storingFailed();
        return;
    }
    QJsonObject result{{u"command"_s, message.id}, {u"key"_s, key}, {u"ok"_s, outcome.ok}};
    if (!outcome.ok) {
        result.insert(u"code"_s, QString::fromStdString(outcome.code));
        result.insert(u"reason"_s, QString::fromStdString(outcome.reason));
    }
    send(u"result"_s, result);
    Q_EMIT commandExecuted();
}

void DemoClient::notePresence(const QString &state)
{
    if (state == "active"_L1)
        m_presence = "online";
    else if (state == "away"_L1)
        m_presence = "away";
    else
        return;
    Q_EMIT presenceTold();
}

void DemoClient::tellTyping(const QString &conversation, const QString &by)
{
    if (m_greeted && m_socket->bytesToWrite() <= unsentBeforeVolatile)
        send(u"typing"_s, {{u"conversation"_s, conversation}, {u"by"_s, by}});
}

void DemoClient::pump()
{
    if (m_pumping || m_closed || !m_greeted)
        return;
    const QScopedValueRollback guard(m_pumping, true);
    bool more = true;
    while (more) {
        more = false;
        for (std::size_t row = 0; row < streamCount; ++row) {
            if (m_closed || m_socket->bytesToWrite() >= unsentLimit)
                return;
            more = serve(static_cast<Stream>(row)) || more;
        }
    }
}

bool DemoClient::serve(Stream stream)
{
    Place &place = m_places[rowOf(stream)];
    if (!place.subscribed)
        return false;
    const History &history = m_backend.history();
    const QJsonObject where = whereIs(stream);
    if (const std::uint64_t first = history.first(stream); !place.snapshot && place.sent + 1 < first) {
        QJsonObject gap = where;
        gap.insert(u"from"_s, qint64(place.sent + 1));
        gap.insert(u"to"_s, qint64(first - 1));
        gap.insert(u"reason"_s, u"no longer kept"_s);
        send(u"gap"_s, gap);
        place.sent = first - 1;
        place.recovered = false;
    }
    const std::uint64_t until = place.replaying ? place.target : history.last(stream);
    if (place.snapshot)
        sendNewest(stream, place);
    else if (place.sent < until)
        sendEvents(stream, place, until);
    if (place.replaying && place.sent >= place.target) {
        place.replaying = false;
        QJsonObject caughtUp = where;
        caughtUp.insert(u"offset"_s, qint64(place.sent));
        caughtUp.insert(u"recovered"_s, place.recovered);
        if (std::exchange(place.snapshot, false))
            caughtUp.insert(u"snapshot"_s, true);
        send(u"caughtup"_s, caughtUp);
    }
    return place.subscribed && place.sent < history.last(stream);
}

void DemoClient::sendEvents(Stream stream, Place &place, std::uint64_t until)
{
    const std::uint64_t waiting = until - place.sent;
    const std::size_t most = std::min<std::uint64_t>(batchSize(place, waiting), waiting);
    const History::Slice slice = m_backend.history().slice(stream, place.sent + 1, most, batchBytes);
    if (slice.count == 1) {
        sendText(QString::fromUtf8(slice.text.data(), qsizetype(slice.text.size())));
    } else {
        QByteArray batch;
        batch.reserve(qsizetype(slice.text.size()) + 2);
        batch.append('[').append(slice.text.data(), qsizetype(slice.text.size())).append(']');
        sendText(QString::fromUtf8(batch));
    }
    place.sent += slice.count;
}

void DemoClient::sendNewest(Stream stream, Place &place)
{
    if (!m_backend.history().hasNewest(stream, place.sent)) {
        // The client was too slow. It says what it wants in its place.
        refuseSnapshot(stream);
        place = {};
        return;
    }
    QByteArray batch;
    for (std::size_t count = 0; count < batchEvents && std::size_t(batch.size()) < batchBytes; ++count) {
        const auto [event, offset] = m_backend.history().nextNewest(stream, place.sent);
        if (event.empty() || offset > place.target) {
            place.sent = place.target; // what is newer follows as it happened
            break;
        }
        batch.append(count == 0 ? '[' : ',').append(event.data(), qsizetype(event.size()));
        place.sent = offset;
    }
    if (!batch.isEmpty())
        sendText(QString::fromUtf8(batch.append(']')));
}

std::size_t DemoClient::batchSize(const Place &place, std::uint64_t waiting) const
{
    const DemoOptions &options = m_backend.options();
    if (options.batch > 0)
        return static_cast<std::size_t>(options.batch);
    return place.replaying || options.rate > singlesRate || waiting > batchEvents ? batchEvents : 1;
}

void DemoClient::send(const QString &kind, const QJsonObject &data)
{
    if (m_closed)
        return;
    if (m_socket->bytesToWrite() > unsentAnswersLimit) {
        close(0, {});
        return;
    }
    sendText(ControlMessage{kind, m_backend.nextControlId(), data}.toText());
}

void DemoClient::sendText(const QString &text)
{
    m_socket->sendTextMessage(text);
    m_mostUnsent = std::max(m_mostUnsent, m_socket->bytesToWrite());
    m_lastSent = std::chrono::steady_clock::now();
}

} // namespace Bellboard::Demo
