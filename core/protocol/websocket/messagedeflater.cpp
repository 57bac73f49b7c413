// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/websocket/messagedeflater.h"

#include <zlib.h>

#include <array>

namespace Bellboard {

void MessageDeflater::End::operator()(z_stream_s *stream) const
{
    ::deflateEnd(stream);
    delete stream;
}

MessageDeflater::MessageDeflater(const DeflateParameters &parameters) : m_forgets(parameters.clientNoContextTakeover)
{
    if (parameters.clientMaxWindowBits < 9)
        return; // zlib would take 9, and the server could not look back that far
    std::unique_ptr<z_stream_s, End> stream(new z_stream_s{});
    constexpr int memoryLevel = 8;
    if (::deflateInit2(stream.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, -parameters.clientMaxWindowBits, memoryLevel,
                       Z_DEFAULT_STRATEGY)
        == Z_OK)
        m_stream = std::move(stream);
    else
        delete stream.release();
}

std::optional<std::string> MessageDeflater::pack(std::string_view message)
{
    if (!m_stream || message.empty()) // of nothing after nothing zlib makes not even an end
        return {};
    std::string packed;
    std::array<char, 4096> room; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by zlib
    m_stream->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(message.data()));
    m_stream->avail_in = static_cast<uInt>(message.size());
    do {
        m_stream->next_out = reinterpret_cast<Bytef *>(room.data());
        m_stream->avail_out = static_cast<uInt>(room.size());
        ::deflate(m_stream.get(), Z_SYNC_FLUSH);
        packed.append(room.data(), room.size() - m_stream->avail_out);
    } while (m_stream->avail_out == 0);
    if (m_forgets)
        ::deflateReset(m_stream.get());
    packed.resize(packed.size() - 4); // 00 00 ff ff, which every flush ends with
    return packed;
}

} // namespace Bellboard
