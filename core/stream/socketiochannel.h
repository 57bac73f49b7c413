// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/socketio/socketioclient.h"
#include "stream/channel.h"
#include "stream/channelengine.h"
#include "stream/channelhandle.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <deque>
#include <memory>
#include <vector>

namespace Bellboard {

class EnginePollingChannel;

/// What a channel needs to know of a Socket.IO server.
struct SocketIoPlan
{
    std::string nameSpace = "/";
    /// What is tried first, and what then; at least one, each once.
    std::vector<EngineTransport> transports{EngineTransport::WebSocket};
    ChannelEngine engine = ChannelEngine::Wire; ///< of WebSocket
};

/// What one channel leaves to the next of the same feed.
struct SocketIoMemory
{
    SocketIoSession session; ///< so that the server can go on where it was; of the channel that was last confirmed
    QByteArray owner; ///< of the tokens that the session was begun with
    QDeadlineTimer webSocketBlocked{0}; ///< until then it is not tried first
};

/// A channel to one namespace of a Socket.IO server (Engine.IO v4, Socket.IO v5), over another channel that carries the packets.
///
/// It is open once the server let us into the namespace. The URL's path is that of the server's Socket.IO, "/socket.io/" where it has
/// none. Where WebSocket comes second, the session goes over to it once it stands; where polling comes second, it is what is left when
/// WebSocket does not get through, and WebSocket is tried again now and then. Messages are what SocketIoClient makes of events, and what is sent are events: ["name", argument...].
class SocketIoChannel final : public Channel, private SocketIoClient::Listener
{
    Q_OBJECT

public:
    SocketIoChannel(SocketIoPlan plan, std::shared_ptr<SocketIoMemory> memory, QObject *parent = nullptr);
    ~SocketIoChannel() override;

    void open(const ChannelRequest &request, MessageSink *sink) override;
    using Channel::send;
    bool send(const QByteArray &message, PayloadKind kind) override;
    bool sendForAnswer(const QByteArray &text, const QByteArray &key) override;
    void confirm() override;
    bool wentOn() const override { return m_client && m_client->isRecovered(); }
    std::chrono::milliseconds heartbeat() const override;
    qint64 unsent() const override;
    /// A ping of the transport below, which polling has not, as Engine.IO has none that a client may send.
    bool ping(const QByteArray &payload) override;
    /// Ends the transport; the session is not given up, so that the next channel can go on with it.
    void close(int code, const QString &reason) override;
    void abort() override;
    ChannelFailure overdue() const override;

private:
    class PacketSink;
    /// Between two tries to go over to WebSocket.
    static constexpr std::chrono::minutes upgradePause{5};

    /// The URL of a transport, with `sid` where the session stands already.
    QUrl transportUrl(EngineTransport transport, std::string_view sid = {}) const;
    ChannelHandle makeTransport(EngineTransport transport);
    void openTransport(EngineTransport transport);
    /// Passes on what a transport says of its peer, and to it how much is read at once, which may change at any time.
    void watch(Channel &transport);
    void open(Channel &transport, const QUrl &url);
    bool has(EngineTransport transport) const;
    /// Whether the first transport came to nothing in a way that the second may not; that is tried then.
    bool fallBack(const ChannelFailure &failure);
    void takeTransportEnd(const ChannelFailure &failure);

    // Over to WebSocket (socketioupgrade.cpp)
    void beginUpgrade();
    void takeProbe(std::string_view packet);
    void completeUpgrade();
    void giveUpUpgrade();
    void sendHeld();
    void noticeFlushed();
    bool say(const QByteArray &text, std::string_view key);

    bool packetMade(std::string_view packet) override;
    void engineOpened(const EngineHandshake &handshake) override;
    void connected() override;
    void pinged() override;
    void messageRead(std::string_view message) override;
    void packetRefused(std::string_view raw, const std::string &why) override;
    void ended(const SocketIoEnd &end) override;

    void fail(const ChannelFailure &failure);

    const SocketIoPlan m_plan;
    const std::shared_ptr<SocketIoMemory> m_memory;
    ChannelRequest m_request;
    MessageSink *m_sink = nullptr;
    std::unique_ptr<SocketIoClient> m_client;
    ChannelHandle m_transport;
    EnginePollingChannel *m_polling = nullptr; ///< m_transport, if it is that
    ChannelHandle m_probe; ///< a WebSocket that the session may go over to
    bool m_pausing = false; ///< it will, as soon as polling rests
    std::deque<QByteArray> m_held; ///< what is to be sent meanwhile
    QTimer m_patience; ///< with WebSocket, before polling is tried, or with the upgrade, or until the next one
    EngineHandshake m_handshake; ///< of the session; without an interval before
    QTimer m_silence; ///< the server must ping before
    bool m_fellBack = false; ///< on polling, as WebSocket did not get through
    bool m_sent = false; ///< the last packet could be sent
    bool m_over = false;
};

} // namespace Bellboard
