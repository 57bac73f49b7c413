// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/eventdata.h"

#include "protocol/controldata.h"
#include "protocol/jsonreader.h"

#include <algorithm>
#include <array>

namespace Bellboard {

namespace {

using Bits = unsigned;
using Value = simdjson::ondemand::value;
using namespace std::string_view_literals;

constexpr auto typePrefix = "org.bellboard."sv;

// Each kind of data has one reader, a list of its members. A member has a bit; the bits of those that a kind needs stand beside
// it, and bits above are of members that may be absent.

std::uint32_t smallNumber(JsonReader &r, Value &value, std::string_view name)
{
    const auto number = r.unsignedInteger(value, name);
    if (number > 0xffff'ffff)
        r.fail(DecodeError::Kind::BadData, std::string(name) + " is too large");
    return static_cast<std::uint32_t>(number);
}

void readPayment(JsonReader &r, Value &value, PaymentData &data)
{
    r.readMembers(value, data, 0b1111, [&r](PaymentData &d, std::string_view key, Value &v) -> Bits {
        if (key == "status")
            return d.status = r.word<PaymentStatus>(v, key), 1;
        if (key == "money")
            return d.amount = r.money(v, key), 2;
        if (key == "payer")
            return d.payer = r.text(v, key), 4;
        if (key == "method")
            return d.method = r.text(v, key), 8;
        if (key == "reference")
            return d.reference = r.text(v, key), 16;
        if (key == "reason")
            return d.reason = r.text(v, key), 32;
        return r.skip(v), 0;
    });
}

void readRun(JsonReader &r, Value &value, RunData &data)
{
    r.readMembers(value, data, 0b1111111, [&r](RunData &d, std::string_view key, Value &v) -> Bits {
        if (key == "phase")
            return d.phase = r.word<RunPhase>(v, key), 1;
        if (key == "name")
            return d.name = r.text(v, key), 2;
        if (key == "done")
            return d.done = r.unsignedInteger(v, key), 4;
        if (key == "total")
            return d.total = r.unsignedInteger(v, key), 8;
        if (key == "matched")
            return d.matched = r.unsignedInteger(v, key), 16;
        if (key == "exceptions")
            return d.exceptions = r.unsignedInteger(v, key), 32;
        if (key == "unmatched")
            return d.unmatched = r.money(v, key), 64;
        if (key == "error")
            return d.error = r.text(v, key), 128;
        return r.skip(v), 0;
    });
}

void readException(JsonReader &r, Value &value, ExceptionData &data)
{
    r.readMembers(value, data, 0b1111, [&r](ExceptionData &d, std::string_view key, Value &v) -> Bits {
        if (key == "status")
            return d.status = r.word<ExceptionStatus>(v, key), 1;
        if (key == "run")
            return d.run = r.text(v, key), 2;
        if (key == "money")
            return d.amount = r.money(v, key), 4;
        if (key == "reason")
            return d.reason = r.text(v, key), 8;
        if (key == "owner")
            return d.owner = r.text(v, key), 16;
        return r.skip(v), 0;
    });
}

void readHelp(JsonReader &r, Value &value, HelpData &data)
{
    r.readMembers(value, data, 0b11111, [&r](HelpData &d, std::string_view key, Value &v) -> Bits {
        if (key == "status")
            return d.status = r.word<HelpStatus>(v, key), 1;
        if (key == "name")
            return d.name = r.text(v, key), 2;
        if (key == "topic")
            return d.topic = r.text(v, key), 4;
        if (key == "position")
            return d.position = smallNumber(r, v, key), 8;
        if (key == "since")
            return d.since = r.time(v, key), 16;
        if (key == "assignee")
            return d.assignee = r.text(v, key), 32;
        return r.skip(v), 0;
    });
}

void readDonation(JsonReader &r, Value &value, DonationData &data)
{
    r.readMembers(value, data, 0b111, [&r](DonationData &d, std::string_view key, Value &v) -> Bits {
        if (key == "status")
            return d.status = r.word<DonationStatus>(v, key), 1;
        if (key == "money")
            return d.amount = r.money(v, key), 2;
        if (key == "donor")
            return d.donor = r.text(v, key), 4;
        if (key == "campaign")
            return d.campaign = r.text(v, key), 8;
        return r.skip(v), 0;
    });
}

void readShift(JsonReader &r, Value &value, ShiftData &data)
{
    r.readMembers(value, data, 0b111111, [&r](ShiftData &d, std::string_view key, Value &v) -> Bits {
        if (key == "status")
            return d.status = r.word<ShiftStatus>(v, key), 1;
        if (key == "title")
            return d.title = r.text(v, key), 2;
        if (key == "needed")
            return d.needed = smallNumber(r, v, key), 4;
        if (key == "filled")
            return d.filled = smallNumber(r, v, key), 8;
        if (key == "starts")
            return d.starts = r.time(v, key), 16;
        if (key == "ends")
            return d.ends = r.time(v, key), 32;
        return r.skip(v), 0;
    });
}

void readTask(JsonReader &r, Value &value, TaskData &data)
{
    r.readMembers(value, data, 0b111, [&r](TaskData &d, std::string_view key, Value &v) -> Bits {
        if (key == "status")
            return d.status = r.word<TaskStatus>(v, key), 1;
        if (key == "priority")
            return d.priority = r.word<Severity>(v, key), 2;
        if (key == "title")
            return d.title = r.text(v, key), 4;
        if (key == "assignee")
            return d.assignee = r.text(v, key), 8;
        if (key == "money")
            return d.amount = r.money(v, key), 16;
        if (key == "due")
            return d.due = r.time(v, key), 32;
        return r.skip(v), 0;
    });
}

void readMessage(JsonReader &r, Value &value, MessageData &data)
{
    r.readMembers(value, data, 0b1111, [&r](MessageData &d, std::string_view key, Value &v) -> Bits {
        if (key == "kind")
            return d.kind = r.word<MessageKind>(v, key), 1;
        if (key == "conversation")
            return d.conversation = r.nonEmptyText(v, key), 2;
        if (key == "author")
            return d.author = r.text(v, key), 4;
        if (key == "text")
            return d.text = r.text(v, key), 8;
        return r.skip(v), 0;
    });
}

void readPresence(JsonReader &r, Value &value, PresenceData &data)
{
    r.readMembers(value, data, 0b1, [&r](PresenceData &d, std::string_view key, Value &v) -> Bits {
        if (key == "status")
            return d.status = r.word<PresenceStatus>(v, key), 1;
        return r.skip(v), 0;
    });
}

void readAlert(JsonReader &r, Value &value, AlertData &data)
{
    r.readMembers(value, data, 0b11111, [&r](AlertData &d, std::string_view key, Value &v) -> Bits {
        if (key == "severity")
            return d.severity = r.word<Severity>(v, key), 1;
        if (key == "state")
            return d.state = r.word<AlertState>(v, key), 2;
        if (key == "area")
            return d.area = r.word<Area>(v, key), 4;
        if (key == "title")
            return d.title = r.nonEmptyText(v, key), 8;
        if (key == "raised")
            return d.raised = r.time(v, key), 16;
        if (key == "text")
            return d.text = r.text(v, key), 32;
        if (key == "about")
            return d.about = r.text(v, key), 64;
        if (key == "owner")
            return d.owner = r.text(v, key), 128;
        if (key == "by")
            return d.by = r.text(v, key), 256;
        if (key == "snoozed_until")
            return d.snoozedUntil = r.time(v, key), 512;
        return r.skip(v), 0;
    });
}

void readNote(JsonReader &r, Value &value, NoteData &data)
{
    r.readMembers(value, data, 0b1111, [&r](NoteData &d, std::string_view key, Value &v) -> Bits {
        if (key == "kind")
            return d.kind = r.word<NoteSubject>(v, key), 1;
        if (key == "about")
            return d.about = r.nonEmptyText(v, key), 2;
        if (key == "by")
            return d.by = r.text(v, key), 4;
        if (key == "text")
            return d.text = r.nonEmptyText(v, key), 8;
        if (key == "key")
            return d.key = r.text(v, key), 16;
        return r.skip(v), 0;
    });
}

void readGapEvent(JsonReader &r, Value &value, GapData &data)
{
    constexpr Bits end = 8;
    Bits seen = 0;
    r.readMembers(value, data, 0b111, [&](GapData &d, std::string_view key, Value &v) -> Bits {
        if (key == "stream")
            return d.stream = r.nonEmptyText(v, key), 1;
        if (key == "epoch")
            return d.epoch = r.nonEmptyText(v, key), 2;
        if (key == "from")
            return d.from = r.unsignedInteger(v, key), 4;
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
    if (!r.failed() && (data.from == 0 || ((seen & end) && data.to < data.from)))
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
    };
    if (type == gapType)
        return MessageType::Gap;
    if (!type.starts_with(typePrefix))
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
        return readPayment(reader, value, data.emplace<PaymentData>());
    case MessageType::Alert:
        return readAlert(reader, value, data.emplace<AlertData>());
    case MessageType::Run:
        return readRun(reader, value, data.emplace<RunData>());
    case MessageType::Exception:
        return readException(reader, value, data.emplace<ExceptionData>());
    case MessageType::Help:
        return readHelp(reader, value, data.emplace<HelpData>());
    case MessageType::Donation:
        return readDonation(reader, value, data.emplace<DonationData>());
    case MessageType::Shift:
        return readShift(reader, value, data.emplace<ShiftData>());
    case MessageType::Task:
        return readTask(reader, value, data.emplace<TaskData>());
    case MessageType::Message:
        return readMessage(reader, value, data.emplace<MessageData>());
    case MessageType::Presence:
        return readPresence(reader, value, data.emplace<PresenceData>());
    case MessageType::Note:
        return readNote(reader, value, data.emplace<NoteData>());
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
