// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "loadserver.h"

#include "framemaker.h"
#include "servercertificate.h"

#include <QCryptographicHash>
#include <QSslServer>
#include <QSslSocket>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr qint64 unsentLimit = 1 << 20;
/// From the subscription to the first update, with a rate, in ms.
constexpr qint64 beforeUpdates = 3'000;

} // namespace

LoadServer::LoadServer(const Load &load, const QString &certificates, QObject *parent)
    : QObject(parent)
    , m_load(load)
    , m_story(load.rows)
    , m_form(load.transport == Transport::Deflate, load.transport == Transport::SocketIo)
    , m_talk(load.transport == Transport::SocketIo)
    , m_events(qint64{load.rows} + load.updates)
    , m_prepared(PreparedLoad::of(m_story, load.rows, load.rate > 0 ? load.rows : m_events, m_form))
{
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
        m_gone = true;
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
    const bool wasSubscribed = m_talk.isSubscribed();
    if (const auto answer = m_talk.answerTo(text); !answer.empty())
        return send(answer);
    if (!wasSubscribed) {
        m_sinceRows.start();
        if (m_load.rate > 0)
            m_pace.start();
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
        send(LoadTalk::engineHandshake);
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
    if (m_gone || !m_talk.isSubscribed())
        return;
    const auto &pieces = m_prepared.pieces;
    const auto end = m_talk.isReady() || m_load.rate > 0 ? pieces.size() : m_prepared.rowPieces;
    while (unsent() < unsentLimit && m_sent < end)
        m_client->write(pieces[m_sent++]);
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
            m_form.append(frames, m_story.next());
        m_client->write(frames);
    }
}

} // namespace Bellboard
