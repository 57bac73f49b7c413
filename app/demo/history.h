// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace Bellboard::Demo {

/// The streams that the demo backend serves.
enum class Stream : std::uint8_t {
    Payments, ///< payments
    Reconciliation, ///< runs and their exceptions
    Charity, ///< help requests, donations, shifts
    Review, ///< tasks
    Chat, ///< messages and presence
    Alerts, ///< alerts of every area
};
constexpr std::size_t streamCount = 6;

/// The name on the wire, such as "payments".
std::string_view streamName(Stream stream);
/// The letter in event ids, such as 'p'.
char streamLetter(Stream stream);
/// The stream of that name, if it is one of ours.
std::optional<Stream> streamNamed(std::string_view name);
/// The stream of that letter, if it is one of ours.
std::optional<Stream> streamLettered(char letter);
inline std::size_t rowOf(Stream stream)
{
    return static_cast<std::size_t>(stream);
}

/// Every event still kept, serialised once, shared by all clients. Beyond its cap it forgets the oldest of the largest stream.
class History
{
public:
    /// Events that lie side by side, with a comma between each two.
    struct Slice
    {
        std::string_view text;
        std::size_t count = 0;
    };

    /// Keeps about `capBytes` of text at most; `recording` collects what is appended for a file, too.
    History(std::string epoch, std::size_t capBytes, bool recording = false);

    const std::string &epoch() const { return m_epoch; }
    /// The first offset still kept; one more than last() when none is.
    std::uint64_t first(Stream stream) const;
    /// The newest offset; 0 when there was none yet.
    std::uint64_t last(Stream stream) const { return m_streams[rowOf(stream)].last; }
    /// The bytes kept now.
    std::size_t bytes() const { return m_bytes; }

    /// Appends one serialised event, which gets the offset last() + 1.
    void append(Stream stream, std::string_view event);
    /// Up to `maxCount` events (at least one, however big) within about `maxBytes` from offset `from`, which must be kept.
    /// Valid until the next append().
    Slice slice(Stream stream, std::uint64_t from, std::size_t maxCount, std::size_t maxBytes) const;
    /// Whether the newest event of each subject is known of all behind offset `after`.
    bool hasNewest(Stream stream, std::uint64_t after) const;
    /// The first event behind offset `after` that is the newest of its subject, and its offset; empty when there is none. Valid until
    /// the next append().
    std::pair<std::string_view, std::uint64_t> nextNewest(Stream stream, std::uint64_t after) const;
    /// Says that `last` events of a stream existed once though none is kept; only before the first append().
    void skipTo(Stream stream, std::uint64_t last);

    /// The lines that were appended since clearUnwritten(); empty when not recording.
    const std::string &unwritten() const { return m_unwritten; }
    void clearUnwritten() { m_unwritten.clear(); }
    void setRecording(bool recording) { m_recording = recording; }

private:
    struct Chunk
    {
        std::uint64_t first = 0;
        std::string text;
        std::vector<std::uint32_t> ends; ///< where each event ends; a comma follows
    };
    struct StreamHistory
    {
        std::deque<Chunk> chunks;
        std::uint64_t last = 0;
        std::size_t bytes = 0;
        std::unordered_map<std::string, std::uint64_t> newest; ///< by subject, as it stands in the text
        std::map<std::uint64_t, std::string> old; ///< the newest of their subjects among what is no longer kept
        std::uint64_t forgotten = 0; ///< up to here not even these are known
    };

    std::string_view textOf(const Chunk &chunk, std::size_t row) const;
    void noteNewest(StreamHistory &history, std::string_view event);
    void keepNewest(StreamHistory &history, const Chunk &chunk);
    void forgetOld();

    void trim();

    std::array<StreamHistory, streamCount> m_streams;
    std::string m_epoch;
    std::string m_unwritten;
    std::size_t m_bytes = 0;
    std::size_t m_oldBytes = 0; ///< in StreamHistory::old
    std::size_t m_capBytes;
    std::size_t m_chunkBytes;
    bool m_recording;
};

} // namespace Bellboard::Demo
