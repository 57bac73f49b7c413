// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "rawframe.h"

#include <QtEndian>

#include <array>

namespace Bellboard {

QByteArray rawHeader(int opcode, std::uint64_t length, bool fin, int rsv, bool masked)
{
    QByteArray header;
    const int maskBit = masked ? 0x80 : 0;
    header.append(static_cast<char>((fin ? 0x80 : 0) | ((rsv & 7) << 4) | (opcode & 15)));
    if (length < 126) {
        header.append(static_cast<char>(maskBit | static_cast<int>(length)));
    } else if (length < 65536) {
        std::array<char, 2> size{};
        qToBigEndian(static_cast<quint16>(length), size.data());
        header.append(static_cast<char>(maskBit | 126)).append(size.data(), size.size());
    } else {
        std::array<char, 8> size{};
        qToBigEndian(static_cast<quint64>(length), size.data());
        header.append(static_cast<char>(maskBit | 127)).append(size.data(), size.size());
    }
    return header;
}

QByteArray rawBytes(const RawFrame &frame)
{
    return rawHeader(frame.opcode, static_cast<std::uint64_t>(frame.payload.size()), frame.fin, frame.rsv)
        + frame.payload;
}

QByteArray closePayload(int code, const QByteArray &reason)
{
    std::array<char, 2> bytes{};
    qToBigEndian(static_cast<quint16>(code), bytes.data());
    return QByteArray(bytes.data(), bytes.size()) + reason;
}

void RawFrameReader::append(const QByteArray &bytes)
{
    if (m_position > 0) {
        m_bytes.remove(0, m_position);
        m_position = 0;
    }
    m_bytes += bytes;
}

std::optional<RawFrame> RawFrameReader::next()
{
    const auto available = static_cast<std::uint64_t>(m_bytes.size() - m_position);
    const char *at = m_bytes.constData() + m_position;
    if (available < 2)
        return std::nullopt;
    const auto byte = [at](qsizetype i) { return static_cast<unsigned char>(at[i]); };
    RawFrame frame;
    frame.fin = (byte(0) & 0x80) != 0;
    frame.rsv = (byte(0) >> 4) & 7;
    frame.opcode = byte(0) & 15;
    frame.masked = (byte(1) & 0x80) != 0;
    std::uint64_t length = byte(1) & 0x7f;
    std::uint64_t header = 2;
    if (length == 126)
        header = 4;
    else if (length == 127)
        header = 10;
    const auto mask = header;
    header += frame.masked ? 4 : 0;
    if (available < header)
        return std::nullopt;
    if (length == 126)
        length = qFromBigEndian<quint16>(at + 2);
    else if (length == 127)
        length = qFromBigEndian<quint64>(at + 2);
    if (available - header < length)
        return std::nullopt;

    frame.payload = QByteArray(at + header, static_cast<qsizetype>(length));
    if (frame.masked) {
        char *payload = frame.payload.data();
        for (std::uint64_t i = 0; i < length; ++i)
            payload[i] = static_cast<char>(payload[i] ^ at[mask + (i & 3)]);
    }
    m_position += static_cast<qsizetype>(header + length);
    return frame;
}

} // namespace Bellboard
