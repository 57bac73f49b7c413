// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/websocket/messageinflater.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace Bellboard {

namespace {

/// Room is made for at least so many bytes at once.
constexpr std::size_t step = std::size_t{4} << 10;

/// A raw stream's largest window, whatever the server agreed to: with a smaller one, zlib would take or refuse a reference behind it
/// by how the network cut the message.
constexpr int windowBits = -15;

} // namespace

void MessageInflater::End::operator()(z_stream_s *stream) const
{
    ::inflateEnd(stream);
    delete stream;
}

MessageInflater::MessageInflater(const DeflateParameters &parameters, std::size_t limit)
    : m_limit(limit)
    , m_forgets(parameters.serverNoContextTakeover)
{
    std::unique_ptr<z_stream_s, End> stream(new z_stream_s{});
    if (::inflateInit2(stream.get(), windowBits) == Z_OK)
        m_stream = std::move(stream);
    else
        delete stream.release();
}

std::optional<FrameError> MessageInflater::append(std::string_view piece, bool last, TextBuffer &message)
{
    if (!m_stream)
        return FrameError{CloseCode::MessageTooBig, "no memory to unpack messages"};
    if (auto error = inflate(piece, message))
        return error;
    if (!last)
        return {};
    // What the sender takes off (RFC 7692, 7.2.1).
    if (auto error = inflate({"\x00\x00\xff\xff", 4}, message))
        return error;
    if (m_forgets)
        ::inflateReset(m_stream.get());
    return {};
}

std::optional<FrameError> MessageInflater::inflate(std::string_view piece, TextBuffer &message)
{
    m_stream->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(piece.data()));
    m_stream->avail_in = static_cast<uInt>(piece.size());
    while (true) {
        message.makeRoom(step, m_limit); // also where the limit is reached, or nobody would see it passed
        const auto room = static_cast<uInt>(std::min<std::size_t>(message.room(), std::numeric_limits<uInt>::max()));
        m_stream->next_out = reinterpret_cast<Bytef *>(message.writePosition());
        m_stream->avail_out = room;
        const int result = ::inflate(m_stream.get(), Z_SYNC_FLUSH);
        const std::size_t written = room - m_stream->avail_out;
        if (written > m_limit - message.size())
            return FrameError{CloseCode::MessageTooBig, "a message that unpacks to more than the limit"};
        message.advance(written);
        if (result == Z_STREAM_END) {
            // A final block is legal within a message (RFC 7692, 7.2.3.4); what follows may still look back at it.
            if (::inflateResetKeep(m_stream.get()) != Z_OK)
                return FrameError{CloseCode::InvalidPayload, "a compressed message that cannot be unpacked"};
            if (m_stream->avail_in == 0)
                return {};
            continue;
        }
        if (result != Z_OK && result != Z_BUF_ERROR)
            return FrameError{CloseCode::InvalidPayload, "a compressed message that cannot be unpacked"};
        if (m_stream->avail_out > 0)
            return {}; // all of the piece is taken
    }
}

} // namespace Bellboard
