// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/history.h"

#include <algorithm>

namespace Bellboard::Demo {

namespace {

constexpr std::array<std::string_view, streamCount> names{"payments", "reconciliation", "charity",
                                                          "review",   "chat",           "alerts"};
constexpr std::array<char, streamCount> letters{'p', 'r', 'c', 'v', 'm', 'a'};

/// The subject as it stands in the text of an event of ours.
std::string_view subjectOf(std::string_view event)
{
    constexpr std::string_view key = R"(,"subject":")";
    const std::size_t at = event.find(key);
    if (at == std::string_view::npos)
        return {};
    const std::size_t begin = at + key.size();
    return event.substr(begin, event.find(R"(","stream":")", begin) - begin);
}

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
    noteNewest(history, event);
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
    m_streams[rowOf(stream)].forgotten = last;
}

std::string_view History::textOf(const Chunk &chunk, std::size_t row) const
{
    const std::size_t begin = row == 0 ? 0 : chunk.ends[row - 1] + 1;
    return std::string_view(chunk.text).substr(begin, chunk.ends[row] - begin);
}

void History::noteNewest(StreamHistory &history, std::string_view event)
{
    const auto [entry, isNew] = history.newest.try_emplace(std::string(subjectOf(event)), history.last);
    if (isNew)
        return;
    if (const auto before = history.old.find(entry->second); before != history.old.end()) {
        m_oldBytes -= before->second.size();
        history.old.erase(before);
    }
    entry->second = history.last;
}

void History::keepNewest(StreamHistory &history, const Chunk &chunk)
{
    for (std::size_t row = 0; row < chunk.ends.size(); ++row) {
        const std::string_view event = textOf(chunk, row);
        const auto newest = history.newest.find(std::string(subjectOf(event)));
        if (newest == history.newest.end() || newest->second != chunk.first + row)
            continue;
        m_oldBytes += event.size();
        history.old.emplace_hint(history.old.end(), chunk.first + row, event);
    }
}

void History::forgetOld()
{
    while (m_oldBytes > m_capBytes) {
        const auto largest =
            std::max_element(m_streams.begin(), m_streams.end(), [](const StreamHistory &a, const StreamHistory &b) {
                return a.old.size() < b.old.size();
            });
        const auto oldest = largest->old.begin();
        largest->forgotten = oldest->first;
        largest->newest.erase(std::string(subjectOf(oldest->second)));
        m_oldBytes -= oldest->second.size();
        largest->old.erase(oldest);
    }
}

bool History::hasNewest(Stream stream, std::uint64_t after) const
{
    return after >= m_streams[rowOf(stream)].forgotten;
}

std::pair<std::string_view, std::uint64_t> History::nextNewest(Stream stream, std::uint64_t after) const
{
    const StreamHistory &history = m_streams[rowOf(stream)];
    if (const auto old = history.old.upper_bound(after); old != history.old.end())
        return {old->second, old->first};
    for (const Chunk &chunk : history.chunks) {
        if (chunk.first + chunk.ends.size() <= after + 1)
            continue;
        for (std::size_t row = after < chunk.first ? 0 : after + 1 - chunk.first; row < chunk.ends.size(); ++row) {
            const std::string_view event = textOf(chunk, row);
            const auto newest = history.newest.find(std::string(subjectOf(event)));
            if (newest != history.newest.end() && newest->second == chunk.first + row)
                return {event, newest->second};
        }
    }
    return {};
}

void History::trim()
{
    while (m_bytes > m_capBytes) {
        const auto largest =
            std::max_element(m_streams.begin(), m_streams.end(),
                             [](const StreamHistory &a, const StreamHistory &b) { return a.bytes < b.bytes; });
        if (largest->chunks.size() < 2)
            break;
        keepNewest(*largest, largest->chunks.front());
        const std::size_t freed = largest->chunks.front().text.size();
        largest->chunks.pop_front();
        largest->bytes -= freed;
        m_bytes -= freed;
    }
    forgetOld();
}

} // namespace Bellboard::Demo
