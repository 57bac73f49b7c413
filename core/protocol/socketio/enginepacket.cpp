// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/socketio/enginepacket.h"

#include "protocol/socketio/jsontext.h"

#include <QByteArray>

#include <algorithm>

namespace Bellboard {

namespace {

using namespace std::string_view_literals;

/// Between the packets of a payload (U+001E).
constexpr char separator = '\x1e';
constexpr std::size_t longestSid = 512;
/// As long as Connection takes from any server.
constexpr std::uint64_t longestInterval = std::uint64_t{10} * 60 * 1000; // ms

bool isSid(std::string_view sid)
{
    // It goes into a URL, where more than these would have to be encoded.
    const auto isPlain = [](char c) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return isLetter || (c >= '0' && c <= '9') || "-._~"sv.find(c) != std::string_view::npos;
    };
    return !sid.empty() && sid.size() <= longestSid && std::ranges::all_of(sid, isPlain);
}

/// Whether `value`, an array of texts, has `wanted`.
bool hasText(JsonReader &reader, JsonReader::Value &value, std::string_view wanted)
{
    bool found = false;
    auto elements = reader.array(value, "upgrades"sv);
    if (!elements)
        return false;
    for (auto element : *elements) {
        JsonReader::Value text;
        if (const auto code = std::move(element).get(text))
            reader.fail(code);
        else if (reader.text(text, "an upgrade"sv) == wanted)
            found = true;
        if (reader.failed())
            return false;
    }
    return found;
}

} // namespace

Result<EnginePacket, std::string> readEnginePacket(std::string_view text)
{
    if (text.empty())
        return Unexpected(std::string("an Engine.IO packet without a type"));
    if (text.front() < '0' || text.front() > '6')
        return Unexpected(std::string("an Engine.IO packet of a type that does not exist"));
    return EnginePacket{static_cast<EnginePacketType>(text.front()), text.substr(1)};
}

Result<EngineHandshake, std::string> readEngineHandshake(std::string_view json)
{
    EngineHandshake handshake;
    const auto read = readJsonObject(json, [&](JsonReader &reader, std::string_view key, JsonReader::Value &value) {
        const auto interval = [&] {
            return std::chrono::milliseconds(std::min(reader.unsignedInteger(value, key), longestInterval));
        };
        if (key == "sid"sv)
            handshake.sid = reader.nonEmptyText(value, key);
        else if (key == "pingInterval"sv)
            handshake.pingInterval = interval();
        else if (key == "pingTimeout"sv)
            handshake.pingTimeout = interval();
        else if (key == "maxPayload"sv)
            handshake.maxPayload = reader.unsignedInteger(value, key);
        else if (key == "upgrades"sv)
            handshake.upgradesToWebSocket = hasText(reader, value, "websocket"sv);
        else
            reader.skip(value);
    });
    if (!read)
        return Unexpected("the Engine.IO handshake cannot be read: " + read.error());
    if (!isSid(handshake.sid))
        return Unexpected(std::string("the Engine.IO handshake has no session id that can be used"));
    if (handshake.pingInterval.count() == 0 || handshake.pingTimeout.count() == 0)
        return Unexpected(std::string("the Engine.IO handshake does not say how often the server pings"));
    return handshake;
}

std::optional<PayloadPart> takePart(std::string_view &payload)
{
    const auto skipEmpty = [&payload] {
        payload.remove_prefix(std::min(payload.find_first_not_of(separator), payload.size()));
    };
    skipEmpty();
    if (payload.empty())
        return {};
    const auto raw = payload.substr(0, payload.find(separator));
    payload.remove_prefix(raw.size());
    skipEmpty();
    return PayloadPart{raw, raw.front() == 'b'};
}

Result<std::string, std::string> readBinaryPart(std::string_view raw)
{
    const auto text = raw.substr(std::min<std::size_t>(1, raw.size()));
    const auto decoded =
        QByteArray::fromBase64Encoding(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())),
                                       QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    // Qt takes a last group that is cut as well.
    if (!decoded || text.size() % 4 != 0)
        return Unexpected(std::string("a binary packet that is not base64"));
    return decoded.decoded.toStdString();
}

void addToPayload(std::string &payload, std::string_view packet)
{
    if (!payload.empty())
        payload += separator;
    payload += packet;
}

std::string toBase64(std::string_view bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString();
}

} // namespace Bellboard
