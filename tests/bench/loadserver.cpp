// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "loadserver.h"

#include "loadstory.h"

#include <QCryptographicHash>
#include <QTcpSocket>

namespace Bellboard {

namespace {

constexpr qint64 unsentLimit = 1 << 20;

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

} // namespace

LoadServer::LoadServer(const Load &load, QObject *parent) : QObject(parent)
{
    LoadStory story(load.rows);
    m_events = qint64{load.rows} + load.updates;
    for (qint64 i = 0; i < m_events; ++i) {
        const auto text = story.next();
        appendFrame(m_output, text);
        m_bytes += static_cast<qint64>(text.size());
        if (i + 1 == load.rows)
            m_rowsEnd = m_output.size();
    }
    connect(&m_server, &QTcpServer::newConnection, this, &LoadServer::takeClient);
    m_server.listen(QHostAddress::LocalHost);
}

void LoadServer::takeClient()
{
    m_client = m_server.nextPendingConnection();
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_client, &QTcpSocket::readyRead, this, &LoadServer::takeBytes);
    connect(m_client, &QTcpSocket::bytesWritten, this, &LoadServer::sendMore);
    connect(m_client, &QTcpSocket::disconnected, m_client, &QObject::deleteLater);
}

void LoadServer::takeBytes()
{
    m_input += m_client->readAll();
    if (!m_upgraded)
        answerHandshake();
    while (m_upgraded && takeFrame()) {
        ++m_messages;
        if (m_messages == 1) { // hello
            QByteArray frame;
            appendFrame(frame, welcome);
            m_client->write(frame);
        } else { // subscribe, and then that all rows are there
            sendMore();
        }
    }
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
    m_input.remove(0, header + length);
    return true;
}

void LoadServer::sendMore()
{
    if (m_messages < 2)
        return;
    const auto end = m_messages == 2 ? m_rowsEnd : m_output.size();
    while (m_client->bytesToWrite() < unsentLimit && m_sent < end) {
        const auto size = std::min<qsizetype>(256 * 1024, end - m_sent);
        m_client->write(m_output.constData() + m_sent, size);
        m_sent += size;
    }
}

} // namespace Bellboard
