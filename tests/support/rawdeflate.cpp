// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "rawdeflate.h"

#include <array>

#include <zlib.h>

namespace Bellboard {

namespace {

constexpr std::array<char, 4> tail{'\x00', '\x00', '\xff', '\xff'};
constexpr int memoryLevel = 8;

int windowBits(int agreed)
{
    return -(agreed == 0 ? MAX_WBITS : agreed); // negative: neither header nor checksum
}

unsigned char *bytesOf(const QByteArray &bytes)
{
    // zlib reads through a pointer to what may change, and changes nothing.
    return reinterpret_cast<unsigned char *>(const_cast<char *>(bytes.constData()));
}

} // namespace

struct RawDeflate::Streams
{
    z_stream out{};
    z_stream in{};
};

QByteArray RawDeflateTerms::header() const
{
    QByteArray terms = "permessage-deflate";
    if (serverForgets)
        terms += "; server_no_context_takeover";
    if (clientForgets)
        terms += "; client_no_context_takeover";
    if (serverWindowBits != 0)
        terms += "; server_max_window_bits=" + QByteArray::number(serverWindowBits);
    if (clientWindowBits != 0)
        terms += "; client_max_window_bits=" + QByteArray::number(clientWindowBits);
    return terms;
}

RawDeflate::RawDeflate(const RawDeflateTerms &terms) : m_terms(terms), m_streams(std::make_unique<Streams>())
{
    const int out = deflateInit2(&m_streams->out, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits(terms.serverWindowBits),
                                 memoryLevel, Z_DEFAULT_STRATEGY);
    const int in = inflateInit2(&m_streams->in, windowBits(terms.clientWindowBits));
    if (out != Z_OK || in != Z_OK)
        qFatal("zlib refuses these terms: %s", terms.header().constData());
}

RawDeflate::~RawDeflate()
{
    deflateEnd(&m_streams->out);
    inflateEnd(&m_streams->in);
}

QByteArray RawDeflate::compressed(const QByteArray &message)
{
    auto &stream = m_streams->out;
    if (m_terms.serverForgets)
        deflateReset(&stream);
    QByteArray payload;
    std::array<unsigned char, 65536> chunk; // NOLINT(cppcoreguidelines-pro-type-member-init): zlib fills it
    stream.next_in = bytesOf(message);
    stream.avail_in = static_cast<uInt>(message.size());
    do {
        stream.next_out = chunk.data();
        stream.avail_out = chunk.size();
        deflate(&stream, Z_SYNC_FLUSH);
        payload.append(reinterpret_cast<const char *>(chunk.data()),
                       static_cast<qsizetype>(chunk.size() - stream.avail_out));
    } while (stream.avail_out == 0);
    if (payload.endsWith(QByteArray(tail.data(), tail.size())))
        payload.chop(tail.size());
    return payload.isEmpty() ? QByteArray(1, '\0') : payload;
}

std::optional<QByteArray> RawDeflate::inflated(const QByteArray &payload)
{
    auto &stream = m_streams->in;
    if (m_terms.clientForgets)
        inflateReset(&stream);
    const QByteArray whole = payload + QByteArray(tail.data(), tail.size());
    QByteArray message;
    std::array<unsigned char, 65536> chunk; // NOLINT(cppcoreguidelines-pro-type-member-init): zlib fills it
    stream.next_in = bytesOf(whole);
    stream.avail_in = static_cast<uInt>(whole.size());
    do {
        stream.next_out = chunk.data();
        stream.avail_out = chunk.size();
        const int result = inflate(&stream, Z_SYNC_FLUSH);
        if (result == Z_STREAM_END)
            inflateReset(&stream); // a block marked final is allowed (RFC 7692, 7.2.3.4)
        else if (result != Z_OK && result != Z_BUF_ERROR)
            return std::nullopt;
        message.append(reinterpret_cast<const char *>(chunk.data()),
                       static_cast<qsizetype>(chunk.size() - stream.avail_out));
        if (result == Z_BUF_ERROR)
            break;
    } while (stream.avail_out == 0 || stream.avail_in > 0);
    return message;
}

} // namespace Bellboard
