// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace Bellboard {

/// Reads server-sent events (HTML Living Standard, 9.2.6 "text/event-stream"), cut anywhere.
class EventStreamReader
{
public:
    /// Takes what comes. A view is valid during the call only.
    class Sink
    {
    public:
        virtual ~Sink() = default;
        /// An event: its name, empty where it has none, and its data, not empty and not checked for UTF-8. `id` is the newest that came, with this event
        /// or before. False to hear no more.
        virtual bool eventRead(std::string_view name, std::string_view data, std::string_view id) = 0;
    };

    /// Of names and ids; longer ones are not taken.
    static constexpr std::size_t idLimit = 1024;

    /// `lastId` is that of the newest event that came by another connection; `dataLimit`, in bytes, is for the data of one event.
    EventStreamReader(Sink &sink, std::size_t dataLimit, std::string lastId = {})
        : m_sink(sink)
        , m_dataLimit(dataLimit)
        , m_id(std::move(lastId))
    { }

    /// Takes all of `bytes`; false when an event is larger than the limit, after which there must be no further call.
    bool read(std::string_view bytes);
    /// How long the server wants its clients to wait before they come back; nothing while it did not say.
    std::optional<std::chrono::milliseconds> retry() const { return m_retry; }
    /// Whether the sink wants no more.
    bool isOver() const { return m_over; }

private:
    /// Whether the line at hand may go on with this.
    bool fits(std::string_view part) const;
    bool takePart(std::string_view part);
    void takeLine(std::string_view line);
    void takeField(std::string_view name, std::string_view value);
    void dispatch();

    Sink &m_sink;
    const std::size_t m_dataLimit;
    std::string m_line; ///< that is not whole yet
    std::string m_data; ///< each of its lines with its end
    std::string m_name;
    std::string m_id;
    std::optional<std::chrono::milliseconds> m_retry;
    bool m_isFirst = true; ///< the line at hand may begin with a byte order mark
    bool m_afterReturn = false; ///< a line feed that comes next belongs to the end of the line before
    bool m_over = false;
};

} // namespace Bellboard
