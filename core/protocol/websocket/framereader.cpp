// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/websocket/framereader.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace Bellboard {

namespace {

/// Room for a message is kept for the next one only up to this.
constexpr std::size_t keptRoom = std::size_t{256} << 10;

/// What a message may take on its way beside twice its limit.
constexpr std::uint64_t wireSlack = 4096;

constexpr std::uint8_t finalBit = 0x80;
constexpr std::uint8_t compressedBit = 0x40; // RSV1, RFC 7692, 6
constexpr std::uint8_t reservedBits = 0x30;
constexpr std::uint8_t maskBit = 0x80;

FrameError violation(const char *what)
{
    return {CloseCode::ProtocolError, what};
}

FrameError tooBig()
{
    return {CloseCode::MessageTooBig, "a message larger than the limit"};
}

FrameError notUtf8()
{
    return {CloseCode::InvalidPayload, "text that is not UTF-8"};
}

/// Whether a peer may send `code` (RFC 6455, 7.4, and the IANA registry).
bool isLegalCloseCode(int code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

/// How long a header is whose second byte is `second`.
std::size_t headerLength(std::uint8_t second)
{
    const int length = second & ~maskBit;
    return length == 127 ? 10 : length == 126 ? 4 : 2;
}

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<std::uint8_t>(byte);
    return value;
}

} // namespace

std::optional<FrameError> FrameReader::read(std::string_view bytes)
{
    while (!m_over && (!bytes.empty() || (m_inFrame && m_remaining == 0))) {
        std::optional<FrameError> error;
        if (!m_inFrame)
            error = readHeader(bytes);
        else if (m_opcode >= Opcode::Close)
            error = readControl(bytes);
        else
            error = readData(bytes);
        if (error)
            return error;
    }
    return {};
}

std::optional<FrameError> FrameReader::readHeader(std::string_view &bytes)
{
    const char *header = bytes.data();
    if (m_headerSize > 0 || bytes.size() < 2 || bytes.size() < headerLength(static_cast<std::uint8_t>(bytes[1]))) {
        // Cut: byte by byte, so that an illegal beginning is not waited for.
        m_header[m_headerSize++] = bytes.front();
        bytes.remove_prefix(1);
        if (m_headerSize < 2 || m_headerSize < headerLength(static_cast<std::uint8_t>(m_header[1])))
            return {};
        header = m_header.data();
        m_headerSize = 0;
    } else {
        bytes.remove_prefix(headerLength(static_cast<std::uint8_t>(bytes[1])));
    }
    const auto second = static_cast<std::uint8_t>(header[1]);
    if (second & maskBit)
        return violation("a masked frame");
    std::uint64_t length = second;
    if (second == 126) {
        length = bigEndian({header + 2, 2});
        if (length < 126)
            return violation("a length in more bytes than it needs");
    } else if (second == 127) {
        length = bigEndian({header + 2, 8});
        if (length < 65536 || length >> 63)
            return violation("a length that no frame can have");
    }
    return beginFrame(static_cast<std::uint8_t>(header[0]), length);
}

std::optional<FrameError> FrameReader::beginFrame(std::uint8_t first, std::uint64_t length)
{
    m_inFrame = true;
    m_final = first & finalBit;
    m_opcode = static_cast<Opcode>(first & 0x0f);
    m_remaining = length;
    const bool compressed = first & compressedBit;
    if (first & reservedBits)
        return violation("a reserved bit");
    switch (m_opcode) {
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        m_controlSize = 0;
        if (compressed)
            return violation("a reserved bit");
        if (!m_final)
            return violation("a control frame in parts");
        if (length > longestControl)
            return violation("a control frame of more than 125 bytes");
        return {};
    case Opcode::Continuation:
        if (!m_kind)
            return violation("a continuation of nothing");
        if (compressed)
            return violation("a reserved bit");
        break;
    case Opcode::Text:
    case Opcode::Binary:
        if (m_kind)
            return violation("a message within another");
        if (compressed && !m_inflater)
            return violation("a reserved bit");
        m_kind = m_opcode;
        m_compressed = compressed;
        m_onWire = 0;
        m_utf8.reset();
        break;
    default:
        return violation("an unknown kind of frame");
    }
    if (length > m_messageLimit - m_message.size()) // also of a compressed message, which would have to shrink
        return tooBig();
    m_onWire += length + 1;
    if (m_onWire > wireSlack && (m_onWire - wireSlack) / 2 > m_messageLimit)
        return tooBig();
    return {};
}

std::optional<FrameError> FrameReader::readControl(std::string_view &bytes)
{
    const auto piece = std::min<std::uint64_t>(m_remaining, bytes.size());
    std::memcpy(m_control.data() + m_controlSize, bytes.data(), piece);
    m_controlSize += piece;
    m_remaining -= piece;
    bytes.remove_prefix(piece);
    if (m_remaining > 0)
        return {};
    m_inFrame = false;
    return finishControl();
}

std::optional<FrameError> FrameReader::finishControl()
{
    const std::string_view payload{m_control.data(), m_controlSize};
    if (m_opcode == Opcode::Close)
        return finishClose(payload);
    if (m_opcode == Opcode::Ping)
        m_sink.pingRead(payload);
    else
        m_sink.pongRead(payload);
    return {};
}

std::optional<FrameError> FrameReader::finishClose(std::string_view payload)
{
    int code = CloseCode::NoStatus;
    if (payload.size() == 1)
        return violation("a close code of one byte");
    if (payload.size() >= 2) {
        code = static_cast<int>(bigEndian(payload.substr(0, 2)));
        if (!isLegalCloseCode(code))
            return violation("a close code that no peer may send");
        payload.remove_prefix(2);
        if (!simdjson::validate_utf8(payload))
            return notUtf8();
    }
    m_over = true;
    m_sink.closeRead(code, payload);
    return {};
}

std::optional<FrameError> FrameReader::readData(std::string_view &bytes)
{
    const auto piece = bytes.substr(0, std::min<std::uint64_t>(m_remaining, bytes.size()));
    bytes.remove_prefix(piece.size());
    m_remaining -= piece.size();
    const bool frameEnds = m_remaining == 0;
    const bool messageEnds = frameEnds && m_final;
    if (frameEnds)
        m_inFrame = false;
    if (messageEnds && !m_compressed && m_message.size() == 0) {
        // As nearly all do, it came in one piece: no copy.
        if (m_kind == Opcode::Text && !simdjson::validate_utf8(piece))
            return notUtf8();
        deliver(piece);
        return {};
    }
    if (auto error = gather(piece, messageEnds))
        return error;
    if (messageEnds)
        deliverGathered();
    return {};
}

std::optional<FrameError> FrameReader::gather(std::string_view piece, bool last)
{
    const auto before = m_message.size();
    if (m_compressed) {
        if (const auto error = m_inflater->append(piece, last, m_message))
            return error;
    } else {
        m_message.makeRoom(piece.size() + static_cast<std::size_t>(m_remaining), m_messageLimit);
        m_message.append(piece);
    }
    if (m_kind == Opcode::Text) {
        if (!m_utf8.append(m_message.text().substr(before)) || (last && !m_utf8.isComplete()))
            return notUtf8();
    }
    return {};
}

void FrameReader::deliver(std::string_view message)
{
    const auto kind = *std::exchange(m_kind, {});
    if (!m_sink.messageRead(kind, message))
        m_over = true;
}

void FrameReader::deliverGathered()
{
    const auto kind = *std::exchange(m_kind, {});
    if (!m_sink.messageGathered(kind, m_message))
        m_over = true;
    m_message.clear();
    if (m_message.capacity() > keptRoom)
        m_message = {};
}

} // namespace Bellboard
