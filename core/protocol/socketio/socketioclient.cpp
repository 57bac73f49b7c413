// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/socketio/socketioclient.h"

#include "event/eventjson.h"
#include "protocol/batchdecoder.h"
#include "protocol/socketio/jsontext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace Bellboard {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longestSecret = 512;
/// What a server may call the HTTP status that a refusal stands for.
constexpr std::array statusNames{"status"sv, "statusCode"sv, "code"sv};

/// The auth payload, with what the server needs to recover our session.
std::string authPayload(std::string_view auth, const SocketIoSession &session)
{
    if (session.pid.empty() || session.offset.empty())
        return std::string(auth);
    std::string payload = R"({"pid":)";
    appendJsonString(payload, session.pid);
    payload += R"(,"offset":)";
    appendJsonString(payload, session.offset);
    const auto members = auth.substr(std::min(auth.find('{') + 1, auth.size()));
    if (auth.empty() || trimmedJson(members) == "}"sv)
        return payload + '}';
    return payload.append(1, ',').append(members);
}

} // namespace

SocketIoClient::SocketIoClient(Options options, Listener &listener)
    : m_options(std::move(options))
    , m_listener(listener)
    , m_session(m_options.session)
    , m_newestOffset(m_session.offset)
{ }

void SocketIoClient::receive(std::string_view packet)
{
    if (m_phase == Phase::Over)
        return;
    const auto engine = readEnginePacket(packet);
    if (m_phase == Phase::Opening) {
        if (engine && engine->type == EnginePacketType::Open)
            return takeHandshake(engine->data);
        return end(SocketIoEnd::Kind::Illegal, "the server did not begin with the handshake of Engine.IO 4");
    }
    if (!engine)
        return m_listener.packetRefused(packet, engine.error());
    switch (engine->type) {
    case EnginePacketType::Message:
        return takeMessage(engine->data);
    case EnginePacketType::Ping:
        m_listener.packetMade(std::string(1, static_cast<char>(EnginePacketType::Pong)).append(engine->data));
        if (m_phase != Phase::Over)
            m_listener.pinged();
        return;
    case EnginePacketType::Close:
        return end(SocketIoEnd::Kind::Closed, "the server closed the Engine.IO session");
    case EnginePacketType::Noop:
        return;
    case EnginePacketType::Open:
    case EnginePacketType::Pong:
    case EnginePacketType::Upgrade:
        return m_listener.packetRefused(packet, "an Engine.IO packet that does not belong here");
    }
}

void SocketIoClient::takeHandshake(std::string_view json)
{
    const auto handshake = readEngineHandshake(json);
    if (!handshake)
        return end(SocketIoEnd::Kind::Illegal, handshake.error());
    m_phase = Phase::Connecting;
    m_listener.engineOpened(*handshake);
    if (m_phase != Phase::Connecting)
        return;
    const auto auth = authPayload(m_options.auth, m_session);
    SocketIoPacket connect{SocketIoType::Connect};
    connect.nameSpace = m_options.nameSpace;
    connect.data = auth;
    sendPacket(connect);
}

void SocketIoClient::takeMessage(std::string_view text)
{
    if (m_incomplete)
        refuseIncomplete();
    const auto packet = readSocketIoPacket(text);
    if (!packet)
        return m_listener.packetRefused(text, packet.error());
    const bool isOurs = packet->nameSpace == m_options.nameSpace;
    const auto *foreign = "a Socket.IO packet for a namespace that we are not in";
    if (packet->attachments == 0)
        return isOurs ? take(*packet, text) : m_listener.packetRefused(text, foreign);
    m_incomplete.emplace();
    m_incomplete->raw = text;
    m_incomplete->size = text.size();
    if (!isOurs)
        m_incomplete->why = foreign;
}

void SocketIoClient::receiveBinary(std::string_view bytes)
{
    if (m_phase == Phase::Over)
        return;
    if (!m_incomplete)
        return m_listener.packetRefused(bytes, "an attachment that belongs to no Socket.IO packet");
    auto &incomplete = *m_incomplete;
    incomplete.size += bytes.size();
    if (incomplete.size > m_options.messageLimit && incomplete.why.empty())
        incomplete.why = "a Socket.IO packet that is too large with its attachments";
    if (!incomplete.why.empty())
        bytes = {}; // only their number counts
    incomplete.attachments.emplace_back(bytes);
    const auto packet = readSocketIoPacket(incomplete.raw);
    if (!packet || incomplete.attachments.size() < packet->attachments)
        return;
    const auto whole = *std::exchange(m_incomplete, std::nullopt);
    if (!whole.why.empty())
        return m_listener.packetRefused(whole.raw, whole.why);
    take(*readSocketIoPacket(whole.raw), whole.raw, whole.attachments);
}

void SocketIoClient::refuseIncomplete()
{
    const auto cut = *std::exchange(m_incomplete, std::nullopt);
    m_listener.packetRefused(cut.raw,
                             cut.why.empty() ? "a Socket.IO packet of whose attachments only "
                                     + std::to_string(cut.attachments.size()) + " came"
                                             : cut.why);
}

void SocketIoClient::take(const SocketIoPacket &packet, std::string_view raw, std::span<const std::string> attachments)
{
    switch (packet.type) {
    case SocketIoType::Connect:
        return takeConsent(packet, raw);
    case SocketIoType::Disconnect:
        return end(SocketIoEnd::Kind::Disconnected, "the server disconnected us from the namespace");
    case SocketIoType::ConnectError:
        if (m_phase == Phase::Connecting)
            return takeRefusal(packet.data);
        return m_listener.packetRefused(raw, "a Socket.IO refusal of a namespace that we are in");
    case SocketIoType::Event:
    case SocketIoType::BinaryEvent:
        return takeEvent(packet, raw, attachments);
    case SocketIoType::Ack:
    case SocketIoType::BinaryAck:
        return takeAcknowledgement(packet, raw, attachments);
    }
}

void SocketIoClient::takeConsent(const SocketIoPacket &packet, std::string_view raw)
{
    if (m_phase != Phase::Connecting)
        return m_listener.packetRefused(raw, "a Socket.IO consent that nobody asked for");
    std::string sid;
    std::string pid;
    const auto read = packet.data.empty()
        ? Result<void, std::string>()
        : readJsonObject(packet.data, [&](JsonReader &reader, std::string_view key, JsonReader::Value &value) {
              if (key == "sid"sv)
                  sid = reader.text(value, key);
              else if (key == "pid"sv)
                  pid = reader.text(value, key);
              else
                  reader.skip(value);
          });
    if (!read)
        return end(SocketIoEnd::Kind::Illegal, "the server's consent cannot be read: " + read.error());
    if (sid.empty())
        return end(SocketIoEnd::Kind::Illegal, "the server speaks an older Socket.IO; expected is version 3 or 4");
    if (pid.size() > longestSecret)
        pid.clear();
    m_recovered = !pid.empty() && pid == m_session.pid;
    // What was missed comes before the consent where the session goes on: its offsets stand.
    if (!m_recovered) {
        m_session = {std::move(pid), {}};
        m_newestOffset.clear();
    }
    m_phase = Phase::Connected;
    m_listener.connected();
}

void SocketIoClient::takeRefusal(std::string_view json)
{
    std::string message;
    int status = 0;
    const auto readStatus = [&](JsonReader &reader, std::string_view key, JsonReader::Value &value) {
        const auto token = trimmedJson(value.raw_json_token());
        reader.skip(value);
        int number = 0;
        const bool isQuoted = token.size() > 1 && token.starts_with('"') && token.ends_with('"');
        const auto digits = isQuoted ? token.substr(1, token.size() - 2) : token;
        const auto *const last = digits.data() + digits.size();
        const auto [end, problem] = std::from_chars(digits.data(), last, number);
        const bool isNumber = problem == std::errc() && end == last;
        if (std::ranges::find(statusNames, key) != statusNames.end() && isNumber && number >= 400 && number < 600)
            status = number;
    };
    // Version 2 of Socket.IO, and older servers of version 3, have a string.
    const auto text = json.starts_with('"') ? "{\"message\":" + std::string(json) + '}' : std::string(json);
    const auto read = readJsonObject(text, [&](JsonReader &reader, std::string_view key, JsonReader::Value &value) {
        const auto first = value.raw_json_token().front();
        if (key == "message"sv && first == '"') {
            message = reader.text(value, key);
        } else if (key == "data"sv && first == '{') {
            if (auto data = reader.object(value, key))
                reader.forEachMember(
                    *data, [&](std::string_view name, JsonReader::Value &member) { readStatus(reader, name, member); });
        } else {
            reader.skip(value);
        }
    });
    if (!read)
        return end(SocketIoEnd::Kind::Illegal, "the server's refusal cannot be read: " + read.error());
    if (message == "Invalid namespace"sv) // as every version says it
        return end(SocketIoEnd::Kind::Refused, "the server has no namespace " + m_options.nameSpace, 404);
    end(SocketIoEnd::Kind::Refused, message.empty() ? "the server does not say why" : std::move(message), status);
}

void SocketIoClient::takeEvent(const SocketIoPacket &packet, std::string_view raw,
                               std::span<const std::string> attachments)
{
    // A server that recovers sessions numbers all events but those that want an acknowledgement, and those that it may lose.
    std::string stripped;
    auto data = packet.data;
    TrailingOffset offset;
    if (!m_session.pid.empty() && !packet.id)
        offset = findTrailingOffset(data);
    if (!offset.offset.empty()) {
        stripped = offset.rest;
        stripped += ']';
        data = stripped;
    }
    std::string filled;
    if (!attachments.empty()) {
        auto whole = fillPlaceholders(data, attachments, m_options.messageLimit);
        if (!whole)
            return m_listener.packetRefused(raw, whole.error());
        filled = std::move(*whole);
        data = filled;
    }
    if (packet.id && m_owed.size() >= mostOwed)
        return end(SocketIoEnd::Kind::Closed, "more events want to be acknowledged than can be kept track of");
    if (!offset.offset.empty())
        m_newestOffset = offset.offset;
    if (packet.id)
        m_owed.push_back(*packet.id);
    m_listener.messageRead(data);
}

void SocketIoClient::takeAcknowledgement(const SocketIoPacket &packet, std::string_view raw,
                                         std::span<const std::string> attachments)
{
    const auto sent = m_awaited.find(*packet.id);
    if (sent == m_awaited.end())
        return m_listener.packetRefused(raw, "a Socket.IO acknowledgement of nothing that was sent");
    auto data = packet.data;
    std::string filled;
    if (!attachments.empty()) {
        auto whole = fillPlaceholders(data, attachments, m_options.messageLimit);
        if (!whole)
            return m_listener.packetRefused(raw, whole.error());
        filled = std::move(*whole);
        data = filled;
    }
    const auto message = acknowledgementMessage(sent->second, data);
    if (!message)
        return m_listener.packetRefused(raw, message.error());
    m_awaited.erase(sent);
    m_listener.messageRead(*message);
}

void SocketIoClient::send(std::string_view event, std::string_view key)
{
    SocketIoPacket packet;
    packet.nameSpace = m_options.nameSpace;
    packet.data = event;
    if (!key.empty()) {
        packet.id = m_nextId++;
        m_awaited.emplace(*packet.id, key);
        if (m_awaited.size() > mostAwaited)
            m_awaited.erase(m_awaited.begin());
    }
    sendPacket(packet);
}

void SocketIoClient::confirm()
{
    m_session.offset = m_newestOffset;
    while (m_phase == Phase::Connected && !m_owed.empty()) {
        SocketIoPacket ack{SocketIoType::Ack};
        ack.nameSpace = m_options.nameSpace;
        ack.id = m_owed.front();
        ack.data = "[]";
        if (!sendPacket(ack))
            return;
        m_owed.pop_front();
    }
}

bool SocketIoClient::sendPacket(const SocketIoPacket &packet)
{
    return m_listener.packetMade(static_cast<char>(EnginePacketType::Message) + writeSocketIoPacket(packet));
}

void SocketIoClient::end(SocketIoEnd::Kind kind, std::string reason, int status)
{
    m_phase = Phase::Over;
    m_listener.ended({kind, std::move(reason), status});
}

} // namespace Bellboard
