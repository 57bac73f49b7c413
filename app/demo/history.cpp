// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/history.h"

#include <algorithm>

namespace Bellboard::Demo {

namespace {

constexpr std::array<std::string_view, streamCount> names{"payments", "reconciliation", "charity",
                                                          "review",   "chat",           "alerts"};
constexpr std::array<char, streamCount> letters{'p', 'r', 'c', 'v', 'm', 'a'};

} // namespace

std::string_view streamName(Stream stream)
{
    return names[rowOf(stream)];
}

char streamLetter(Stream stream)
{
    return letters[rowOf(stream)];
}

std::optional<Stream> streamNamed(std::string_view name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Stream>(found - names.begin());
}

std::optional<Stream> streamLettered(char letter)
{
    const auto found = std::find(letters.begin(), letters.end(), letter);
    if (found == letters.end())
        return std::nullopt;
    return static_cast<Stream>(found - letters.begin());
}

History::History(std::string epoch, std::size_t capBytes, bool recording)
    : m_epoch(std::move(epoch))
    , m_capBytes(capBytes)
    , m_chunkBytes(std::clamp<std::size_t>(capBytes / 64, 4096, 256 * 1024))
    , m_recording(recording)
{ }

std::uint64_t History::first(Stream stream) const
{
    const StreamHistory &history = m_streams[rowOf(stream)];
    return history.chunks.empty() ? history.last + 1 : history.chunks.front().first;
}

void History::append(Stream stream, std::string_view event)
{
    StreamHistory &history = m_streams[rowOf(stream)];
    if (history.chunks.empty() || history.chunks.back().text.size() + event.size() + 1 > m_chunkBytes) {
        Chunk chunk;
        chunk.first = history.last + 1;
        chunk.text.reserve(std::max(m_chunkBytes, event.size() + 1));
        history.chunks.push_back(std::move(chunk));
    }
    Chunk &chunk = history.chunks.back();
    chunk.text.append(event);
    chunk.ends.push_back(static_cast<std::uint32_t>(chunk.text.size()));
    chunk.text += ',';
    ++history.last;
    history.bytes += event.size() + 1;
    m_bytes += event.size() + 1;
    if (m_recording) {
        m_unwritten.append(event);
        m_unwritten += '\n';
    }
    if (m_bytes > m_capBytes)
        trim();
}

History::Slice History::slice(Stream stream, std::uint64_t from, std::size_t maxCount, std::size_t maxBytes) const
{
    const StreamHistory &history = m_streams[rowOf(stream)];
    auto chunk = std::upper_bound(history.chunks.begin(), history.chunks.end(), from,
                                  [](std::uint64_t offset, const Chunk &c) { return offset < c.first; });
    if (chunk == history.chunks.begin())
        return {};
    --chunk;
    const std::size_t row = static_cast<std::size_t>(from - chunk->first);
    if (row >= chunk->ends.size() || maxCount == 0)
        return {};
    const std::size_t begin = row == 0 ? 0 : chunk->ends[row - 1] + 1;
    std::size_t count = 1;
    while (count < maxCount && row + count < chunk->ends.size() && chunk->ends[row + count] - begin <= maxBytes)
        ++count;
    return {std::string_view(chunk->text).substr(begin, chunk->ends[row + count - 1] - begin), count};
}

void History::skipTo(Stream stream, std::uint64_t last)
{
    m_streams[rowOf(stream)].last = last;
}

void History::trim()
{
    while (m_bytes > m_capBytes) {
        const auto largest =
            std::max_element(m_streams.begin(), m_streams.end(),
                             [](const StreamHistory &a, const StreamHistory &b) { return a.bytes < b.bytes; });
        if (largest->chunks.size() < 2)
            return;
        const std::size_t freed = largest->chunks.front().text.size();
        largest->chunks.pop_front();
        largest->bytes -= freed;
        m_bytes -= freed;
    }
}

} // namespace Bellboard::Demo
