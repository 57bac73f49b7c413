// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/amount.h"
#include "demo/history.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace Bellboard::Demo {

/// A time of day as the protocol has it: UTC, to the millisecond.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// The events that the story writes.
enum class EventType : std::uint8_t {
    Payment,
    Run,
    Exception,
    Help,
    Donation,
    Shift,
    Task,
    Message,
    Presence,
    Alert,
    AlertNote, ///< a note, in the stream of what it is about; as are the following
    TaskNote,
    HelpNote,
    ExceptionNote,
    RunMetric, ///< a figure, in the stream of its board; as is the following
    CharityMetric,
    Rule,
};

/// Appends `time` as RFC 3339, always 24 bytes ("2026-02-03T09:40:25.123Z").
void appendTime(std::string &out, Time time);
/// Appends `text` as a JSON string with its quotes; `text` is UTF-8.
void appendJsonString(std::string &out, std::string_view text);

/// Serialises events by hand, straight into the history: begin(), fields, end().
class EventWriter
{
public:
    /// Writes into `history`. With `stamp`, each event carries the extension `steadyns`: this machine's steady clock
    /// in ns when it was produced, for measuring.
    explicit EventWriter(History &history, bool stamp = false);

    /// The time of the events that follow.
    void setNow(Time now);
    Time now() const { return m_now; }
    /// Lets the events that follow have happened `ago` before now, for the scene that a client finds.
    void setBackdate(std::chrono::milliseconds ago) { m_backdate = ago; }

    /// Starts an event about `subject`, which needs no escaping unless it is free text.
    EventWriter &begin(EventType type, std::string_view subject);
    /// A string; `key` is plain ASCII.
    EventWriter &text(std::string_view key, std::string_view value);
    /// A string that is left out when empty.
    EventWriter &optionalText(std::string_view key, std::string_view value);
    EventWriter &number(std::string_view key, std::uint64_t value);
    /// A number of tenths.
    EventWriter &tenths(std::string_view key, std::uint64_t value);
    EventWriter &amount(std::string_view key, Amount value);
    EventWriter &time(std::string_view key, Time value);
    /// Finishes the event and appends it to the history.
    void end();

    /// How many events were written.
    std::uint64_t written() const { return m_written; }

private:
    void key(std::string_view name);

    History &m_history;
    std::string m_text;
    std::string m_nowText;
    Time m_now{};
    Time m_nowTextOf{};
    std::chrono::milliseconds m_backdate{};
    std::uint64_t m_written = 0;
    Stream m_stream = Stream::Payments;
    bool m_stamp;
    bool m_firstField = true;
};

} // namespace Bellboard::Demo
