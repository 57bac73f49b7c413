// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/websocket/framereader.h"
#include "protocol/websocket/handshake.h"
#include "protocol/websocket/messagedeflater.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace Bellboard {

/// How a WebSocket ended by what was said on it.
struct WebSocketEnd
{
    enum class Kind {
        Refused, ///< the answer to the handshake is no upgrade: see WebSocketClient::response()
        WrongSubprotocol, ///< the server selected another subprotocol, or none
        Illegal, ///< the server broke a protocol or a limit of ours; `code` is what we closed with, 0 before it was open
        Closed, ///< the closing handshake is through
    };

    Kind kind = Kind::Closed;
    int code = 0; ///< RFC 6455 close code
    std::string reason; ///< the server's words, or in English what was wrong
};

/// The client's side of one WebSocket (RFC 6455, RFC 7692), without I/O: bytes in, bytes and messages out.
class WebSocketClient final : private FrameSink
{
public:
    /// Hears what happens; a view is valid during the call only. The client must outlive the call that it makes.
    class Listener
    {
    public:
        virtual ~Listener() = default;
        /// These bytes are to be sent, after all earlier ones.
        virtual void bytesMade(std::string_view bytes) = 0;
        /// Messages can be sent now.
        virtual void opened() = 0;
        /// False to hear no more.
        virtual bool messageRead(Opcode kind, std::string_view message) = 0;
        /// The same of one that did not come in one piece, so that it was gathered; the listener may take `message` over.
        virtual bool messageGathered(Opcode kind, TextBuffer &message) { return messageRead(kind, message.text()); }
        virtual void pongRead(std::string_view payload) = 0;
        /// Nothing follows; the transport is to be closed once what was made is written.
        virtual void ended(const WebSocketEnd &end) = 0;
    };
    /// Draws 32 bits that nobody can predict.
    using MaskSource = std::function<std::uint32_t()>;

    WebSocketClient(HandshakeOffer offer, std::size_t messageLimit, MaskSource masks, Listener &listener);

    /// Makes the request.
    void start();
    /// Takes bytes as they come from the transport.
    void receive(std::string_view bytes);
    /// Sends a message, packed where that was agreed on and pays; only while open.
    void send(Opcode kind, std::string_view message);
    /// Sends a ping of up to 125 bytes, to be answered by a pong with the same; only while open.
    void ping(std::string_view payload);
    /// Starts the closing handshake; messages that still come are dropped. Only while open.
    void close(int code, std::string_view reason);

    bool isOpen() const { return m_phase == Phase::Open; }
    /// What the server answered to the handshake.
    const HttpResponse &response() const { return m_http.response(); }

private:
    enum class Phase {
        Handshaking, ///< the answer to our request is not whole
        Open, ///< messages go both ways
        Closing, ///< we asked to close; the server has not answered
        Over, ///< nothing is read or sent any more
    };

    bool messageRead(Opcode kind, std::string_view message) override;
    bool messageGathered(Opcode kind, TextBuffer &message) override;
    void pingRead(std::string_view payload) override;
    void pongRead(std::string_view payload) override;
    void closeRead(int code, std::string_view reason) override;

    void readHandshake(std::string_view &bytes);
    void write(Opcode opcode, std::string_view payload, bool compressed = false);
    void violate(const FrameError &error);
    void end(const WebSocketEnd &end);

    const HandshakeOffer m_offer;
    const MaskSource m_masks;
    Listener &m_listener;
    Phase m_phase = Phase::Handshaking;
    HttpResponseReader m_http;
    FrameReader m_frames;
    std::optional<MessageDeflater> m_deflater;
};

} // namespace Bellboard
