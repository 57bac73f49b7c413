// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/eventjson.h"

#include "event/eventwords.h"
#include "event/time.h"

#include <QLocale>
#include <simdjson.h>

#include <array>
#include <cstdio>

namespace Bellboard {

namespace {

/// Where the character at `at` is a control or text-direction character: its code point and how many bytes it has.
struct Special
{
    unsigned codePoint = 0;
    std::size_t bytes = 0;
};

Special specialAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t offset) {
        return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
    };
    const auto first = byte(0);
    if (first < 0x20 || first == 0x7f)
        return {first, 1};
    if (first == 0xc2 && byte(1) >= 0x80 && byte(1) <= 0x9f) // U+0080 to U+009F
        return {byte(1), 2};
    if (first == 0xd8 && byte(1) == 0x9c) // U+061C, a direction mark
        return {0x61c, 2};
    if (first != 0xe2)
        return {};
    const auto codePoint = 0x2000U | ((byte(1) & 0x3fU) << 6U) | (byte(2) & 0x3fU);
    const bool direction = codePoint == 0x200e || codePoint == 0x200f || (codePoint >= 0x2028 && codePoint <= 0x202e)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
    return direction ? Special{codePoint, 3} : Special{};
}

void appendEscape(std::string &out, unsigned codePoint)
{
    std::array<char, 8> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "\\u%04x", codePoint);
    out += buffer.data();
}

/// Writes members of one JSON object.
class ObjectWriter
{
public:
    explicit ObjectWriter(std::string &json) : m_json(json) { m_json += '{'; }
    void close() { m_json += '}'; }

    void text(std::string_view name, std::string_view value)
    {
        member(name);
        appendJsonString(m_json, value);
    }
    void optionalText(std::string_view name, std::string_view value)
    {
        if (!value.empty())
            text(name, value);
    }
    void number(std::string_view name, std::uint64_t value)
    {
        member(name);
        m_json += std::to_string(value);
    }
    void decimal(std::string_view name, double value)
    {
        member(name);
        m_json += decimalText(value);
    }
    void time(std::string_view name, Timestamp value) { text(name, formatTime(value)); }
    void optionalTime(std::string_view name, Timestamp value)
    {
        if (value != Timestamp{})
            time(name, value);
    }
    void money(std::string_view name, const Money &value)
    {
        member(name);
        ObjectWriter object(m_json);
        object.text("amount", value.decimalText());
        object.text("currency", value.currencyCode());
        object.close();
    }
    void optionalMoney(std::string_view name, const Money &value)
    {
        if (!value.currencyCode().empty())
            money(name, value);
    }
    /// Names a member; the caller appends its value.
    void member(std::string_view name)
    {
        if (!m_first)
            m_json += ',';
        m_first = false;
        appendJsonString(m_json, name);
        m_json += ':';
    }

private:
    std::string &m_json;
    bool m_first = true;
};

/// Writes the members of each kind of data.
struct DataWriter
{
    ObjectWriter &object;

    void operator()(std::monostate) const { }
    void operator()(const PaymentData &data) const
    {
        object.text("status", wireWord(data.status));
        object.money("money", data.amount);
        object.text("payer", data.payer);
        object.text("method", data.method);
        object.optionalText("reference", data.reference);
        object.optionalText("reason", data.reason);
    }
    void operator()(const RunData &data) const
    {
        object.text("phase", wireWord(data.phase));
        object.text("name", data.name);
        object.number("done", data.done);
        object.number("total", data.total);
        object.number("matched", data.matched);
        object.number("exceptions", data.exceptions);
        object.money("unmatched", data.unmatched);
        object.optionalText("error", data.error);
    }
    void operator()(const ExceptionData &data) const
    {
        object.text("status", wireWord(data.status));
        object.text("run", data.run);
        object.money("money", data.amount);
        object.text("reason", data.reason);
        object.optionalText("owner", data.owner);
        object.optionalText("version", data.version);
    }
    void operator()(const RuleData &data) const
    {
        object.text("status", wireWord(data.status));
        object.text("name", data.name);
        object.text("text", data.text);
        object.optionalText("by", data.by);
        object.optionalText("version", data.version);
    }
    void operator()(const HelpData &data) const
    {
        object.text("status", wireWord(data.status));
        object.text("name", data.name);
        object.text("topic", data.topic);
        object.number("position", data.position);
        object.time("since", data.since);
        object.optionalText("assignee", data.assignee);
        object.optionalText("conversation", data.conversation);
    }
    void operator()(const DonationData &data) const
    {
        object.text("status", wireWord(data.status));
        object.money("money", data.amount);
        object.text("donor", data.donor);
        object.optionalText("campaign", data.campaign);
    }
    void operator()(const ShiftData &data) const
    {
        object.text("status", wireWord(data.status));
        object.text("title", data.title);
        object.number("needed", data.needed);
        object.number("filled", data.filled);
        object.time("starts", data.starts);
        object.time("ends", data.ends);
    }
    void operator()(const MetricData &data) const
    {
        object.text("area", wireWord(data.area));
        object.text("title", data.title);
        object.decimal("value", data.value);
        object.optionalText("unit", data.unit);
    }
    void operator()(const TaskData &data) const
    {
        object.text("status", wireWord(data.status));
        object.text("priority", wireWord(data.priority));
        object.text("title", data.title);
        object.optionalText("assignee", data.assignee);
        object.optionalMoney("money", data.amount);
        object.optionalTime("due", data.due);
    }
    void operator()(const MessageData &data) const
    {
        object.text("kind", wireWord(data.kind));
        object.text("conversation", data.conversation);
        object.text("author", data.author);
        object.text("text", data.text);
        object.optionalText("about", data.about);
        object.optionalText("key", data.key);
    }
    void operator()(const PresenceData &data) const { object.text("status", wireWord(data.status)); }
    void operator()(const AlertData &data) const
    {
        object.text("severity", wireWord(data.severity));
        object.text("state", wireWord(data.state));
        object.text("area", wireWord(data.area));
        object.text("title", data.title);
        object.optionalText("text", data.text);
        object.optionalText("about", data.about);
        object.optionalText("owner", data.owner);
        object.optionalText("by", data.by);
        object.time("raised", data.raised);
        object.optionalTime("snoozed_until", data.snoozedUntil);
    }
    void operator()(const NoteData &data) const
    {
        object.text("kind", wireWord(data.kind));
        object.text("about", data.about);
        object.text("by", data.by);
        object.text("text", data.text);
        object.optionalText("key", data.key);
    }
    void operator()(const RepairData &data) const
    {
        object.text("stream", data.stream);
        object.text("epoch", data.epoch);
        object.number("from", data.from);
        object.number("to", data.to);
        object.text("how", wireWord(data.means));
    }
    void operator()(const GapData &data) const
    {
        if (data.from > 0)
            object.number("from", data.from);
        if (data.to > 0)
            object.number("to", data.to);
        object.optionalText("reason", data.reason);
        object.optionalTime("since", data.since);
        object.optionalTime("until", data.until);
    }
};

/// The `data` of an envelope as it came, on one line; empty when there is none.
std::string rawData(std::string_view envelope)
{
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(envelope);
    simdjson::ondemand::document document;
    simdjson::ondemand::value value;
    std::string_view data;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS
        || document.find_field_unordered("data").get(value) != simdjson::SUCCESS
        || simdjson::to_json_string(value).get(data) != simdjson::SUCCESS)
        return {};
    std::string minified(data.size() + simdjson::SIMDJSON_PADDING, '\0');
    std::size_t size = 0;
    if (simdjson::minify(data.data(), data.size(), minified.data(), size) != simdjson::SUCCESS)
        return {};
    minified.resize(size);
    // Such characters stand only inside strings here, where an escape means the same.
    return withVisibleControls(minified);
}

} // namespace

std::string decimalText(double value)
{
    return QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest).toStdString();
}

void appendJsonString(std::string &json, std::string_view text)
{
    json += '"';
    for (std::size_t at = 0; at < text.size();) {
        if (const auto special = specialAt(text, at); special.bytes > 0) {
            appendEscape(json, special.codePoint);
            at += special.bytes;
            continue;
        }
        if (text[at] == '"' || text[at] == '\\')
            json += '\\';
        json += text[at++];
    }
    json += '"';
}

std::string withVisibleControls(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (const auto special = specialAt(text, at); special.bytes > 0) {
            appendEscape(out, special.codePoint);
            at += special.bytes;
        } else {
            out += text[at++];
        }
    }
    return out;
}

std::string toCloudEventJson(const Event &event, std::string_view feed)
{
    std::string json;
    json.reserve(512);
    ObjectWriter object(json);
    object.text("specversion", "1.0");
    object.text("id", event.id);
    object.text("source", event.source);
    object.text("type", event.type);
    object.time("time", event.time);
    object.optionalText("subject", event.subject);
    object.text("feed", feed);
    if (event.offset > 0) {
        object.text("stream", event.streamName);
        object.text("epoch", event.epoch);
        std::array<char, 24> digits{};
        std::snprintf(digits.data(), digits.size(), "%016llu", static_cast<unsigned long long>(event.offset));
        object.text("sequence", digits.data());
    }
    if (std::holds_alternative<std::monostate>(event.data)) {
        if (const auto data = rawData(event.raw); !data.empty()) {
            object.text("datacontenttype", "application/json");
            object.member("data");
            json += data;
        }
    } else {
        object.text("datacontenttype", "application/json");
        object.member("data");
        ObjectWriter data(json);
        std::visit(DataWriter{data}, event.data);
        data.close();
    }
    object.close();
    return json;
}

} // namespace Bellboard
