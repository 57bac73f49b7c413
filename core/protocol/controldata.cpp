// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/controldata.h"

#include "protocol/jsonreader.h"

#include <algorithm>

namespace Bellboard {

namespace {

using Bits = unsigned;
using Value = simdjson::ondemand::value;
using namespace std::string_view_literals;

constexpr auto controlPrefix = "org.bellboard.control."sv;

// As in eventdata.cpp: a member has a bit, and what a message needs stands beside it.

std::chrono::milliseconds duration(JsonReader &r, Value &value, std::string_view name)
{
    constexpr std::uint64_t day = 86'400'000;
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(r.unsignedInteger(value, name), day)));
}

Welcome::Stream readWelcomeStream(JsonReader &r, Value &value)
{
    Welcome::Stream stream;
    r.readMembers(value, stream, 0b1111, [&r](Welcome::Stream &d, std::string_view key, Value &v) -> Bits {
        if (key == "stream")
            return d.name = r.nonEmptyText(v, key), 1;
        if (key == "epoch")
            return d.epoch = r.nonEmptyText(v, key), 2;
        if (key == "first")
            return d.first = r.unsignedInteger(v, key), 4;
        if (key == "last")
            return d.last = r.unsignedInteger(v, key), 8;
        if (key == "interval_ms")
            return d.interval = duration(r, v, key), 16;
        return r.skip(v), 0;
    });
    return stream;
}

Welcome readWelcome(JsonReader &r, Value &value)
{
    Welcome welcome;
    r.readMembers(value, welcome, 0b11, [&r](Welcome &d, std::string_view key, Value &v) -> Bits {
        if (key == "heartbeat_ms")
            return d.heartbeat = duration(r, v, key), 1;
        if (key == "server_time")
            return d.serverTime = r.time(v, key), 2;
        if (key == "server")
            return d.server = r.text(v, key), 4;
        if (key == "user")
            return d.user = r.text(v, key), 8;
        if (key == "snapshots")
            return d.snapshots = r.boolean(v, key), 32;
        if (key == "streams") {
            constexpr Bits bit = 16;
            auto streams = r.array(v, key);
            if (!streams)
                return bit;
            for (auto element : *streams) {
                if (const auto code = element.error())
                    return r.fail(code), bit;
                Value item = std::move(element).value_unsafe();
                d.streams.push_back(readWelcomeStream(r, item));
                if (r.failed())
                    return bit;
            }
            return bit;
        }
        return r.skip(v), 0;
    });
    return welcome;
}

CaughtUp readCaughtUp(JsonReader &r, Value &value)
{
    CaughtUp caughtUp;
    r.readMembers(value, caughtUp, 0b1111, [&r](CaughtUp &d, std::string_view key, Value &v) -> Bits {
        if (key == "stream")
            return d.stream = r.nonEmptyText(v, key), 1;
        if (key == "epoch")
            return d.epoch = r.nonEmptyText(v, key), 2;
        if (key == "offset")
            return d.offset = r.unsignedInteger(v, key), 4;
        if (key == "recovered")
            return d.recovered = r.boolean(v, key), 8;
        return r.skip(v), 0;
    });
    return caughtUp;
}

SnapshotBegin readSnapshot(JsonReader &r, Value &value)
{
    SnapshotBegin begin;
    r.readMembers(value, begin, 0b1111, [&r](SnapshotBegin &d, std::string_view key, Value &v) -> Bits {
        if (key == "stream")
            return d.stream = r.nonEmptyText(v, key), 1;
        if (key == "epoch")
            return d.epoch = r.nonEmptyText(v, key), 2;
        if (key == "offset")
            return d.offset = r.unsignedInteger(v, key), 4;
        if (key == "ok")
            return d.ok = r.boolean(v, key), 8;
        return r.skip(v), 0;
    });
    return begin;
}

Pong readPong(JsonReader &r, Value &value)
{
    Pong pong;
    r.readMembers(value, pong, 0b1, [&r](Pong &d, std::string_view key, Value &v) -> Bits {
        if (key == "ping")
            return d.ping = r.text(v, key), 1;
        return r.skip(v), 0;
    });
    return pong;
}

CommandResult readCommandResult(JsonReader &r, Value &value)
{
    CommandResult result;
    r.readMembers(value, result, 0b11, [&r](CommandResult &d, std::string_view key, Value &v) -> Bits {
        if (key == "key")
            return d.key = r.nonEmptyText(v, key), 1;
        if (key == "ok")
            return d.ok = r.boolean(v, key), 2;
        if (key == "code")
            return d.code = r.text(v, key), 4;
        if (key == "reason")
            return d.reason = r.text(v, key), 8;
        return r.skip(v), 0;
    });
    return result;
}

Drain readDrain(JsonReader &r, Value &value)
{
    Drain drain;
    r.readMembers(value, drain, 0b1, [&r](Drain &d, std::string_view key, Value &v) -> Bits {
        if (key == "within_ms")
            return d.within = duration(r, v, key), 1;
        if (key == "reason")
            return d.reason = r.text(v, key), 2;
        return r.skip(v), 0;
    });
    return drain;
}

TypingNotice readTyping(JsonReader &r, Value &value)
{
    TypingNotice typing;
    r.readMembers(value, typing, 0b1, [&r](TypingNotice &d, std::string_view key, Value &v) -> Bits {
        if (key == "conversation")
            return d.conversation = r.nonEmptyText(v, key), 1;
        if (key == "by")
            return d.by = r.text(v, key), 2;
        return r.skip(v), 0;
    });
    return typing;
}

} // namespace

ControlMessage readControlData(JsonReader &reader, std::string_view type, std::string_view id, JsonReader::Value &value)
{
    const auto kind = type.substr(controlPrefix.size());
    if (kind == "welcome")
        return readWelcome(reader, value);
    if (kind == "caughtup")
        return readCaughtUp(reader, value);
    if (kind == "snapshot")
        return readSnapshot(reader, value);
    if (kind == "pong")
        return readPong(reader, value);
    if (kind == "result")
        return readCommandResult(reader, value);
    if (kind == "drain")
        return readDrain(reader, value);
    if (kind == "typing")
        return readTyping(reader, value);
    reader.skip(value);
    if (kind == "ping")
        return Ping{std::string(id)};
    return UnknownControl{};
}

bool isControlMessage(std::string_view type)
{
    return type.starts_with(controlPrefix) && type != gapType;
}

} // namespace Bellboard
