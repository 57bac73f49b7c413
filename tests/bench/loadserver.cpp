// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "loadserver.h"

#include "framemaker.h"
#include "servercertificate.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslServer>
#include <QSslSocket>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr qint64 unsentLimit = 1 << 20;
constexpr qsizetype chunk = 256 * 1024;
/// From the subscription to the first update, with a rate, in ms.
constexpr qint64 beforeUpdates = 3'000;

constexpr std::string_view welcome =
    R"({"specversion":"1.0","id":"w","source":"/bench","type":"org.bellboard.control.welcome",)"
    R"("data":{"server":"bench","heartbeat_ms":60000,"server_time":"2026-01-01T00:00:00Z","streams":[]}})";

std::string pong(const QString &ping)
{
    return R"({"specversion":"1.0","id":"p","source":"/bench","type":"org.bellboard.control.pong","data":{"ping":")"
        + ping.toStdString() + R"("}})";
}

} // namespace

LoadServer::LoadServer(const Load &load, const QString &certificates, QObject *parent)
    : QObject(parent)
    , m_load(load)
    , m_story(load.rows)
    , m_frames(std::make_unique<FrameMaker>(load.transport == Transport::Deflate))
    , m_events(qint64{load.rows} + load.updates)
{
    const qint64 beforehand = load.rate > 0 ? load.rows : m_events;
    for (qint64 i = 0; i < beforehand; ++i) {
        const auto text = m_story.next();
        m_frames->append(m_output, packed(text));
        m_bytes += static_cast<qint64>(text.size());
        if (i + 1 == load.rows)
            m_rowsEnd = m_output.size();
        if (i + 1 == load.rows || i + 1 == beforehand
            || m_output.size() - (m_ends.empty() ? 0 : m_ends.back()) >= chunk)
            m_ends.push_back(m_output.size());
    }
    m_pace.setInterval(5);
    connect(&m_pace, &QTimer::timeout, this, &LoadServer::sendMore);
    if (load.transport == Transport::Tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(serverConfiguration(certificates));
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &LoadServer::takeClient);
    m_server->listen(QHostAddress::LocalHost);
}

LoadServer::~LoadServer() = default;

QUrl LoadServer::url() const
{
    QUrl url(u"ws://127.0.0.1"_s);
    if (m_load.transport == Transport::Tls)
        url.setScheme(u"wss"_s);
    url.setPort(port());
    return url;
}

std::string_view LoadServer::packed(std::string_view event)
{
    if (m_load.transport != Transport::SocketIo)
        return event;
    m_packet = R"(42["event",)";
    m_packet += event;
    m_packet += ']';
    return m_packet;
}

qint64 LoadServer::unsent() const
{
    const auto *encrypted = qobject_cast<QSslSocket *>(m_client);
    return m_client->bytesToWrite() + (encrypted ? encrypted->encryptedBytesToWrite() : 0);
}

void LoadServer::takeClient()
{
    if (m_client) // what was sent cannot be sent again, so that what is measured would never end
        qFatal("the client that is measured hung up, and came again");
    m_client = m_server->nextPendingConnection();
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_client, &QTcpSocket::readyRead, this, &LoadServer::takeBytes);
    connect(m_client, &QTcpSocket::bytesWritten, this, &LoadServer::sendMore);
    if (auto *encrypted = qobject_cast<QSslSocket *>(m_client))
        connect(encrypted, &QSslSocket::encryptedBytesWritten, this, &LoadServer::sendMore);
    connect(m_client, &QTcpSocket::disconnected, this, [this] {
        m_pace.stop();
        m_subscribed = false;
        m_client->deleteLater();
    });
}

void LoadServer::takeBytes()
{
    m_input += m_client->readAll();
    if (!m_upgraded)
        answerHandshake();
    while (m_upgraded && takeFrame()) { }
}

void LoadServer::takeText(const QByteArray &text)
{
    if (m_load.transport == Transport::SocketIo && text == "40") // to the namespace "/"
        return send(R"(40{"sid":"bench"})");
    if (text.contains("org.bellboard.control.ping"))
        return send(pong(QJsonDocument::fromJson(text).object().value("id"_L1).toString()));
    if (!m_welcomed) {
        m_welcomed = true;
        return send(packed(welcome));
    }
    if (!m_subscribed) {
        m_subscribed = true;
        m_sinceRows.start();
        if (m_load.rate > 0)
            m_pace.start();
    } else if (text.contains("ready") || text.isEmpty()) {
        m_ready = true;
    }
    sendMore();
}

void LoadServer::send(std::string_view text)
{
    // Never compressed, as what was compressed beforehand is a context of its own.
    QByteArray frame;
    FrameMaker(false).append(frame, text);
    m_client->write(frame);
}

void LoadServer::answerHandshake()
{
    const auto end = m_input.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    QByteArray key;
    QByteArray subprotocol;
    for (const auto &line : m_input.left(end).split('\n')) {
        if (line.toLower().startsWith("sec-websocket-key:"))
            key = line.mid(line.indexOf(':') + 1).trimmed();
        if (line.toLower().startsWith("sec-websocket-protocol:"))
            subprotocol = "Sec-WebSocket-Protocol: cloudevents.json\r\n";
    }
    m_input.remove(0, end + 4);
    const auto accept =
        QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
    m_client->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + subprotocol
                    + (m_load.transport == Transport::Deflate ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "")
                    + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n");
    m_upgraded = true;
    if (m_load.transport == Transport::SocketIo)
        send(R"(0{"sid":"bench","upgrades":[],"pingInterval":600000,"pingTimeout":600000,"maxPayload":1000000})");
}

bool LoadServer::takeFrame()
{
    if (m_input.size() < 2)
        return false;
    qsizetype length = static_cast<uchar>(m_input[1]) & 0x7f;
    qsizetype header = 2 + 4; // with the mask
    if (length == 126) {
        if (m_input.size() < 4)
            return false;
        length = static_cast<uchar>(m_input[2]) << 8 | static_cast<uchar>(m_input[3]);
        header += 2;
    }
    if (m_input.size() < header + length)
        return false;
    const auto mask = m_input.mid(header - 4, 4);
    auto text = m_input.mid(header, length);
    for (qsizetype i = 0; i < length; ++i)
        text[i] = static_cast<char>(text[i] ^ mask[i % 4]);
    const bool compressed = static_cast<uchar>(m_input[0]) & 0x40;
    m_input.remove(0, header + length);
    takeText(compressed ? QByteArray()
                        : text); // only clients of others compress what is so short, and they send no pings
    return true;
}

void LoadServer::sendMore()
{
    if (!m_subscribed)
        return;
    const auto end = m_ready || m_load.rate > 0 ? m_output.size() : m_rowsEnd;
    while (unsent() < unsentLimit && m_sent < end) {
        m_client->write(m_output.constData() + m_sent, m_ends[m_sentChunks] - m_sent);
        m_sent = m_ends[m_sentChunks++];
    }
    if (m_load.rate > 0)
        makeDueUpdates();
}

void LoadServer::makeDueUpdates()
{
    const auto elapsed = m_sinceRows.elapsed() - beforeUpdates;
    const auto due = std::min<qint64>(m_load.updates, elapsed * m_load.rate / 1000);
    QByteArray frames;
    while (m_madeUpdates < due && unsent() < unsentLimit) {
        frames.clear();
        for (int i = 0; i < 500 && m_madeUpdates < due; ++i, ++m_madeUpdates)
            m_frames->append(frames, packed(m_story.next()));
        m_client->write(frames);
    }
}

} // namespace Bellboard
