// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "faultproxy.h"

#include "faultpipe.h"

#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

#include <algorithm>
#include <utility>

namespace Bellboard {

/// A connection through the proxy.
struct FaultProxy::Link
{
    Link(QTcpSocket *socket, quint32 seed)
        : client(socket)
        , server(std::make_unique<QTcpSocket>())
        , toClient(*server, *client, seed, nullptr)
        , toServer(*client, *server, seed + 1, nullptr)
    { }

    std::unique_ptr<QTcpSocket> client;
    std::unique_ptr<QTcpSocket> server;
    FaultPipe toClient;
    FaultPipe toServer;
    bool isDead = false; ///< half-open: only the client's side is left
};

namespace {

constexpr int lingerTime = 1000; // ms

/// Ends a connection by the end of its bytes, once all of them are out.
void endConnection(std::unique_ptr<QTcpSocket> owned)
{
    auto *socket = owned.release();
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(lingerTime, socket, &QObject::deleteLater);
    socket->disconnectFromHost();
    if (socket->state() == QAbstractSocket::UnconnectedState)
        socket->deleteLater();
}

/// Ends a connection by a reset.
void resetConnection(QTcpSocket &socket)
{
    const linger now{1, 0};
    setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket.abort();
}

} // namespace

FaultProxy::FaultProxy(quint32 seed, QObject *parent) : QObject(parent), m_seed(seed)
{
    connect(&m_server, &QTcpServer::newConnection, this, &FaultProxy::accept);
}

FaultProxy::~FaultProxy()
{
    for (const auto &link : m_links)
        reset(*link);
}

bool FaultProxy::listen()
{
    if (!m_server.listen(QHostAddress::LocalHost, m_port))
        return false;
    m_port = m_server.serverPort();
    return true;
}

void FaultProxy::accept()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        socket->setParent(nullptr);
        ++m_connections;
        m_links.push_back(std::make_unique<Link>(socket, m_seed + static_cast<quint32>(m_connections) * 2));
        start(*m_links.back());
    }
}

void FaultProxy::start(Link &link)
{
    for (auto *socket : {link.client.get(), link.server.get()}) {
        socket->setReadBufferSize(64 * 1024);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
    // Queued: what they lead to ends the objects that tell of it. The pipe is the context, so a dropped link hears nothing.
    const auto gone = [this, &link] { leave(link); };
    for (auto *socket : {link.client.get(), link.server.get()})
        connect(socket, &QTcpSocket::disconnected, &link.toClient, gone, Qt::QueuedConnection);
    connect(
        link.server.get(), &QTcpSocket::errorOccurred, &link.toClient,
        [this, &link] {
            if (link.server->state() != QAbstractSocket::ConnectedState)
                leave(link);
        },
        Qt::QueuedConnection);
    connect(link.server.get(), &QTcpSocket::connected, &link.toServer, [&link] {
        link.server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        link.toServer.pump();
    });
    for (auto *pipe : {&link.toClient, &link.toServer}) {
        connect(
            pipe, &FaultPipe::struck, pipe, [this, &link](const WireFault &fault) { strike(link, fault); },
            Qt::QueuedConnection);
        connect(
            pipe, &FaultPipe::done, pipe,
            [this] {
                ++m_struck;
                finish(true);
            },
            Qt::QueuedConnection);
    }
    link.server->connectToHost(QHostAddress::LocalHost, m_upstream);
    if (m_fault && !m_begun && (!m_faulty || pipeOf(*m_faulty).disarm()))
        apply(link);
}

void FaultProxy::arm(const WireFault &fault)
{
    Q_ASSERT(!m_fault);
    m_fault = fault;
    m_faulty = nullptr;
    m_begun = false;
    if (!fault.onNext && !m_links.empty() && !m_links.back()->isDead)
        apply(*m_links.back());
}

void FaultProxy::giveUp()
{
    auto *const link = std::exchange(m_faulty, nullptr);
    m_fault.reset();
    if (!link)
        return;
    reset(*link);
    drop(*link);
}

void FaultProxy::apply(Link &link)
{
    m_faulty = &link;
    pipeOf(link).arm(*m_fault);
}

FaultPipe &FaultProxy::pipeOf(Link &link) const
{
    return m_fault->direction == WireFault::Direction::ToClient ? link.toClient : link.toServer;
}

void FaultProxy::strike(Link &link, const WireFault &fault)
{
    if (m_faulty != &link)
        return;
    ++m_struck;
    m_begun = true;
    switch (fault.kind) {
    case WireFault::Kind::CutByReset:
        reset(link);
        drop(link);
        return finish(true);
    case WireFault::Kind::CutByEnd:
        drop(link);
        return finish(true);
    case WireFault::Kind::Stall:
        link.toClient.setStopped(true);
        link.toServer.setStopped(true);
        QTimer::singleShot(fault.amount, &link.toClient, [this, &link] {
            link.toClient.setStopped(false);
            link.toServer.setStopped(false);
            finish(true);
        });
        return;
    case WireFault::Kind::HalfOpen:
        link.toClient.setStopped(true);
        link.toServer.setStopped(true);
        link.isDead = true; // over when the client leaves
        link.server->abort();
        return;
    case WireFault::Kind::Refuse:
        m_server.close();
        reset(link);
        drop(link);
        QTimer::singleShot(fault.amount, this, [this] {
            if (!listen())
                qFatal("the proxy cannot listen any more");
            finish(true);
        });
        return;
    default:
        return; // done by the pipe
    }
}

void FaultProxy::finish(bool happened)
{
    if (!m_fault)
        return;
    m_fault.reset();
    m_faulty = nullptr;
    Q_EMIT over(happened);
}

void FaultProxy::leave(Link &link)
{
    if (link.isDead && link.client->state() == QAbstractSocket::ConnectedState)
        return; // its server is gone, which nobody tells the client
    const bool held = m_faulty == &link && m_begun;
    if (!held && !link.isDead) {
        // What the one side said before it left still reaches the other.
        link.toClient.release();
        link.toServer.release();
    }
    const bool wasFaulty = m_faulty == &link;
    drop(link);
    if (wasFaulty)
        finish(m_begun);
}

void FaultProxy::reset(Link &link)
{
    for (auto *socket : {link.client.get(), link.server.get()})
        resetConnection(*socket);
}

void FaultProxy::drop(Link &link)
{
    const auto at = std::ranges::find(m_links, &link, &std::unique_ptr<Link>::get);
    const auto gone = std::move(*at);
    m_links.erase(at);
    if (m_faulty == gone.get())
        m_faulty = nullptr;
    gone->client->disconnect();
    gone->server->disconnect();
    endConnection(std::move(gone->client));
    endConnection(std::move(gone->server));
}

} // namespace Bellboard
