// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/eventwriter.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace Bellboard::Demo {

namespace {

struct TypeRow
{
    Stream stream;
    std::string_view head; ///< what stands between the id and the time
};

constexpr std::array<TypeRow, 17> types{{
    {Stream::Payments, R"(","source":"/payments","type":"org.bellboard.payment","time":")"},
    {Stream::Reconciliation, R"(","source":"/reconciliation","type":"org.bellboard.run","time":")"},
    {Stream::Reconciliation, R"(","source":"/reconciliation","type":"org.bellboard.exception","time":")"},
    {Stream::Charity, R"(","source":"/charity","type":"org.bellboard.help","time":")"},
    {Stream::Charity, R"(","source":"/charity","type":"org.bellboard.donation","time":")"},
    {Stream::Charity, R"(","source":"/charity","type":"org.bellboard.shift","time":")"},
    {Stream::Review, R"(","source":"/review","type":"org.bellboard.task","time":")"},
    {Stream::Chat, R"(","source":"/chat","type":"org.bellboard.message","time":")"},
    {Stream::Chat, R"(","source":"/chat","type":"org.bellboard.presence","time":")"},
    {Stream::Alerts, R"(","source":"/alerts","type":"org.bellboard.alert","time":")"},
    {Stream::Alerts, R"(","source":"/alerts","type":"org.bellboard.note","time":")"},
    {Stream::Review, R"(","source":"/review","type":"org.bellboard.note","time":")"},
    {Stream::Charity, R"(","source":"/charity","type":"org.bellboard.note","time":")"},
    {Stream::Reconciliation, R"(","source":"/reconciliation","type":"org.bellboard.note","time":")"},
    {Stream::Reconciliation, R"(","source":"/reconciliation","type":"org.bellboard.metric","time":")"},
    {Stream::Charity, R"(","source":"/charity","type":"org.bellboard.metric","time":")"},
    {Stream::Reconciliation, R"(","source":"/reconciliation","type":"org.bellboard.rule","time":")"},
}};

void appendDigits(std::string &out, std::uint64_t value, std::size_t width)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    const auto count = static_cast<std::size_t>(end - digits.data());
    if (count < width)
        out.append(width - count, '0');
    out.append(digits.data(), count);
}

} // namespace

void appendTime(std::string &out, Time time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const auto rest = static_cast<std::uint64_t>((time - day).count());
    appendDigits(out, static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
    out += '-';
    appendDigits(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    appendDigits(out, static_cast<unsigned>(date.day()), 2);
    out += 'T';
    appendDigits(out, rest / 3'600'000, 2);
    out += ':';
    appendDigits(out, rest / 60'000 % 60, 2);
    out += ':';
    appendDigits(out, rest / 1000 % 60, 2);
    out += '.';
    appendDigits(out, rest % 1000, 3);
    out += 'Z';
}

void appendJsonString(std::string &out, std::string_view text)
{
    const auto special = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; };
    out += '"';
    if (std::none_of(text.begin(), text.end(), special)) {
        out.append(text);
    } else {
        constexpr std::string_view hex = "0123456789abcdef";
        for (const char c : text) {
            if (!special(c)) {
                out += c;
            } else if (c == '"' || c == '\\') {
                out += '\\';
                out += c;
            } else {
                out += "\\u00";
                out += hex[static_cast<unsigned char>(c) >> 4];
                out += hex[static_cast<unsigned char>(c) & 15];
            }
        }
    }
    out += '"';
}

EventWriter::EventWriter(History &history, bool stamp) : m_history(history), m_stamp(stamp)
{
    m_text.reserve(2048);
    appendTime(m_nowText, m_nowTextOf);
}

void EventWriter::setNow(Time now)
{
    m_now = now;
}

EventWriter &EventWriter::begin(EventType type, std::string_view subject)
{
    const TypeRow &row = types[static_cast<std::size_t>(type)];
    const std::uint64_t offset = m_history.last(row.stream) + 1;
    if (const Time happened = m_now - m_backdate; happened != m_nowTextOf) {
        m_nowText.clear();
        appendTime(m_nowText, happened);
        m_nowTextOf = happened;
    }
    m_stream = row.stream;
    m_text.assign(R"({"specversion":"1.0","id":")");
    m_text.append(m_history.epoch());
    m_text += '-';
    m_text += streamLetter(row.stream);
    m_text += '-';
    appendDigits(m_text, offset, 1);
    m_text.append(row.head);
    m_text.append(m_nowText);
    m_text.append(R"(","subject":)");
    appendJsonString(m_text, subject);
    m_text.append(R"(,"stream":")");
    m_text.append(streamName(row.stream));
    m_text.append(R"(","epoch":")");
    m_text.append(m_history.epoch());
    m_text.append(R"(","sequence":")");
    appendDigits(m_text, offset, 16);
    if (m_stamp) {
        m_text.append(R"(","steadyns":")");
        appendDigits(m_text,
                     static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch()
                                                / std::chrono::nanoseconds(1)),
                     1);
    }
    m_text.append(R"(","data":{)");
    m_firstField = true;
    return *this;
}

void EventWriter::key(std::string_view name)
{
    if (!m_firstField)
        m_text += ',';
    m_firstField = false;
    m_text += '"';
    m_text.append(name);
    m_text.append("\":");
}

EventWriter &EventWriter::text(std::string_view name, std::string_view value)
{
    key(name);
    appendJsonString(m_text, value);
    return *this;
}

EventWriter &EventWriter::optionalText(std::string_view name, std::string_view value)
{
    return value.empty() ? *this : text(name, value);
}

EventWriter &EventWriter::number(std::string_view name, std::uint64_t value)
{
    key(name);
    appendDigits(m_text, value, 1);
    return *this;
}

EventWriter &EventWriter::tenths(std::string_view name, std::uint64_t value)
{
    key(name);
    appendDigits(m_text, value / 10, 1);
    m_text += '.';
    appendDigits(m_text, value % 10, 1);
    return *this;
}

EventWriter &EventWriter::amount(std::string_view name, Amount value)
{
    key(name);
    m_text.append(R"({"amount":")");
    appendAmount(m_text, value);
    m_text.append(R"(","currency":")");
    m_text.append(currencyCode(value.currency));
    m_text.append(R"("})");
    return *this;
}

EventWriter &EventWriter::time(std::string_view name, Time value)
{
    key(name);
    m_text += '"';
    appendTime(m_text, value);
    m_text += '"';
    return *this;
}

void EventWriter::end()
{
    m_text.append("}}");
    m_history.append(m_stream, m_text);
    ++m_written;
}

} // namespace Bellboard::Demo
