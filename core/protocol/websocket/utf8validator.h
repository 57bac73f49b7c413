// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string_view>

namespace Bellboard {

/// Checks UTF-8 that comes in pieces, cut anywhere, and says so at the first byte that no valid text could have there.
class Utf8Validator
{
public:
    /// False as soon as what was appended so far cannot be the beginning of valid UTF-8; it stays false until reset().
    bool append(std::string_view bytes);
    /// Whether no character is cut at the end.
    bool isComplete() const { return m_missing == 0; }
    void reset();

private:
    bool appendByByte(std::string_view bytes);

    int m_missing = 0; ///< continuation bytes that the character at the end lacks
    std::uint8_t m_lowest = 0x80; ///< of the next continuation byte
    std::uint8_t m_highest = 0xbf;
    bool m_invalid = false;
};

} // namespace Bellboard
