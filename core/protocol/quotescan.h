// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#endif

namespace Bellboard {

/// The first quote or backslash from `text` on; there is one, as simdjson found the string closed. May read 15 bytes beyond
/// it, which simdjson's padding has.
inline const char *quoteOrBackslash(const char *text)
{
    // Some bytes at a time: most strings here are short, and a call of memchr() costs more than they do.
#if defined(__SSE2__) || defined(_M_X64)
    for (;; text += sizeof(__m128i)) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text));
        const auto found =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
        if (const auto places = static_cast<unsigned>(_mm_movemask_epi8(found)))
            return text + std::countr_zero(places);
    }
#else
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = 0x8080808080808080;
    static_assert(std::endian::native == std::endian::little, "the first byte is taken for the lowest one");
    for (;; text += sizeof(std::uint64_t)) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text, sizeof bytes);
        const auto quote = bytes ^ (ones * '"');
        const auto backslash = bytes ^ (ones * '\\');
        // The top bit of each byte that was zero is set; perhaps also of some above it, so the lowest one counts.
        const auto zeros = ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash);
        if (const auto found = zeros & tops)
            return text + std::countr_zero(found) / 8;
    }
#endif
}

} // namespace Bellboard
