// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channelerror.h"
#include "stream/proxychoice.h"
#include "stream/rategauge.h"
#include "util/textbuffer.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace Bellboard {

/// What a WebSocket message holds (RFC 6455, 5.6).
enum class PayloadKind {
    Text, ///< UTF-8
    Binary, ///< any bytes
};

/// Takes the messages of a channel; the channel writes each one straight into the memory that the sink offers, but for those that come
/// in many pieces.
class MessageSink
{
public:
    virtual ~MessageSink() = default;
    /// At least `capacity` bytes to write the next message to, and 64 readable ones behind them.
    virtual char *messageSpace(std::size_t capacity) = 0;
    /// `size` bytes were written there: one whole message, valid UTF-8 if it is text.
    virtual void messageReceived(std::size_t size, PayloadKind kind) = 0;
    /// One whole message, which had to be gathered before; the sink may take `message` over. Here it is copied to messageSpace().
    virtual void messageGathered(TextBuffer &message, PayloadKind kind)
    {
        std::memcpy(messageSpace(message.size()), message.data(), message.size());
        messageReceived(message.size(), kind);
    }
    /// One page of a list that a server was asked for: messages as an array, some of which it may have given before.
    virtual void pageGathered(TextBuffer &page) { messageGathered(page, PayloadKind::Text); }
    /// `raw` came, of which a protocol between WebSocket and the sink cannot make a message; `why` is a phrase for people. What comes
    /// behind it is not touched by that.
    virtual void messageRefused(std::string_view /*raw*/, std::string_view /*why*/) { }
};

/// What a channel needs to know to open.
struct ChannelRequest
{
    QUrl url;
    /// The subprotocol that the server must select (RFC 6455, 4.1); empty when none is offered.
    QString subprotocol;
    /// For "Authorization: Bearer"; empty when the feed needs none. Never logged.
    QByteArray token;
    /// A message larger than this, in bytes, fails the channel with MessageTooBig.
    std::size_t messageLimit = std::size_t{1} << 20;
    /// Whether binary messages are welcome; else one closes the channel (1003).
    bool acceptsBinary = false;
    /// Whether permessage-deflate (RFC 7692) is offered, where the engine has it.
    bool compresses = true;
    /// A PEM file of authorities to trust beside those of the system; empty when there is none.
    QString authorityFile{};
    ProxyChoice proxy{};
    /// Counts the connections to the server, where they are counted: one that may be too many is not made.
    std::shared_ptr<RateGauge> dials{};
    /// What the transport's own handshake is to carry, where it has one: of Socket.IO the auth payload, a JSON object. Never logged.
    QByteArray auth{};
    /// For "Cookie", where a balancer knows a session by it; empty when there is none. Never logged.
    QByteArray cookies{};
};

/// One attempt at a live transport: whole messages in, whole messages out.
///
/// A channel is used once: open(), then opened() or not, then exactly one closed(). A new attempt takes a new channel.
class Channel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Starts to open; to be called once. `sink` must outlive the channel.
    virtual void open(const ChannelRequest &request, MessageSink *sink) = 0;
    /// Sends one message, as text UTF-8. False, and not sent, unless the channel is open and the peer reads what it is sent: not
    /// more than 1 MiB may wait for that.
    virtual bool send(const QByteArray &message, PayloadKind kind) = 0;
    bool send(const QByteArray &text) { return send(text, PayloadKind::Text); }
    /// Whether it carries messages of ours at all; where it does not, send() is always false.
    virtual bool takesMessages() const { return true; }
    /// Something is missing behind the positions: asks for it now, where it is the channel that asks.
    virtual void askAgain() { }
    /// Whether it is the channel that asks for what was missed, and has not read that to its end; caughtUp() follows.
    virtual bool isBehind() const { return false; }
    /// Another token for whatever is asked from now on, and the URL that goes with it; of use only to a channel that asks.
    virtual void useToken(const QUrl & /*url*/, const QByteArray & /*token*/) { }
    /// Another one goes on in its place: gives what there is by now, and closes.
    virtual void leave() { close(1000, {}); }
    /// The same with a text that the peer is to acknowledge, where the transport knows of acknowledgements; what answers it comes as a
    /// message that names `key`.
    virtual bool sendForAnswer(const QByteArray &text, const QByteArray & /*key*/) { return send(text); }
    /// All that the sink was given is kept: where the transport tells the peer what arrived, it may do so now.
    virtual void confirm() { }
    /// Whether the peer goes on where the channel before was confirmed, and gives what came since; of an open channel.
    virtual bool wentOn() const { return false; }
    /// How often the peer says something at least, as it announced when it opened; 0 when it did not.
    virtual std::chrono::milliseconds heartbeat() const { return std::chrono::milliseconds(0); }
    /// How many bytes of what was sent wait in this process: neither the operating system has them, nor, where the transport makes
    /// requests, the peer.
    virtual qint64 unsent() const = 0;
    /// Sends a ping frame (RFC 6455, 5.5.2) with up to 125 bytes, which ponged() brings back. False, and not sent, when a message
    /// would not be.
    virtual bool ping(const QByteArray &payload) = 0;
    /// Starts the closing handshake with `code`; closed() follows after 2 s at most.
    virtual void close(int code, const QString &reason) = 0;
    /// Drops the connection at once, but for a close frame that was asked for before; closed() does not follow.
    virtual void abort() = 0;
    /// What it failed by if its deadline to open passed now.
    virtual ChannelFailure overdue() const { return {ChannelError::Timeout, 0, {}, {}}; }
    static constexpr std::size_t fullTurn = std::size_t{256} << 10; ///< in bytes
    /// A peer floods us that sends so much more than its share, or 16 turns where that is less.
    static constexpr std::size_t flood = std::size_t{1} << 20; ///< in bytes
    /// How much is read before others have theirs.
    struct Turn
    {
        std::size_t bytes = fullTurn; ///< at least one
        std::chrono::milliseconds rest{0}; ///< so long nothing is read after a turn of a peer that floods us
        std::chrono::milliseconds share{0}; ///< one turn in each such time is a peer's share; 0: in each rest

        bool operator==(const Turn &) const = default;
    };
    /// Others on this thread have to wait for so much at most; an engine that cannot tell ignores it.
    void setTurn(Turn turn) { m_turn = turn; }

Q_SIGNALS:
    void opened();
    /// What was missed has been read: isBehind() no more.
    void caughtUp();
    /// Something came from the peer: a byte of anything, be it a part of a message or a pong. Often, and before the message that it ends.
    void heard();
    /// The peer answered the ping with this payload.
    void ponged(const QByteArray &payload);
    /// What it reads from has taken the place of something that may have been dead for long, and may have lost what that did not bring.
    void replaced();
    /// What waited in this process has left it: unsent() was above 0, and is 0 again.
    void flushed();
    /// The channel is over; nothing follows.
    void closed(const Bellboard::ChannelFailure &failure);

protected:
    Turn turn() const { return m_turn; }

private:
    Turn m_turn;
};

} // namespace Bellboard
