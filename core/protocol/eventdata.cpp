// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/eventdata.h"

#include <algorithm>

namespace Bellboard {

namespace {

using Value = JsonReader::Value;
using namespace std::string_view_literals;

constexpr auto typePrefix = "org.bellboard."sv;
constexpr auto controlPrefix = "org.bellboard.control."sv;
constexpr auto gapType = "org.bellboard.control.gap"sv;

constexpr std::array paymentStatuses{
    std::pair{"created"sv, PaymentStatus::Created},       std::pair{"authorised"sv, PaymentStatus::Authorised},
    std::pair{"processing"sv, PaymentStatus::Processing}, std::pair{"settled"sv, PaymentStatus::Settled},
    std::pair{"failed"sv, PaymentStatus::Failed},         std::pair{"refunded"sv, PaymentStatus::Refunded},
};
constexpr std::array runPhases{
    std::pair{"loading"sv, RunPhase::Loading},     std::pair{"matching"sv, RunPhase::Matching},
    std::pair{"reviewing"sv, RunPhase::Reviewing}, std::pair{"completed"sv, RunPhase::Completed},
    std::pair{"failed"sv, RunPhase::Failed},
};
constexpr std::array exceptionStatuses{
    std::pair{"open"sv, ExceptionStatus::Open},
    std::pair{"resolved"sv, ExceptionStatus::Resolved},
};
constexpr std::array helpStatuses{
    std::pair{"waiting"sv, HelpStatus::Waiting},
    std::pair{"assigned"sv, HelpStatus::Assigned},
    std::pair{"active"sv, HelpStatus::Active},
    std::pair{"closed"sv, HelpStatus::Closed},
};
constexpr std::array donationStatuses{
    std::pair{"pledged"sv, DonationStatus::Pledged},
    std::pair{"received"sv, DonationStatus::Received},
    std::pair{"failed"sv, DonationStatus::Failed},
    std::pair{"refunded"sv, DonationStatus::Refunded},
};
constexpr std::array shiftStatuses{
    std::pair{"open"sv, ShiftStatus::Open},
    std::pair{"filled"sv, ShiftStatus::Filled},
    std::pair{"done"sv, ShiftStatus::Done},
    std::pair{"cancelled"sv, ShiftStatus::Cancelled},
};
constexpr std::array taskStatuses{
    std::pair{"queued"sv, TaskStatus::Queued},
    std::pair{"in_review"sv, TaskStatus::InReview},
    std::pair{"approved"sv, TaskStatus::Approved},
    std::pair{"rejected"sv, TaskStatus::Rejected},
};
constexpr std::array severities{
    std::pair{"info"sv, Severity::Info},
    std::pair{"warning"sv, Severity::Warning},
    std::pair{"high"sv, Severity::High},
    std::pair{"critical"sv, Severity::Critical},
};
constexpr std::array messageKinds{
    std::pair{"user"sv, MessageKind::User},
    std::pair{"system"sv, MessageKind::System},
    std::pair{"notification"sv, MessageKind::Notification},
};
constexpr std::array presenceStatuses{
    std::pair{"online"sv, PresenceStatus::Online},
    std::pair{"away"sv, PresenceStatus::Away},
    std::pair{"offline"sv, PresenceStatus::Offline},
};
constexpr std::array alertStates{
    std::pair{"raised"sv, AlertState::Raised},
    std::pair{"acknowledged"sv, AlertState::Acknowledged},
    std::pair{"resolved"sv, AlertState::Resolved},
};
constexpr std::array areas{
    std::pair{"payments"sv, Area::Payments}, std::pair{"reconciliation"sv, Area::Reconciliation},
    std::pair{"charity"sv, Area::Charity},   std::pair{"review"sv, Area::Review},
    std::pair{"chat"sv, Area::Chat},         std::pair{"system"sv, Area::System},
};

// Each kind of data has one reader: it takes a member and returns the bit that marks it as seen; 0 marks one that nobody
// asked for. What a kind needs stands beside it, bit by bit; the bits above are members that may be absent.

using Bits = unsigned;

/// Reads the members of `value` into `data`; all bits of `needed` must have been seen, and none twice.
template<typename Data, typename Member>
void readMembers(JsonReader &reader, Value value, Data &data, Bits needed, Member member)
{
    auto object = reader.object(value, "data");
    if (!object)
        return;
    Bits seen = 0;
    reader.forEachMember(*object, [&](std::string_view key, Value part) {
        const Bits bit = member(data, key, part);
        if (seen & bit)
            reader.fail(DecodeError::Kind::BadData, "a member of data comes twice");
        seen |= bit;
    });
    if (!reader.failed() && (seen & needed) != needed)
        reader.fail(DecodeError::Kind::BadData, "data lacks a member that its type needs");
}

std::uint32_t smallNumber(JsonReader &r, Value value, std::string_view name)
{
    const auto number = r.unsignedInteger(value, name);
    if (number > 0xffff'ffff)
        r.fail(DecodeError::Kind::BadData, std::string(name) + " is too large");
    return static_cast<std::uint32_t>(number);
}

void readPayment(JsonReader &r, Value value, PaymentData &data)
{
    readMembers(r, value, data, 0b1111, [&r](PaymentData &d, std::string_view key, Value v) -> Bits {
        if (key == "status") return d.status = r.word(v, key, paymentStatuses), 1;
        if (key == "money") return d.amount = r.money(v, key), 2;
        if (key == "payer") return d.payer = r.text(v, key), 4;
        if (key == "method") return d.method = r.text(v, key), 8;
        if (key == "reference") return d.reference = r.text(v, key), 16;
        if (key == "reason") return d.reason = r.text(v, key), 32;
        return r.skip(v), 0;
    });
}

void readRun(JsonReader &r, Value value, RunData &data)
{
    readMembers(r, value, data, 0b1111111, [&r](RunData &d, std::string_view key, Value v) -> Bits {
        if (key == "phase") return d.phase = r.word(v, key, runPhases), 1;
        if (key == "name") return d.name = r.text(v, key), 2;
        if (key == "done") return d.done = r.unsignedInteger(v, key), 4;
        if (key == "total") return d.total = r.unsignedInteger(v, key), 8;
        if (key == "matched") return d.matched = r.unsignedInteger(v, key), 16;
        if (key == "exceptions") return d.exceptions = r.unsignedInteger(v, key), 32;
        if (key == "unmatched") return d.unmatched = r.money(v, key), 64;
        if (key == "error") return d.error = r.text(v, key), 128;
        return r.skip(v), 0;
    });
}

void readException(JsonReader &r, Value value, ExceptionData &data)
{
    readMembers(r, value, data, 0b1111, [&r](ExceptionData &d, std::string_view key, Value v) -> Bits {
        if (key == "status") return d.status = r.word(v, key, exceptionStatuses), 1;
        if (key == "run") return d.run = r.text(v, key), 2;
        if (key == "money") return d.amount = r.money(v, key), 4;
        if (key == "reason") return d.reason = r.text(v, key), 8;
        if (key == "owner") return d.owner = r.text(v, key), 16;
        return r.skip(v), 0;
    });
}

void readHelp(JsonReader &r, Value value, HelpData &data)
{
    readMembers(r, value, data, 0b11111, [&r](HelpData &d, std::string_view key, Value v) -> Bits {
        if (key == "status") return d.status = r.word(v, key, helpStatuses), 1;
        if (key == "name") return d.name = r.text(v, key), 2;
        if (key == "topic") return d.topic = r.text(v, key), 4;
        if (key == "position") return d.position = smallNumber(r, v, key), 8;
        if (key == "since") return d.since = r.time(v, key), 16;
        if (key == "assignee") return d.assignee = r.text(v, key), 32;
        return r.skip(v), 0;
    });
}

void readDonation(JsonReader &r, Value value, DonationData &data)
{
    readMembers(r, value, data, 0b111, [&r](DonationData &d, std::string_view key, Value v) -> Bits {
        if (key == "status") return d.status = r.word(v, key, donationStatuses), 1;
        if (key == "money") return d.amount = r.money(v, key), 2;
        if (key == "donor") return d.donor = r.text(v, key), 4;
        if (key == "campaign") return d.campaign = r.text(v, key), 8;
        return r.skip(v), 0;
    });
}

void readShift(JsonReader &r, Value value, ShiftData &data)
{
    readMembers(r, value, data, 0b111111, [&r](ShiftData &d, std::string_view key, Value v) -> Bits {
        if (key == "status") return d.status = r.word(v, key, shiftStatuses), 1;
        if (key == "title") return d.title = r.text(v, key), 2;
        if (key == "needed") return d.needed = smallNumber(r, v, key), 4;
        if (key == "filled") return d.filled = smallNumber(r, v, key), 8;
        if (key == "starts") return d.starts = r.time(v, key), 16;
        if (key == "ends") return d.ends = r.time(v, key), 32;
        return r.skip(v), 0;
    });
}

void readTask(JsonReader &r, Value value, TaskData &data)
{
    readMembers(r, value, data, 0b111, [&r](TaskData &d, std::string_view key, Value v) -> Bits {
        if (key == "status") return d.status = r.word(v, key, taskStatuses), 1;
        if (key == "priority") return d.priority = r.word(v, key, severities), 2;
        if (key == "title") return d.title = r.text(v, key), 4;
        if (key == "assignee") return d.assignee = r.text(v, key), 8;
        if (key == "money") return d.amount = r.money(v, key), 16;
        if (key == "due") return d.due = r.time(v, key), 32;
        return r.skip(v), 0;
    });
}

void readMessage(JsonReader &r, Value value, MessageData &data)
{
    readMembers(r, value, data, 0b1111, [&r](MessageData &d, std::string_view key, Value v) -> Bits {
        if (key == "kind") return d.kind = r.word(v, key, messageKinds), 1;
        if (key == "conversation") return d.conversation = r.nonEmptyText(v, key), 2;
        if (key == "author") return d.author = r.text(v, key), 4;
        if (key == "text") return d.text = r.text(v, key), 8;
        return r.skip(v), 0;
    });
}

void readPresence(JsonReader &r, Value value, PresenceData &data)
{
    readMembers(r, value, data, 0b1, [&r](PresenceData &d, std::string_view key, Value v) -> Bits {
        if (key == "status") return d.status = r.word(v, key, presenceStatuses), 1;
        return r.skip(v), 0;
    });
}

void readAlert(JsonReader &r, Value value, AlertData &data)
{
    readMembers(r, value, data, 0b11111, [&r](AlertData &d, std::string_view key, Value v) -> Bits {
        if (key == "severity") return d.severity = r.word(v, key, severities), 1;
        if (key == "state") return d.state = r.word(v, key, alertStates), 2;
        if (key == "area") return d.area = r.word(v, key, areas), 4;
        if (key == "title") return d.title = r.nonEmptyText(v, key), 8;
        if (key == "raised") return d.raised = r.time(v, key), 16;
        if (key == "text") return d.text = r.text(v, key), 32;
        if (key == "about") return d.about = r.text(v, key), 64;
        if (key == "owner") return d.owner = r.text(v, key), 128;
        if (key == "by") return d.by = r.text(v, key), 256;
        return r.skip(v), 0;
    });
}

void readGapEvent(JsonReader &r, Value value, GapData &data)
{
    readMembers(r, value, data, 0b1111, [&r](GapData &d, std::string_view key, Value v) -> Bits {
        if (key == "stream") return d.stream = r.nonEmptyText(v, key), 1;
        if (key == "epoch") return d.epoch = r.nonEmptyText(v, key), 2;
        if (key == "from") return d.from = r.unsignedInteger(v, key), 4;
        if (key == "to") return d.to = r.unsignedInteger(v, key), 8;
        if (key == "reason") return d.reason = r.text(v, key), 16;
        return r.skip(v), 0;
    });
    if (!r.failed() && (data.from == 0 || data.to < data.from))
        r.fail(DecodeError::Kind::BadData, "gap does not run from an offset to a later one");
}

std::chrono::milliseconds duration(JsonReader &r, Value value, std::string_view name)
{
    constexpr std::uint64_t day = 86'400'000;
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(r.unsignedInteger(value, name), day)));
}

Welcome::Stream readWelcomeStream(JsonReader &r, Value value)
{
    Welcome::Stream stream;
    readMembers(r, value, stream, 0b1111, [&r](Welcome::Stream &d, std::string_view key, Value v) -> Bits {
        if (key == "stream") return d.name = r.nonEmptyText(v, key), 1;
        if (key == "epoch") return d.epoch = r.nonEmptyText(v, key), 2;
        if (key == "first") return d.first = r.unsignedInteger(v, key), 4;
        if (key == "last") return d.last = r.unsignedInteger(v, key), 8;
        if (key == "interval_ms") return d.interval = duration(r, v, key), 16;
        return r.skip(v), 0;
    });
    return stream;
}

Welcome readWelcome(JsonReader &r, Value value)
{
    Welcome welcome;
    readMembers(r, value, welcome, 0b11, [&r](Welcome &d, std::string_view key, Value v) -> Bits {
        if (key == "heartbeat_ms") return d.heartbeat = duration(r, v, key), 1;
        if (key == "server_time") return d.serverTime = r.time(v, key), 2;
        if (key == "server") return d.server = r.text(v, key), 4;
        if (key == "user") return d.user = r.text(v, key), 8;
        if (key == "streams") {
            constexpr Bits bit = 16;
            auto streams = r.array(v, key);
            if (!streams)
                return bit;
            for (auto element : *streams) {
                if (const auto code = element.error())
                    return r.fail(code), bit;
                d.streams.push_back(readWelcomeStream(r, Value(std::move(element).value_unsafe())));
                if (r.failed())
                    return bit;
            }
            return bit;
        }
        return r.skip(v), 0;
    });
    return welcome;
}

CaughtUp readCaughtUp(JsonReader &r, Value value)
{
    CaughtUp caughtUp;
    readMembers(r, value, caughtUp, 0b1111, [&r](CaughtUp &d, std::string_view key, Value v) -> Bits {
        if (key == "stream") return d.stream = r.nonEmptyText(v, key), 1;
        if (key == "epoch") return d.epoch = r.nonEmptyText(v, key), 2;
        if (key == "offset") return d.offset = r.unsignedInteger(v, key), 4;
        if (key == "recovered") return d.recovered = r.boolean(v, key), 8;
        return r.skip(v), 0;
    });
    return caughtUp;
}

Pong readPong(JsonReader &r, Value value)
{
    Pong pong;
    readMembers(r, value, pong, 0b1, [&r](Pong &d, std::string_view key, Value v) -> Bits {
        if (key == "ping") return d.ping = r.text(v, key), 1;
        return r.skip(v), 0;
    });
    return pong;
}

CommandResult readCommandResult(JsonReader &r, Value value)
{
    CommandResult result;
    readMembers(r, value, result, 0b11, [&r](CommandResult &d, std::string_view key, Value v) -> Bits {
        if (key == "key") return d.key = r.nonEmptyText(v, key), 1;
        if (key == "ok") return d.ok = r.boolean(v, key), 2;
        if (key == "code") return d.code = r.text(v, key), 4;
        if (key == "reason") return d.reason = r.text(v, key), 8;
        return r.skip(v), 0;
    });
    return result;
}

Drain readDrain(JsonReader &r, Value value)
{
    Drain drain;
    readMembers(r, value, drain, 0b1, [&r](Drain &d, std::string_view key, Value v) -> Bits {
        if (key == "within_ms") return d.within = duration(r, v, key), 1;
        if (key == "reason") return d.reason = r.text(v, key), 2;
        return r.skip(v), 0;
    });
    return drain;
}

} // namespace

void readEventData(JsonReader &reader, std::string_view type, JsonReader::Value value, EventData &data)
{
    const auto kind = type.starts_with(typePrefix) ? type.substr(typePrefix.size()) : std::string_view();
    if (kind == "payment") readPayment(reader, value, data.emplace<PaymentData>());
    else if (kind == "alert") readAlert(reader, value, data.emplace<AlertData>());
    else if (kind == "run") readRun(reader, value, data.emplace<RunData>());
    else if (kind == "exception") readException(reader, value, data.emplace<ExceptionData>());
    else if (kind == "help") readHelp(reader, value, data.emplace<HelpData>());
    else if (kind == "donation") readDonation(reader, value, data.emplace<DonationData>());
    else if (kind == "shift") readShift(reader, value, data.emplace<ShiftData>());
    else if (kind == "task") readTask(reader, value, data.emplace<TaskData>());
    else if (kind == "message") readMessage(reader, value, data.emplace<MessageData>());
    else if (kind == "presence") readPresence(reader, value, data.emplace<PresenceData>());
    else if (type == gapType) readGapEvent(reader, value, data.emplace<GapData>());
    else reader.skip(value);
}

ControlMessage readControlData(JsonReader &reader, std::string_view type, std::string_view id, JsonReader::Value value)
{
    const auto kind = type.substr(controlPrefix.size());
    if (kind == "welcome") return readWelcome(reader, value);
    if (kind == "caughtup") return readCaughtUp(reader, value);
    if (kind == "pong") return readPong(reader, value);
    if (kind == "result") return readCommandResult(reader, value);
    if (kind == "drain") return readDrain(reader, value);
    reader.skip(value);
    if (kind == "ping") return Ping{std::string(id)};
    return UnknownControl{};
}

bool isKnownEvent(std::string_view type)
{
    static constexpr std::array kinds{"payment"sv, "run"sv,     "exception"sv, "help"sv,  "donation"sv,
                                      "shift"sv,   "message"sv, "presence"sv,  "alert"sv, "task"sv};
    if (type == gapType)
        return true;
    return type.starts_with(typePrefix) && std::ranges::find(kinds, type.substr(typePrefix.size())) != kinds.end();
}

bool isControlMessage(std::string_view type)
{
    return type.starts_with(controlPrefix) && type != gapType;
}

} // namespace Bellboard
