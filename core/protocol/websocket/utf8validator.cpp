// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/websocket/utf8validator.h"

#include <simdjson.h>

#include <algorithm>

namespace Bellboard {

namespace {

/// From so many bytes on the vector code is worth its call.
constexpr std::size_t manyBytes = 16;

/// How many bytes at the end belong to a character that seems to be cut there.
std::size_t cutTail(std::string_view bytes)
{
    const auto most = std::min<std::size_t>(3, bytes.size());
    for (std::size_t back = 1; back <= most; ++back) {
        const auto byte = static_cast<std::uint8_t>(bytes[bytes.size() - back]);
        if ((byte & 0xc0) == 0x80)
            continue;
        const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        return length > back ? back : 0;
    }
    return 0;
}

} // namespace

bool Utf8Validator::append(std::string_view bytes)
{
    if (m_invalid || bytes.empty())
        return !m_invalid;
    if (bytes.size() < manyBytes)
        return appendByByte(bytes);
    const auto rest = static_cast<std::size_t>(m_missing);
    if (!appendByByte(bytes.substr(0, rest)))
        return false;
    bytes.remove_prefix(rest);
    const auto tail = cutTail(bytes);
    if (!simdjson::validate_utf8(bytes.data(), bytes.size() - tail)) {
        m_invalid = true;
        return false;
    }
    return appendByByte(bytes.substr(bytes.size() - tail));
}

bool Utf8Validator::appendByByte(std::string_view bytes)
{
    // The ranges are those of Unicode's table 3-7: no overlong form, no surrogate, nothing above U+10FFFF.
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (m_missing > 0) {
            if (byte < m_lowest || byte > m_highest) {
                m_invalid = true;
                return false;
            }
            --m_missing;
            m_lowest = 0x80;
            m_highest = 0xbf;
        } else if (byte >= 0x80) {
            if (byte < 0xc2 || byte > 0xf4) {
                m_invalid = true;
                return false;
            }
            m_missing = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
            m_lowest = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
            m_highest = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
        }
    }
    return true;
}

void Utf8Validator::reset()
{
    *this = {};
}

} // namespace Bellboard
