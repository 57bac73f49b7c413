// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demoserver.h"

#include "demo/demobackend.h"
#include "demo/democlient.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocketCorsAuthenticator>
#include <QWebSocketHandshakeOptions>
#include <QWebSocketServer>

#include <algorithm>

namespace Bellboard {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Up to this many events/s each has a tick of its own.
constexpr int singleTicks = 1000;
constexpr auto busyTick = 2ms;
/// After a stall, what was missed for longer than this is not made up for.
constexpr double longestCatchUp = 1.0;
/// Events in one turn of the event loop, at most.
constexpr double mostPerTick = 20'000;

} // namespace

DemoServer::DemoServer(const DemoOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_backend(std::make_unique<Demo::DemoBackend>(options))
{ }

DemoServer::~DemoServer()
{
    stop();
}

bool DemoServer::start()
{
    if (!m_backend->open()) {
        m_error = m_backend->errorString();
        return false;
    }
    m_options = m_backend->options();
    const quint64 scene = std::min<quint64>(m_backend->story().due(), allowed());
    if (!m_backend->produce(scene)) {
        m_error = m_backend->errorString();
        return false;
    }
    m_produced = m_backend->written();

    m_server = new QWebSocketServer(u"bellboard-demo"_s, QWebSocketServer::NonSecureMode, this);
    m_server->setSupportedSubprotocols({u"cloudevents.json"_s});
    // A web page must not reach the server through somebody's browser; a browser always names the page's origin.
    connect(m_server, &QWebSocketServer::originAuthenticationRequired, this,
            [](QWebSocketCorsAuthenticator *authenticator) {
                authenticator->setAllowed(authenticator->origin().isEmpty());
            });
    connect(m_server, &QWebSocketServer::newConnection, this, &DemoServer::accept);
    m_listener = new QTcpServer(this);
    connect(m_listener, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_listener->nextPendingConnection()) {
            socket->setSocketOption(QAbstractSocket::LowDelayOption,
                                    1); // or an event waits for who is slow to acknowledge the last
            m_server->handleConnection(socket);
        }
    });
    if (!m_listener->listen(QHostAddress::LocalHost, m_options.port)) {
        m_error = u"cannot listen on 127.0.0.1:%1: %2"_s.arg(m_options.port).arg(m_listener->errorString());
        return false;
    }
    m_ticks = new QTimer(this);
    m_ticks->setTimerType(Qt::PreciseTimer);
    connect(m_ticks, &QTimer::timeout, this, &DemoServer::tick);
    m_beats = new QTimer(this);
    connect(m_beats, &QTimer::timeout, this, [this] {
        const std::vector<Demo::DemoClient *> clients = m_clients;
        for (Demo::DemoClient *client : clients)
            client->beat();
    });
    m_beats->start(std::max<std::chrono::milliseconds>(m_options.heartbeat / 4, 1ms));
    setPaused(m_options.paused);
    return true;
}

void DemoServer::stop()
{
    if (m_ticks)
        m_ticks->stop();
    if (m_listener)
        m_listener->close();
    closeAll(QWebSocketProtocol::CloseCodeGoingAway, u"the server stops"_s);
}

QUrl DemoServer::url() const
{
    QUrl url;
    if (m_listener && m_listener->isListening()) {
        url.setScheme(u"ws"_s);
        url.setHost(u"127.0.0.1"_s);
        url.setPort(m_listener->serverPort());
    }
    return url;
}

qint64 DemoServer::mostUnsent() const
{
    qint64 most = 0;
    for (const Demo::DemoClient *client : m_clients)
        most = std::max(most, client->mostUnsent());
    return most;
}

std::vector<DemoServer::Position> DemoServer::positions() const
{
    std::vector<Position> list;
    const Demo::History &history = m_backend->history();
    for (std::size_t row = 0; row < Demo::streamCount; ++row) {
        const auto stream = static_cast<Demo::Stream>(row);
        list.push_back({QString::fromStdString(std::string(Demo::streamName(stream))),
                        QString::fromStdString(history.epoch()), history.first(stream), history.last(stream)});
    }
    return list;
}

void DemoServer::setRate(int rate)
{
    m_options.rate = std::clamp(rate, 1, 100'000);
    m_backend->setRate(m_options.rate);
    schedule();
}

void DemoServer::setPaused(bool paused)
{
    m_options.paused = paused;
    schedule();
}

void DemoServer::produceNow(quint64 count)
{
    if (produce(count))
        pumpAll();
}

void DemoServer::dropClients(int code)
{
    closeAll(code, u"dropped"_s);
}

void DemoServer::drain(std::chrono::milliseconds within)
{
    const std::vector<Demo::DemoClient *> clients = m_clients;
    for (Demo::DemoClient *client : clients) {
        client->announceDrain(within);
        QTimer::singleShot(within, client,
                           [client] { client->close(QWebSocketProtocol::CloseCode(1012), u"the server restarts"_s); });
    }
}

void DemoServer::accept()
{
    while (QWebSocket *socket = m_server->nextPendingConnection()) {
        auto *client = new Demo::DemoClient(socket, *m_backend, this);
        connect(client, &Demo::DemoClient::gone, this, [this, client] { remove(client); });
        connect(client, &Demo::DemoClient::commandExecuted, this, [this] {
            m_produced = m_backend->written();
            pumpAll();
            relayStory();
        });
        connect(client, &Demo::DemoClient::typed, this,
                [this, client](const QString &conversation) { relayTyping(conversation, client->user()); });
        connect(client, &Demo::DemoClient::presenceTold, this, [this, client] { updatePresence(client->user()); });
        connect(client, &Demo::DemoClient::storingFailed, this, &DemoServer::fail, Qt::QueuedConnection);
        m_clients.push_back(client);
        m_clientCount = int(m_clients.size());
        Q_EMIT clientsChanged(m_clientCount);
    }
}

void DemoServer::remove(Demo::DemoClient *client)
{
    const auto found = std::find(m_clients.begin(), m_clients.end(), client);
    if (found == m_clients.end())
        return;
    m_clients.erase(found);
    // Whoever only connects again was not away.
    if (client->presence())
        QTimer::singleShot(m_options.presenceGrace, this, [this, user = client->user()] { updatePresence(user); });
    client->deleteLater();
    m_clientCount = int(m_clients.size());
    Q_EMIT clientsChanged(m_clientCount);
}

void DemoServer::schedule()
{
    if (!m_ticks)
        return;
    m_lastTick = std::chrono::steady_clock::now();
    m_owed = 0;
    if (m_options.paused || allowed() == 0)
        m_ticks->stop();
    else
        m_ticks->start(m_options.rate > singleTicks ? busyTick : std::chrono::milliseconds(1000 / m_options.rate));
}

void DemoServer::tick()
{
    const auto now = std::chrono::steady_clock::now();
    const double rate = m_options.rate;
    m_owed += rate * std::chrono::duration<double>(now - m_lastTick).count();
    m_owed = std::min(m_owed, std::max(1.0, rate * longestCatchUp));
    m_lastTick = now;
    const auto count = std::min(static_cast<quint64>(std::min(m_owed, mostPerTick)), allowed());
    m_owed -= double(count);
    if (count > 0 && produce(count))
        pumpAll();
    if (allowed() == 0)
        m_ticks->stop();
}

quint64 DemoServer::allowed() const
{
    if (m_options.maximumEvents == 0)
        return std::numeric_limits<quint64>::max();
    return m_options.maximumEvents - std::min<quint64>(m_options.maximumEvents, m_produced);
}

bool DemoServer::produce(quint64 count)
{
    if (!m_error.isEmpty())
        return false;
    if (!m_backend->produce(count)) {
        fail();
        return false;
    }
    m_produced = m_backend->written();
    relayStory();
    return true;
}

void DemoServer::relayStory()
{
    for (const Demo::Typing &typing : m_backend->story().takeTypings())
        relayTyping(QString::fromStdString(typing.conversation), QString::fromStdString(typing.by));
}

void DemoServer::relayTyping(const QString &conversation, const QString &by)
{
    const std::vector<Demo::DemoClient *> clients = m_clients;
    for (Demo::DemoClient *client : clients) {
        if (client->user() != by)
            client->tellTyping(conversation, by);
    }
}

void DemoServer::updatePresence(const QString &user)
{
    std::string_view presence = "offline";
    for (const Demo::DemoClient *client : m_clients) {
        if (client->user() == user && presence != "online")
            presence = client->presence().value_or(presence);
    }
    if (!m_error.isEmpty() || !m_listener->isListening() || allowed() == 0)
        return;
    if (!m_backend->tellPresence(user, presence))
        return fail();
    m_produced = m_backend->written();
    pumpAll();
}

void DemoServer::pumpAll()
{
    const std::vector<Demo::DemoClient *> clients = m_clients;
    for (Demo::DemoClient *client : clients)
        client->pump();
}

void DemoServer::closeAll(int code, const QString &reason)
{
    const std::vector<Demo::DemoClient *> clients = m_clients;
    for (Demo::DemoClient *client : clients)
        client->close(code, reason);
}

void DemoServer::fail()
{
    m_error = m_backend->errorString();
    m_ticks->stop();
    m_listener->close();
    closeAll(QWebSocketProtocol::CloseCodeBadOperation, u"the server cannot store events"_s);
    Q_EMIT failed(m_error);
}

} // namespace Bellboard
