// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "loadserver.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr qint64 unsentLimit = 1 << 20;
/// From the subscription to the first update, with a rate, in ms.
constexpr qint64 beforeUpdates = 3'000;

/// One unfragmented text frame (RFC 6455, 5.2).
void appendFrame(QByteArray &output, std::string_view text)
{
    output.append(static_cast<char>(0x81));
    if (text.size() < 126) {
        output.append(static_cast<char>(text.size()));
    } else {
        Q_ASSERT(text.size() < 65536);
        output.append(static_cast<char>(126));
        output.append(static_cast<char>(text.size() >> 8));
        output.append(static_cast<char>(text.size() & 0xff));
    }
    output.append(text.data(), static_cast<qsizetype>(text.size()));
}

constexpr std::string_view welcome =
    R"({"specversion":"1.0","id":"w","source":"/bench","type":"org.bellboard.control.welcome",)"
    R"("data":{"server":"bench","heartbeat_ms":60000,"server_time":"2026-01-01T00:00:00Z","streams":[]}})";

std::string pong(const QString &ping)
{
    return R"({"specversion":"1.0","id":"p","source":"/bench","type":"org.bellboard.control.pong","data":{"ping":")"
        + ping.toStdString() + R"("}})";
}

} // namespace

LoadServer::LoadServer(const Load &load, QObject *parent)
    : QObject(parent)
    , m_load(load)
    , m_story(load.rows)
    , m_events(qint64{load.rows} + load.updates)
{
    const qint64 beforehand = load.rate > 0 ? load.rows : m_events;
    for (qint64 i = 0; i < beforehand; ++i) {
        const auto text = m_story.next();
        appendFrame(m_output, text);
        m_bytes += static_cast<qint64>(text.size());
        if (i + 1 == load.rows)
            m_rowsEnd = m_output.size();
    }
    m_pace.setInterval(5);
    connect(&m_pace, &QTimer::timeout, this, &LoadServer::sendMore);
    connect(&m_server, &QTcpServer::newConnection, this, &LoadServer::takeClient);
    m_server.listen(QHostAddress::LocalHost);
}

void LoadServer::takeClient()
{
    m_client = m_server.nextPendingConnection();
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_client, &QTcpSocket::readyRead, this, &LoadServer::takeBytes);
    connect(m_client, &QTcpSocket::bytesWritten, this, &LoadServer::sendMore);
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
    if (text.contains("org.bellboard.control.ping"))
        return send(pong(QJsonDocument::fromJson(text).object().value("id"_L1).toString()));
    if (!m_welcomed) {
        m_welcomed = true;
        return send(welcome);
    }
    if (!m_subscribed) {
        m_subscribed = true;
        m_sinceRows.start();
        if (m_load.rate > 0)
            m_pace.start();
    } else if (text.contains("ready")) {
        m_ready = true;
    }
    sendMore();
}

void LoadServer::send(std::string_view text)
{
    QByteArray frame;
    appendFrame(frame, text);
    m_client->write(frame);
}

void LoadServer::answerHandshake()
{
    const auto end = m_input.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    QByteArray key;
    for (const auto &line : m_input.left(end).split('\n')) {
        if (line.toLower().startsWith("sec-websocket-key:"))
            key = line.mid(line.indexOf(':') + 1).trimmed();
    }
    m_input.remove(0, end + 4);
    const auto accept =
        QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
    m_client->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    "Sec-WebSocket-Protocol: cloudevents.json\r\nSec-WebSocket-Accept: "
                    + accept + "\r\n\r\n");
    m_upgraded = true;
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
    m_input.remove(0, header + length);
    takeText(text);
    return true;
}

void LoadServer::sendMore()
{
    if (!m_subscribed)
        return;
    const auto end = m_ready || m_load.rate > 0 ? m_output.size() : m_rowsEnd;
    while (m_client->bytesToWrite() < unsentLimit && m_sent < end) {
        const auto size = std::min<qsizetype>(256 * 1024, end - m_sent);
        m_client->write(m_output.constData() + m_sent, size);
        m_sent += size;
    }
    if (m_load.rate > 0)
        makeDueUpdates();
}

void LoadServer::makeDueUpdates()
{
    const auto elapsed = m_sinceRows.elapsed() - beforeUpdates;
    const auto due = std::min<qint64>(m_load.updates, elapsed * m_load.rate / 1000);
    QByteArray frames;
    while (m_madeUpdates < due && m_client->bytesToWrite() < unsentLimit) {
        frames.clear();
        for (int i = 0; i < 500 && m_madeUpdates < due; ++i, ++m_madeUpdates)
            appendFrame(frames, m_story.next());
        m_client->write(frames);
    }
}

} // namespace Bellboard
