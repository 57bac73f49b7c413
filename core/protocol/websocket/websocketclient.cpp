// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/websocket/websocketclient.h"

#include "protocol/websocket/framewriter.h"

#include <utility>

namespace Bellboard {

namespace {

/// Shorter messages would hardly shrink.
constexpr std::size_t worthPacking = 256;

} // namespace

WebSocketClient::WebSocketClient(HandshakeOffer offer, std::size_t messageLimit, MaskSource masks, Listener &listener)
    : m_offer(std::move(offer))
    , m_masks(std::move(masks))
    , m_listener(listener)
    , m_frames(*this, messageLimit)
{ }

void WebSocketClient::start()
{
    const auto request = handshakeRequest(m_offer);
    m_listener.bytesMade({request.constData(), static_cast<std::size_t>(request.size())});
}

void WebSocketClient::receive(std::string_view bytes)
{
    if (m_phase == Phase::Handshaking)
        readHandshake(bytes);
    if (bytes.empty() || (m_phase != Phase::Open && m_phase != Phase::Closing))
        return;
    if (const auto error = m_frames.read(bytes))
        violate(*error);
}

void WebSocketClient::readHandshake(std::string_view &bytes)
{
    switch (m_http.read(bytes)) {
    case HttpResponseReader::Progress::More:
        return;
    case HttpResponseReader::Progress::Failed:
        return end({WebSocketEnd::Kind::Illegal, 0, m_http.problem()});
    case HttpResponseReader::Progress::Done:
        break;
    }
    const auto verdict = judgeHandshake(m_offer, m_http.response());
    switch (verdict.kind) {
    case HandshakeVerdict::Kind::Accepted:
        break;
    case HandshakeVerdict::Kind::WrongSubprotocol:
        return end({WebSocketEnd::Kind::WrongSubprotocol, 0, verdict.subprotocol});
    case HandshakeVerdict::Kind::Refused:
        return end({WebSocketEnd::Kind::Refused, 0, m_http.response().reason});
    case HandshakeVerdict::Kind::Illegal:
        return end({WebSocketEnd::Kind::Illegal, 0, verdict.problem});
    }
    if (verdict.deflate) {
        m_frames.enableDeflate(*verdict.deflate);
        m_deflater.emplace(*verdict.deflate);
    }
    m_phase = Phase::Open;
    m_listener.opened();
}

void WebSocketClient::send(Opcode kind, std::string_view message)
{
    if (m_phase != Phase::Open)
        return;
    if (m_deflater && message.size() >= worthPacking) {
        if (const auto packed = m_deflater->pack(message))
            return write(kind, *packed, true);
    }
    write(kind, message);
}

void WebSocketClient::ping(std::string_view payload)
{
    if (m_phase == Phase::Open)
        write(Opcode::Ping, payload.substr(0, 125));
}

void WebSocketClient::close(int code, std::string_view reason)
{
    if (m_phase != Phase::Open)
        return;
    m_phase = Phase::Closing;
    write(Opcode::Close, closePayload(code, reason));
}

bool WebSocketClient::messageRead(Opcode kind, std::string_view message)
{
    if (m_phase == Phase::Open && !m_listener.messageRead(kind, message))
        m_phase = Phase::Over;
    return m_phase != Phase::Over;
}

bool WebSocketClient::messageGathered(Opcode kind, TextBuffer &message)
{
    if (m_phase == Phase::Open && !m_listener.messageGathered(kind, message))
        m_phase = Phase::Over;
    return m_phase != Phase::Over;
}

void WebSocketClient::pingRead(std::string_view payload)
{
    if (m_phase == Phase::Open)
        write(Opcode::Pong, payload);
}

void WebSocketClient::pongRead(std::string_view payload)
{
    if (m_phase == Phase::Open)
        m_listener.pongRead(payload);
}

void WebSocketClient::closeRead(int code, std::string_view reason)
{
    const WebSocketEnd closed{WebSocketEnd::Kind::Closed, code, std::string(reason)};
    if (m_phase == Phase::Open)
        write(Opcode::Close, code == CloseCode::NoStatus ? std::string() : closePayload(code, {}));
    end(closed);
}

void WebSocketClient::write(Opcode opcode, std::string_view payload, bool compressed)
{
    m_listener.bytesMade(clientFrame(opcode, payload, m_masks(), compressed));
}

void WebSocketClient::violate(const FrameError &error)
{
    if (m_phase == Phase::Open)
        write(Opcode::Close, closePayload(error.closeCode, {}));
    end({WebSocketEnd::Kind::Illegal, error.closeCode, error.what});
}

void WebSocketClient::end(const WebSocketEnd &end)
{
    if (std::exchange(m_phase, Phase::Over) != Phase::Over)
        m_listener.ended(end);
}

} // namespace Bellboard
