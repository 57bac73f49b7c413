// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/sametext.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace Bellboard {

/// A few short texts of a row in one piece of memory: 8 + 2 * Count bytes and an allocation of just their size.
/// A text is cut to 65,535 bytes.
template<std::size_t Count>
class PackedTexts
{
public:
    /// Replaces all texts; returns whether any differs from before.
    bool assign(const std::array<std::string_view, Count> &texts)
    {
        if (equals(texts))
            return false;
        std::size_t total = 0;
        std::array<std::uint16_t, Count> sizes;
        for (std::size_t i = 0; i < Count; ++i) {
            sizes[i] = sizeOf(texts[i]);
            total += sizes[i];
        }
        auto bytes = total == 0 ? nullptr : std::make_unique_for_overwrite<char[]>(total);
        char *to = bytes.get();
        for (std::size_t i = 0; i < Count; ++i) {
            if (sizes[i] != 0) {
                std::memcpy(to, texts[i].data(), sizes[i]);
                to += sizes[i];
            }
        }
        m_bytes = std::move(bytes);
        m_sizes = sizes;
        return true;
    }
    std::string_view at(std::size_t index) const
    {
        std::size_t from = 0;
        for (std::size_t i = 0; i < index; ++i)
            from += m_sizes[i];
        return m_sizes[index] == 0 ? std::string_view() : std::string_view(m_bytes.get() + from, m_sizes[index]);
    }
    /// Where the texts are, for prefetching.
    const void *address() const { return m_bytes.get(); }

private:
    static std::uint16_t sizeOf(std::string_view text)
    {
        std::size_t size = std::min<std::size_t>(text.size(), 65'535);
        if (size < text.size()) {
            // Not inside a character of several bytes.
            while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
                --size;
        }
        return static_cast<std::uint16_t>(size);
    }
    bool equals(const std::array<std::string_view, Count> &texts) const
    {
        const char *from = m_bytes.get();
        for (std::size_t i = 0; i < Count; ++i) {
            if (sizeOf(texts[i]) != m_sizes[i])
                return false;
            if (!isSameText({from, m_sizes[i]}, texts[i].substr(0, m_sizes[i])))
                return false;
            from += m_sizes[i];
        }
        return true;
    }

    std::unique_ptr<char[]> m_bytes;
    std::array<std::uint16_t, Count> m_sizes{};
};

} // namespace Bellboard
