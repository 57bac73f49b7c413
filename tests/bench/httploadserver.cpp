// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "httploadserver.h"

#include <QTcpSocket>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

HttpLoadServer::HttpLoadServer(int rows, int updates, std::unique_ptr<LoadForm> form, const QString &scheme)
    : m_scheme(scheme)
    , m_story(rows)
    , m_form(std::move(form))
    , m_events(qint64{rows} + updates)
    , m_prepared(PreparedLoad::of(m_story, rows, m_events, *m_form))
{
    connect(&m_server, &QTcpServer::newConnection, this, &HttpLoadServer::takeClient);
    m_server.listen(QHostAddress::LocalHost);
}

HttpLoadServer::~HttpLoadServer()
{
    for (const auto &[client, input] : m_inputs)
        client->disconnect(this);
}

QUrl HttpLoadServer::url() const
{
    QUrl url(m_scheme + u"://127.0.0.1"_s);
    url.setPort(m_server.serverPort());
    return url;
}

const QByteArray *HttpLoadServer::piece(std::size_t index) const
{
    const auto end = m_ready ? m_prepared.pieces.size() : m_prepared.rowPieces;
    return index < end ? &m_prepared.pieces[index] : nullptr;
}

void HttpLoadServer::takeClient()
{
    while (auto *client = m_server.nextPendingConnection()) {
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_inputs[client];
        connect(client, &QTcpSocket::readyRead, this, [this, client] { takeBytes(client); });
        connect(client, &QTcpSocket::bytesWritten, this, &HttpLoadServer::sendMore);
        connect(client, &QTcpSocket::disconnected, this, [this, client] {
            m_inputs.erase(client);
            client->deleteLater();
        });
    }
}

void HttpLoadServer::takeBytes(QTcpSocket *client)
{
    m_inputs[client] += client->readAll();
    while (takeWholeRequest(client)) { }
}

bool HttpLoadServer::takeWholeRequest(QTcpSocket *client)
{
    auto &input = m_inputs[client];
    const auto headEnd = input.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    const auto lines = input.left(headEnd).split('\n');
    qsizetype size = 0;
    for (const auto &line : lines) {
        if (line.toLower().startsWith("content-length:"))
            size = line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
    }
    if (input.size() < headEnd + 4 + size)
        return false;
    const auto words = lines.front().split(' ');
    const Request request{words.value(0), QUrl::fromEncoded(words.value(1)), input.mid(headEnd + 4, size)};
    input.remove(0, headEnd + 4 + size);
    if (request.target.path() == u"/ready") {
        client->write(httpAnswer("text/plain", "ready"));
        setReady();
        sendMore();
    } else {
        takeRequest(client, request);
    }
    return true;
}

} // namespace Bellboard
