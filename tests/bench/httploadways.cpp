// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "httploadserver.h"
#include "loadtalk.h"

#include <QPointer>
#include <QTcpSocket>
#include <QUrlQuery>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr qint64 unsentLimit = 1 << 20;

/// Pages behind a cursor; a page that may not be sent yet is held.
class PageServer final : public HttpLoadServer
{
public:
    PageServer(int rows, int updates) : HttpLoadServer(rows, updates, std::make_unique<PageForm>(), u"http"_s) { }

private:
    void takeRequest(QTcpSocket *client, const Request &request) override
    {
        m_client = client;
        m_wanted = QUrlQuery(request.target).queryItemValue(u"cursor"_s).toULongLong();
        sendMore();
    }
    void sendMore() override
    {
        if (const auto *page = m_client ? piece(m_wanted) : nullptr)
            std::exchange(m_client, {})->write(*page);
    }

    QPointer<QTcpSocket> m_client; ///< that waits for a page
    std::size_t m_wanted = 0;
};

/// One stream of server-sent events.
class EventStreamServer final : public HttpLoadServer
{
public:
    EventStreamServer(int rows, int updates)
        : HttpLoadServer(rows, updates, std::make_unique<EventStreamForm>(), u"http"_s)
    { }

private:
    void takeRequest(QTcpSocket *client, const Request & /*request*/) override
    {
        if (m_sent > 0) // what was sent is not sent again, so that what is measured would never end
            qFatal("the client that is measured asked for another stream");
        m_client = client;
        client->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        sendMore();
    }
    void sendMore() override
    {
        while (m_client && m_client->bytesToWrite() < unsentLimit && piece(m_sent))
            m_client->write(*piece(m_sent++));
    }

    QPointer<QTcpSocket> m_client;
    std::size_t m_sent = 0;
};

/// Socket.IO 5 over the long polls of Engine.IO 4, of one session.
class EnginePollServer final : public HttpLoadServer
{
public:
    EnginePollServer(int rows, int updates)
        : HttpLoadServer(rows, updates, std::make_unique<PayloadForm>(), u"ws"_s) { }

private:
    void takeRequest(QTcpSocket *client, const Request &request) override
    {
        if (request.method == "POST") {
            for (const auto &packet : request.content.split('\x1e'))
                takePacket(packet);
            client->write(httpAnswer("text/html", "ok"));
        } else {
            if (!QUrlQuery(request.target).hasQueryItem(u"sid"_s))
                m_said = QByteArray(LoadTalk::engineHandshake.data(), LoadTalk::engineHandshake.size());
            m_client = client;
        }
        sendMore();
    }
    void takePacket(const QByteArray &packet)
    {
        if (const auto answer = m_talk.answerTo(packet); !answer.empty())
            m_said += (m_said.isEmpty() ? "" : "\x1e") + QByteArray::fromStdString(answer);
        if (m_talk.isReady())
            setReady();
    }
    void sendMore() override
    {
        if (!m_client)
            return;
        if (!m_said.isEmpty())
            std::exchange(m_client, {})->write(httpAnswer("text/plain; charset=UTF-8", std::exchange(m_said, {})));
        else if (m_talk.isSubscribed() && piece(m_sent))
            std::exchange(m_client, {})->write(*piece(m_sent++));
    }

    LoadTalk m_talk{true};
    QPointer<QTcpSocket> m_client; ///< that polls
    QByteArray m_said; ///< packets that wait beside the events
    std::size_t m_sent = 0;
};

} // namespace

std::unique_ptr<HttpLoadServer> HttpLoadServer::called(const QString &transport, int rows, int updates)
{
    if (transport == u"pages")
        return std::make_unique<PageServer>(rows, updates);
    if (transport == u"events")
        return std::make_unique<EventStreamServer>(rows, updates);
    if (transport == u"socket.io-polls")
        return std::make_unique<EnginePollServer>(rows, updates);
    return nullptr;
}

} // namespace Bellboard
