// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/http/eventstreamreader.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace Bellboard {

namespace {

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
/// Of a line beside the data in it: the field's name, the colon and a blank.
constexpr std::size_t fieldSlack = 16;
/// Nobody waits longer because a server wants it.
constexpr std::chrono::hours longestRetry{1};

/// Where the first line ends; the size of `bytes` where it does not. find_first_of() would call memchr() for each byte.
std::size_t lineEndIn(std::string_view bytes)
{
    const auto end = std::ranges::find_if(bytes, [](char c) { return c == '\n' || c == '\r'; });
    return static_cast<std::size_t>(end - bytes.begin());
}

} // namespace

bool EventStreamReader::read(std::string_view bytes)
{
    while (!bytes.empty() && !m_over) {
        if (std::exchange(m_afterReturn, false) && bytes.front() == '\n') {
            bytes.remove_prefix(1);
            continue;
        }
        const auto end = lineEndIn(bytes);
        if (end == bytes.size())
            return takePart(bytes);
        m_afterReturn = bytes[end] == '\r';
        const auto part = bytes.substr(0, end);
        if (m_line.empty()) {
            if (!fits(part))
                return false;
            takeLine(part);
        } else {
            if (!takePart(part))
                return false;
            takeLine(m_line);
            m_line.clear();
        }
        if (m_data.size() > m_dataLimit + 1)
            return false;
        bytes.remove_prefix(end + 1);
    }
    return true;
}

bool EventStreamReader::fits(std::string_view part) const
{
    return m_line.size() + part.size() <= m_dataLimit + fieldSlack;
}

bool EventStreamReader::takePart(std::string_view part)
{
    if (!fits(part))
        return false;
    m_line += part;
    return true;
}

void EventStreamReader::takeLine(std::string_view line)
{
    if (std::exchange(m_isFirst, false) && line.starts_with(byteOrderMark))
        line.remove_prefix(byteOrderMark.size());
    if (line.empty())
        return dispatch();
    const auto colon = line.find(':');
    if (colon == 0)
        return; // a comment, which servers send as a sign of life
    auto value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (value.starts_with(' '))
        value.remove_prefix(1);
    takeField(line.substr(0, colon), value);
}

void EventStreamReader::takeField(std::string_view name, std::string_view value)
{
    if (name == "data") {
        m_data += value;
        m_data += '\n';
    } else if (name == "event" && value.size() <= idLimit) {
        m_name = value;
    } else if (name == "id" && value.size() <= idLimit && value.find('\0') == std::string_view::npos) {
        m_id = value;
    } else if (name == "retry") {
        std::uint32_t number = 0;
        const auto [last, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (problem == std::errc() && last == value.data() + value.size())
            m_retry = std::min(std::chrono::milliseconds(number), std::chrono::milliseconds(longestRetry));
    }
}

void EventStreamReader::dispatch()
{
    if (m_data.size() > 1) {
        m_data.pop_back();
        m_over = !m_sink.eventRead(m_name, m_data, m_id);
    }
    m_data.clear();
    m_name.clear();
}

} // namespace Bellboard
