// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QMetaType>

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace Bellboard {

/// Bytes at fixed addresses, filled from the front; what the views of a batch of events look into.
///
/// At least `padding` bytes behind what is written are always readable, as simdjson wants.
class TextBuffer
{
public:
    static constexpr std::size_t padding = 64;

    explicit TextBuffer(std::size_t capacity)
        : m_bytes(std::make_unique_for_overwrite<char[]>(capacity + padding))
        , m_capacity(capacity)
    { }

    char *writePosition() { return m_bytes.get() + m_size; }
    std::size_t room() const { return m_capacity - m_size; }
    std::size_t size() const { return m_size; }
    const char *data() const { return m_bytes.get(); }
    /// Counts `bytes` that were written at writePosition() as content.
    void advance(std::size_t bytes) { m_size += bytes; }
    /// Forgets all content.
    void clear() { m_size = 0; }

private:
    std::unique_ptr<char[]> m_bytes;
    std::size_t m_capacity;
    std::size_t m_size = 0;
};

/// Journalled events of one feed in their order, with the memory that their views look into. Immutable once shared.
struct EventBatch
{
    std::vector<Event> events;
    /// The raw bytes of the events.
    std::shared_ptr<const TextBuffer> text;
    /// Texts that had to be unescaped, so do not stand in `text`.
    std::deque<std::string> unescaped;
    /// The journal's number of this batch; grows with every commit.
    std::int64_t segment = 0;
    /// When the newest of the events was received.
    Timestamp received;
    /// True when it was in the journal before this program started; its alerts are told of in a digest at most, and only those
    /// that no earlier run told of.
    bool replayed = false;

    /// Forgets all, but keeps the room for as many events.
    void clear()
    {
        events.clear();
        text.reset();
        unescaped.clear();
        segment = 0;
        received = {};
        replayed = false;
    }
};

using EventBatchPtr = std::shared_ptr<const EventBatch>;

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::EventBatchPtr)
