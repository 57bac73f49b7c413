// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <string_view>
#include <tuple>
#include <utility>

namespace Bellboard {

/// Bytes filled from the front; at fixed addresses as long as nobody asks for more room. Room that is never written to takes no memory.
///
/// At least `padding` bytes behind what is written are always readable, as simdjson wants.
class TextBuffer
{
public:
    static constexpr std::size_t padding = 64;

    TextBuffer() = default;
    explicit TextBuffer(std::size_t capacity) { reserve(capacity); }
    TextBuffer(TextBuffer &&other) noexcept { swap(other); }
    TextBuffer &operator=(TextBuffer &&other) noexcept
    {
        TextBuffer(std::move(other)).swap(*this);
        return *this;
    }

    char *writePosition() { return m_bytes.get() + m_size; }
    std::size_t room() const { return m_capacity - m_size; }
    std::size_t capacity() const { return m_capacity; }
    std::size_t size() const { return m_size; }
    const char *data() const { return m_bytes.get(); }
    std::string_view text() const { return {m_bytes.get(), m_size}; }
    /// Counts `bytes` that were written at writePosition() as content.
    void advance(std::size_t bytes) { m_size += bytes; }
    /// Adds a copy of `bytes`, for which there is room.
    void append(std::string_view bytes)
    {
        std::ranges::copy(bytes, writePosition());
        advance(bytes.size());
    }
    /// Forgets all content.
    void clear() { m_size = 0; }
    /// Has room for `capacity` bytes in all from now on; the content may move to another address.
    void reserve(std::size_t capacity)
    {
        if (m_bytes && capacity <= m_capacity)
            return;
        // Where the system can, this moves large contents without a second copy of them (mremap), which new[] cannot.
        auto *bytes = static_cast<char *>(std::realloc(m_bytes.get(), capacity + padding));
        if (!bytes)
            throw std::bad_alloc();
        std::ignore = m_bytes.release();
        m_bytes.reset(bytes);
        m_capacity = capacity;
    }
    /// Has room for `more` bytes behind the content from now on; room for up to `most` in all is made in few steps.
    void makeRoom(std::size_t more, std::size_t most)
    {
        if (more > room())
            reserve(std::max(m_size + more, std::min(2 * m_capacity, most)));
    }

private:
    struct Free
    {
        void operator()(char *bytes) const { std::free(bytes); }
    };

    void swap(TextBuffer &other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        std::swap(m_capacity, other.m_capacity);
        std::swap(m_size, other.m_size);
    }

    std::unique_ptr<char, Free> m_bytes;
    std::size_t m_capacity = 0;
    std::size_t m_size = 0;
};

} // namespace Bellboard
