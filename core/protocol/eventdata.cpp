// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/eventdata.h"

#include "event/eventfields.h"
#include "protocol/controldata.h"
#include "protocol/jsonreader.h"
#include "util/sametext.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace Bellboard {

namespace {

using Bits = unsigned;
using Value = simdjson::ondemand::value;
using namespace std::string_view_literals;

constexpr auto typePrefix = "org.bellboard."sv;

// Members of data have a bit each; the bits of those that a kind needs are told apart.

void readInto(JsonReader &r, Value &value, std::string_view name, std::string_view &text, Need need)
{
    text = need == Need::NotEmpty ? r.nonEmptyText(value, name) : r.text(value, name);
}

void readInto(JsonReader &r, Value &value, std::string_view name, std::uint64_t &number, Need /*need*/)
{
    number = r.unsignedInteger(value, name);
}

void readInto(JsonReader &r, Value &value, std::string_view name, std::uint32_t &number, Need /*need*/)
{
    const auto given = r.unsignedInteger(value, name);
    if (given > 0xffff'ffff)
        r.fail(DecodeError::Kind::BadData, std::string(name) + " is too large");
    number = static_cast<std::uint32_t>(given);
}

void readInto(JsonReader &r, Value &value, std::string_view name, double &number, Need /*need*/)
{
    number = r.decimal(value, name);
}

void readInto(JsonReader &r, Value &value, std::string_view name, Timestamp &time, Need /*need*/)
{
    time = r.time(value, name);
}

void readInto(JsonReader &r, Value &value, std::string_view name, Money &money, Need /*need*/)
{
    money = r.money(value, name);
}

template<typename E>
void readInto(JsonReader &r, Value &value, std::string_view name, E &word, Need /*need*/)
{
    word = r.word<E>(value, name);
}

template<typename Data>
constexpr Bits neededBits()
{
    Bits bit = 1;
    Bits needed = 0;
    std::apply([&](const auto &...field) { ((needed |= field.need == Need::Optional ? 0 : bit, bit <<= 1), ...); },
               eventFields<Data>);
    return needed;
}

/// Reads the member at place `I` of eventFields if it is `key`; false if it is not. The name is known when this is compiled, or the
/// comparisons would be calls.
template<std::size_t I, typename Data>
bool readField(JsonReader &r, Data &data, std::string_view key, Value &value, Bits &bit)
{
    constexpr auto field = std::get<I>(eventFields<Data>);
    if (key != field.name)
        return false;
    readInto(r, value, key, data.*field.member, field.need);
    bit = Bits{1} << I;
    return true;
}

/// Reads the members that eventFields has for `Data`.
template<typename Data>
void readFields(JsonReader &r, Value &value, Data &data)
{
    constexpr auto count = std::tuple_size_v<std::remove_cvref_t<decltype(eventFields<Data>)>>;
    r.readMembers(value, data, neededBits<Data>(), [&r](Data &d, std::string_view key, Value &v) -> Bits {
        return [&]<std::size_t... I>(std::index_sequence<I...> /*places*/) -> Bits {
            Bits bit = 0;
            if (!(readField<I>(r, d, key, v, bit) || ...))
                r.skip(v);
            return bit;
        }(std::make_index_sequence<count>());
    });
}

void readGapEvent(JsonReader &r, Value &value, GapData &data)
{
    constexpr Bits place = 2 | 4;
    constexpr Bits end = 8;
    Bits seen = 0;
    r.readMembers(value, data, 1, [&](GapData &d, std::string_view key, Value &v) -> Bits {
        if (key == "stream")
            return d.stream = r.nonEmptyText(v, key), 1;
        if (key == "epoch")
            return d.epoch = r.nonEmptyText(v, key), seen |= 2, 2;
        if (key == "from")
            return d.from = r.unsignedInteger(v, key), seen |= 4, 4;
        if (key == "to")
            return d.to = r.unsignedInteger(v, key), seen |= end, end;
        if (key == "reason")
            return d.reason = r.text(v, key), 16;
        if (key == "since")
            return d.since = r.time(v, key), 32;
        if (key == "until")
            return d.until = r.time(v, key), 64;
        return r.skip(v), 0;
    });
    // What matters is which offsets are missing; times that make no sense are not told of.
    if (data.since > data.until)
        data.since = {};
    if (r.failed())
        return;
    const bool isByTime = (seen & (place | end)) == 0 && data.until != Timestamp();
    if (!isByTime && (seen & place) != place)
        r.fail(DecodeError::Kind::BadData, "gap has neither epoch and from, nor until alone");
    else if (!isByTime && (data.from == 0 || ((seen & end) && data.to < data.from)))
        r.fail(DecodeError::Kind::BadData, "gap does not run from an offset to a later one");
}

void readRepair(JsonReader &r, Value &value, RepairData &data)
{
    r.readMembers(value, data, 0b11111, [&](RepairData &d, std::string_view key, Value &v) -> Bits {
        if (key == "stream")
            return d.stream = r.nonEmptyText(v, key), 1;
        if (key == "epoch")
            return d.epoch = r.nonEmptyText(v, key), 2;
        if (key == "from")
            return d.from = r.unsignedInteger(v, key), 4;
        if (key == "to")
            return d.to = r.unsignedInteger(v, key), 8;
        if (key == "how")
            return d.means = r.word<RepairMeans>(v, key), 16;
        return r.skip(v), 0;
    });
    if (!r.failed() && (data.from == 0 || data.to < data.from))
        r.fail(DecodeError::Kind::BadData, "repair does not run from an offset to a later one");
}

} // namespace

MessageType messageTypeOf(std::string_view type)
{
    struct Row
    {
        std::string_view name;
        MessageType type;
    };
    static constexpr std::array rows{
        Row{"payment"sv, MessageType::Payment}, Row{"alert"sv, MessageType::Alert},
        Row{"run"sv, MessageType::Run},         Row{"exception"sv, MessageType::Exception},
        Row{"help"sv, MessageType::Help},       Row{"donation"sv, MessageType::Donation},
        Row{"shift"sv, MessageType::Shift},     Row{"task"sv, MessageType::Task},
        Row{"message"sv, MessageType::Message}, Row{"presence"sv, MessageType::Presence},
        Row{"note"sv, MessageType::Note},       Row{"repair"sv, MessageType::Repair},
        Row{"metric"sv, MessageType::Metric},   Row{"rule"sv, MessageType::Rule},
    };
    if (type == gapType)
        return MessageType::Gap;
    if (type.size() < typePrefix.size() || !isSameText(type.substr(0, typePrefix.size()), typePrefix))
        return MessageType::Unknown;
    if (isControlMessage(type))
        return MessageType::Control;
    const auto row = std::ranges::find(rows, type.substr(typePrefix.size()), &Row::name);
    return row == rows.end() ? MessageType::Unknown : row->type;
}

void readEventData(JsonReader &reader, MessageType type, JsonReader::Value &value, EventData &data)
{
    switch (type) {
    case MessageType::Payment:
        return readFields(reader, value, data.emplace<PaymentData>());
    case MessageType::Alert:
        return readFields(reader, value, data.emplace<AlertData>());
    case MessageType::Run:
        return readFields(reader, value, data.emplace<RunData>());
    case MessageType::Exception:
        return readFields(reader, value, data.emplace<ExceptionData>());
    case MessageType::Rule:
        return readFields(reader, value, data.emplace<RuleData>());
    case MessageType::Help:
        return readFields(reader, value, data.emplace<HelpData>());
    case MessageType::Donation:
        return readFields(reader, value, data.emplace<DonationData>());
    case MessageType::Shift:
        return readFields(reader, value, data.emplace<ShiftData>());
    case MessageType::Metric:
        return readFields(reader, value, data.emplace<MetricData>());
    case MessageType::Task:
        return readFields(reader, value, data.emplace<TaskData>());
    case MessageType::Message:
        return readFields(reader, value, data.emplace<MessageData>());
    case MessageType::Presence:
        return readFields(reader, value, data.emplace<PresenceData>());
    case MessageType::Note:
        return readFields(reader, value, data.emplace<NoteData>());
    case MessageType::Gap:
        return readGapEvent(reader, value, data.emplace<GapData>());
    case MessageType::Repair:
        return readRepair(reader, value, data.emplace<RepairData>());
    case MessageType::Unknown:
    case MessageType::Control:
        return reader.skip(value);
    }
}

} // namespace Bellboard
