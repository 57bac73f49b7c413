// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/websocket/framewriter.h"

#include <array>
#include <cstdint>

namespace Bellboard {

namespace {

void appendBigEndian(std::string &bytes, std::uint64_t value, int count)
{
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>(value >> shift));
}

} // namespace

std::string clientFrame(Opcode opcode, std::string_view payload, std::uint32_t mask, bool compressed)
{
    constexpr std::uint8_t final = 0x80;
    constexpr std::uint8_t masked = 0x80;
    std::string frame;
    frame.reserve(payload.size() + 14);
    frame.push_back(static_cast<char>(final | (compressed ? 0x40 : 0) | static_cast<std::uint8_t>(opcode)));
    if (payload.size() < 126) {
        frame.push_back(static_cast<char>(masked | payload.size()));
    } else if (payload.size() < 65536) {
        frame.push_back(static_cast<char>(masked | 126));
        appendBigEndian(frame, payload.size(), 2);
    } else {
        frame.push_back(static_cast<char>(masked | 127));
        appendBigEndian(frame, payload.size(), 8);
    }
    const auto keyAt = frame.size();
    appendBigEndian(frame, mask, 4);
    const std::array<char, 4> key{frame[keyAt], frame[keyAt + 1], frame[keyAt + 2], frame[keyAt + 3]};
    for (std::size_t i = 0; i < payload.size(); ++i)
        frame.push_back(static_cast<char>(payload[i] ^ key[i % 4]));
    return frame;
}

std::string closePayload(int code, std::string_view reason)
{
    constexpr std::size_t mostReason = 123;
    auto size = reason.size();
    if (size > mostReason) {
        size = mostReason;
        while (size > 0 && (static_cast<std::uint8_t>(reason[size]) & 0xc0) == 0x80)
            --size;
    }
    std::string payload;
    appendBigEndian(payload, static_cast<std::uint64_t>(code), 2);
    payload.append(reason.substr(0, size));
    return payload;
}

} // namespace Bellboard
