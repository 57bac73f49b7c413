// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "framemaker.h"

#include <string>

#include <zlib.h>

namespace Bellboard {

namespace {

constexpr unsigned char finalText = 0x81;
constexpr unsigned char compressed = 0x40;

void appendHeader(QByteArray &output, unsigned char first, std::size_t size)
{
    output.append(static_cast<char>(first));
    if (size < 126) {
        output.append(static_cast<char>(size));
        return;
    }
    const int bytes = size < 65536 ? 2 : 8;
    output.append(static_cast<char>(bytes == 2 ? 126 : 127));
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        output.append(static_cast<char>(size >> shift & 0xff));
}

} // namespace

struct FrameMaker::Deflater
{
    Deflater()
    {
        if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            qFatal("zlib cannot compress");
    }
    ~Deflater() { deflateEnd(&stream); }

    z_stream stream{};
    std::string output;
};

FrameMaker::FrameMaker(bool compresses) : m_deflater(compresses ? std::make_unique<Deflater>() : nullptr) { }
FrameMaker::~FrameMaker() = default;

void FrameMaker::append(QByteArray &output, std::string_view text)
{
    if (!m_deflater) {
        appendHeader(output, finalText, text.size());
        output.append(text.data(), static_cast<qsizetype>(text.size()));
        return;
    }
    auto &[stream, made] = *m_deflater;
    made.resize(deflateBound(&stream, text.size()) + 16);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(made.data());
    stream.avail_out = static_cast<uInt>(made.size());
    deflate(&stream, Z_SYNC_FLUSH);
    // Without the empty block at its end (RFC 7692, 7.2.1).
    const auto size = made.size() - stream.avail_out - 4;
    appendHeader(output, finalText | compressed, size);
    output.append(made.data(), static_cast<qsizetype>(size));
}

} // namespace Bellboard
