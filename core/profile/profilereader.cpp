// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profilereader.h"

#include "profile/profilefields.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

using namespace std::string_view_literals;
using Attribute = MessagePlan::Attribute;

constexpr std::array rootKeys{"title"sv,    "extends"sv, "connection"sv, "kind"sv, "translate"sv,
                              "position"sv, "message"sv, "send"sv,       "http"sv, "limits"sv};
constexpr std::array connectionKeys{"transport"sv, "token"sv,      "token_name"sv,        "subprotocol"sv,
                                    "namespace"sv, "transports"sv, "heartbeat_seconds"sv, "replays"sv};
constexpr std::array transports{"websocket"sv, "socketio"sv, "polling"sv};
constexpr std::array ioTransports{"websocket"sv, "polling"sv}; // in the order of EngineTransport
constexpr std::array tokenPlaces{"header"sv, "message"sv, "query"sv, "none"sv};
constexpr std::array kindKeys{"pointer"sv, "event"sv, "constant"sv, "otherwise"sv};
constexpr std::array eventKeys{"type"sv,  "id"sv,       "subject"sv, "time"sv,    "stream"sv,
                               "epoch"sv, "sequence"sv, "source"sv,  "repeats"sv, "data"sv};
constexpr std::array controlKeys{"type"sv, "data"sv, "stream"sv, "epoch"sv, "sequence"sv};
constexpr std::array positionKeys{"stream"sv, "epoch"sv, "sequence"sv};
/// As CloudEventsDecoder::idLimit.
constexpr std::size_t longestSource = 1024;
constexpr std::size_t mostMessages = 1000;
constexpr std::int64_t longestHeartbeat = 86'400;

/// The attributes of an event, in the order of MessagePlan::Attribute.
const std::array<FieldInfo, 6> attributes{
    FieldInfo{"id"sv, FieldKind::Text, Need::Optional},    FieldInfo{"subject"sv, FieldKind::Text, Need::NotEmpty},
    FieldInfo{"time"sv, FieldKind::Time, Need::Optional},  FieldInfo{"stream"sv, FieldKind::Text, Need::Optional},
    FieldInfo{"epoch"sv, FieldKind::Text, Need::Optional}, FieldInfo{"sequence"sv, FieldKind::Number, Need::Optional},
};

/// Whether `pointer`, or one in that list, has no steps.
bool namesWholeMessage(const toml::node &pointer)
{
    const auto isEmpty = [](const toml::node &one) { return one.is_string() && one.as_string()->get().empty(); };
    const auto *several = pointer.as_array();
    return several ? std::ranges::any_of(*several, isEmpty) : isEmpty(pointer);
}

bool isControl(const TypeInfo &info)
{
    return info.name.starts_with("control."sv);
}

bool hasMessage(const Profile &profile, std::string_view type)
{
    return std::ranges::any_of(profile.messages,
                               [type](const MessagePlan &m) { return typeInfos()[m.type].name == type; });
}

bool isLasting(const MessagePlan &plan)
{
    const auto &info = typeInfos()[plan.type];
    return info.isEvent() && info.name != "presence"sv && info.name != "metric"sv; // see isPassing()
}

} // namespace

bool Profile::greets() const
{
    return hasMessage(*this, "control.welcome"sv);
}

bool Profile::confirmsTokens() const
{
    return hasMessage(*this, "control.authenticated"sv);
}

bool Profile::endsReplays() const
{
    return hasMessage(*this, "control.caughtup"sv);
}

bool Profile::hasLastingEvents() const
{
    return std::ranges::any_of(messages, isLasting);
}

bool Profile::hasUnnamedRepeats() const
{
    return std::ranges::any_of(messages, [](const MessagePlan &plan) {
        return isLasting(plan) && plan.repeats
            && plan.attributes[MessagePlan::Sequence].source == ValuePlan::Source::None;
    });
}

bool Profile::hasPositions() const
{
    return std::ranges::any_of(messages, [](const MessagePlan &plan) {
        return plan.attributes[MessagePlan::Sequence].source != ValuePlan::Source::None;
    });
}

bool Profile::numbersEvents() const
{
    constexpr auto sequence = MessagePlan::Sequence;
    return std::ranges::all_of(messages, [](const MessagePlan &plan) {
        return !isLasting(plan) || plan.attributes[sequence].source != ValuePlan::Source::None;
    });
}

bool Profile::eventsGoOnByIds() const
{
    // Else the one cursor that is kept is that of pages.
    const auto isOther = [](const std::optional<EndpointPlan> &list) { return !list || list->by != PollBy::Cursor; };
    return events && (events->by == PollBy::Cursor || (isOther(poll) && isOther(catchUp)));
}

void ProfileReader::read(const toml::table &root)
{
    m_reader.checkKeys(root, rootKeys);
    m_profile.title = m_reader.text(root, "title"sv, "Team chat"sv).value_or("");
    ValueReader values(m_reader, m_profile.pointers, m_reader.table(root, "translate"sv));
    readConnection(root);
    readKind(root);
    if (const auto *position = m_reader.table(root, "position"sv)) {
        m_reader.checkKeys(*position, positionKeys);
        readPosition(*position, m_profile.position, values);
        if (!position->contains("sequence"sv) && !position->contains("stream"sv))
            m_reader.complain(position->source(), u"[position] has a \"stream\" and a \"sequence\""_s);
    }
    readMessages(root, values);
    readSends(root);
    readHttp(root, values);
    readLimits(root);
    if (m_problems.isEmpty())
        values.checkUnused();
}

void ProfileReader::readConnection(const toml::table &root)
{
    const auto *table = m_reader.table(root, "connection"sv);
    if (!table)
        return;
    m_reader.checkKeys(*table, connectionKeys);
    if (const auto transport = m_reader.word(*table, "transport"sv, transports))
        m_profile.transport = static_cast<Transport>(*transport);
    if (const auto place = m_reader.word(*table, "token"sv, tokenPlaces))
        m_profile.token = static_cast<TokenPlace>(*place);
    if (auto name = m_reader.text(*table, "token_name"sv, "token"sv)) {
        m_profile.tokenName = std::move(*name);
        if (m_profile.token != TokenPlace::Query)
            m_reader.complain(table->get("token_name"sv)->source(),
                              u"\"token_name\" is of use only beside token = \"query\""_s);
    }
    if (auto name = m_reader.text(*table, "subprotocol"sv, "chat.v1"sv))
        m_profile.subprotocol = std::move(*name);
    if (auto name = m_reader.text(*table, "namespace"sv, "/tasks"sv)) {
        m_profile.ioNamespace = std::move(*name);
        if (m_profile.transport != Transport::SocketIo || m_profile.ioNamespace.front() != '/')
            m_reader.complain(table->get("namespace"sv)->source(),
                              u"\"namespace\" begins with \"/\", and stands beside transport = \"socketio\""_s);
    }
    readIoTransports(*table);
    if (const auto seconds = m_reader.number(*table, "heartbeat_seconds"sv, 1, longestHeartbeat))
        m_profile.heartbeat = std::chrono::seconds(*seconds);
    m_profile.replays = m_reader.flag(*table, "replays"sv);
}

void ProfileReader::readIoTransports(const toml::table &connection)
{
    const auto *node = connection.get("transports"sv);
    if (!node)
        return;
    std::vector<EngineTransport> read;
    const auto *list = node->as_array();
    bool isGood = list && !list->empty() && m_profile.transport == Transport::SocketIo;
    for (std::size_t i = 0; isGood && i < list->size(); ++i) {
        const auto *text = list->get(i)->as_string();
        const auto known = text ? std::ranges::find(ioTransports, text->get()) : ioTransports.end();
        const auto transport = static_cast<EngineTransport>(known - ioTransports.begin());
        isGood = known != ioTransports.end() && std::ranges::find(read, transport) == read.end();
        read.push_back(transport);
    }
    if (!isGood)
        return m_reader.complain(node->source(),
                                 u"\"transports\" is a list such as [\"polling\", \"websocket\"], what comes first "
                                 "tried first, and stands beside transport = \"socketio\""_s);
    m_profile.ioTransports = std::move(read);
}

void ProfileReader::readKind(const toml::table &root)
{
    const auto *table = m_reader.table(root, "kind"sv);
    if (!table) {
        if (!root.contains("kind"sv))
            m_reader.complain(
                root.source(),
                u"there is no [kind], which says how to tell messages apart, such as pointer = \"/type\""_s);
        return;
    }
    m_reader.checkKeys(*table, kindKeys);
    m_profile.kindIsEventName = m_reader.flag(*table, "event"sv);
    m_profile.constantKind = m_reader.text(*table, "constant"sv, "reading"sv).value_or("");
    if (auto otherwise = m_reader.text(*table, "otherwise"sv, "reading"sv))
        m_profile.otherwiseKind = std::move(*otherwise);
    const auto *pointer = table->get("pointer"sv);
    const auto ways = (pointer ? 1 : 0) + (m_profile.kindIsEventName ? 1 : 0) + (table->contains("constant"sv) ? 1 : 0);
    if (ways != 1)
        m_reader.complain(table->source(), u"[kind] has one of \"pointer\", event = true and \"constant\""_s);
    if (pointer && !pointer->is_string() && !pointer->is_array()) {
        m_reader.complain(pointer->source(), u"\"pointer\" is a pointer such as \"/type\", or a list of them"_s);
    } else if (pointer) {
        ValueReader values(m_reader, m_profile.pointers, nullptr);
        m_profile.kindSlots = values.read(*pointer, {"pointer"sv}).slots;
        if (namesWholeMessage(*pointer))
            m_reader.complain(pointer->source(), u"the pointer \"\" leads to the whole message, which is no kind"_s);
    }
}

void ProfileReader::readMessages(const toml::table &root, ValueReader &values)
{
    const auto *table = m_reader.table(root, "message"sv);
    if (!table || table->empty()) {
        if (table || !root.contains("message"sv))
            m_reader.complain(table ? table->source() : root.source(),
                              u"there are no messages, each under a line such as [message.new_task]"_s);
        return;
    }
    if (table->size() > mostMessages)
        return m_reader.complain(table->source(), u"there are more than 1000 messages"_s);
    for (const auto &[key, node] : *table) {
        if (const auto *message = node.as_table())
            readMessage(key.str(), *message, values);
        else if (const auto *parts = node.as_array(); parts && parts->is_array_of_tables())
            readParts(key, *parts, values);
        else
            m_reader.complain(key.source(),
                              u"a message is a table, under a line [message.%1]"_s.arg(toQString(key.str())));
    }
    const auto check = [&](const std::string &kind, std::string_view key) {
        if (!kind.empty() && !table->contains(kind))
            m_reader.complain(root.get("kind"sv)->as_table()->get(key)->source(),
                              u"there is no [message.%1]"_s.arg(toQString(kind)));
    };
    check(m_profile.constantKind, "constant"sv);
    check(m_profile.otherwiseKind, "otherwise"sv);
}

void ProfileReader::readMessage(std::string_view kind, const toml::table &table, ValueReader &values)
{
    if (auto plan = readPlan(kind, table, {}, values))
        add({std::move(*plan)});
}

void ProfileReader::readParts(const toml::key &key, const toml::array &tables, ValueReader &values)
{
    const auto name = toQString(key.str());
    if (tables.size() > Event::mostParts)
        return m_reader.complain(key.source(), u"a message becomes at most %1 events"_s.arg(Event::mostParts));
    for (const auto &node : tables) {
        const auto *type = node.as_table()->get("type"sv);
        const auto *text = type ? type->as_string() : nullptr;
        const auto found = text ? std::ranges::find(typeInfos(), text->get(), &TypeInfo::name) : typeInfos().end();
        if (tables.size() > 1 && found != typeInfos().end() && !found->isEvent())
            return m_reader.complain(type->source(),
                                     u"what stands beside others under [[message.%1]] is an event"_s.arg(name));
    }
    std::vector<MessagePlan> parts;
    for (const auto &node : tables) {
        const auto &table = *node.as_table();
        auto plan = readPlan(key.str(), table, parts, values);
        if (!plan)
            return;
        for (const auto &other : parts) {
            const auto &subject = plan->attributes[Attribute::Subject];
            const auto &itsSubject = other.attributes[Attribute::Subject];
            if (other.source == plan->source)
                return m_reader.complain(
                    (table.contains("source"sv) ? *table.get("source"sv) : node).source(),
                    u"each of [[message.%1]] has another \"source\", or they could not be told apart"_s.arg(name));
            if (other.type == plan->type && subject.source == ValuePlan::Source::Constant
                && itsSubject.source == subject.source && itsSubject.text == subject.text)
                return m_reader.complain(
                    table.get("subject"sv)->source(),
                    u"another of [[message.%1]] is about the same, and would take its place"_s.arg(name));
        }
        parts.push_back(std::move(*plan));
    }
    add(std::move(parts));
}

void ProfileReader::add(std::vector<MessagePlan> &&parts)
{
    m_profile.kinds.add(parts.front().kind, static_cast<int>(m_profile.messages.size()));
    for (auto &part : parts) {
        part.goesOn = &part != &parts.back();
        m_profile.messages.push_back(std::move(part));
    }
}

std::optional<MessagePlan> ProfileReader::readPlan(std::string_view kind, const toml::table &table,
                                                   std::span<const MessagePlan> before, ValueReader &values)
{
    const auto infos = typeInfos();
    std::vector<std::string_view> names;
    std::ranges::transform(infos, std::back_inserter(names), &TypeInfo::name);
    if (!table.contains("type"sv)) {
        m_reader.complain(table.source(),
                          u"[message.%1] has no \"type\", such as type = \"task\""_s.arg(toQString(kind)));
        return std::nullopt;
    }
    const auto type = m_reader.word(table, "type"sv, names);
    if (!type)
        return std::nullopt;
    MessagePlan plan;
    plan.kind = kind;
    plan.type = *type;
    const auto &info = infos[*type];
    m_reader.checkKeys(table, info.isEvent() ? std::span<const std::string_view>(eventKeys) : controlKeys);
    if (info.isEvent())
        readAttributes(table, info, plan, values);
    const auto position = std::span(plan.attributes).last<3>();
    if (!before.empty()) {
        if (!table.contains("source"sv))
            plan.source += '/' + std::to_string(before.size() + 1);
        std::ranges::copy(before.front().position(), position.begin());
        for (const auto key : positionKeys) {
            if (const auto *node = table.get(key))
                m_reader.complain(node->source(),
                                  u"\"%1\" stands in the first [[message.%2]], for all of them"_s.arg(toQString(key),
                                                                                                      toQString(kind)));
        }
    } else {
        // A control message is of the connection, and its numbers may be about others.
        if (!isControl(info))
            std::ranges::copy(m_profile.position, position.begin());
        readPosition(table, position, values);
    }
    readFields(table, info, plan, values);
    return plan;
}

void ProfileReader::readAttributes(const toml::table &table, const TypeInfo &type, MessagePlan &plan,
                                   ValueReader &values)
{
    plan.source = m_reader.text(table, "source"sv, "/tasks"sv).value_or("/" + std::string(type.name));
    if (plan.source.size() > longestSource)
        m_reader.complain(table.get("source"sv)->source(), u"\"source\" has at most 1024 bytes"_s);
    plan.repeats = m_reader.flag(table, "repeats"sv);
    for (std::size_t i = 0; i < MessagePlan::Stream; ++i) {
        if (const auto *node = table.get(attributes[i].name))
            plan.attributes[i] = values.read(*node, attributes[i]);
    }
    if (!table.contains("subject"sv))
        m_reader.complain(
            table.source(),
            u"[message.%1] has no \"subject\", which says what it is about, such as subject = \"/id\""_s.arg(
                toQString(plan.kind)));
    if (plan.attributes[Attribute::Id].source == ValuePlan::Source::Constant)
        m_reader.complain(table.get("id"sv)->source(),
                          u"an \"id\" that is always the same would make one event of all messages"_s);
    if (plan.repeats && table.contains("id"sv))
        m_reader.complain(table.get("repeats"sv)->source(), u"\"repeats\" is of no use beside \"id\""_s);
}

void ProfileReader::readPosition(const toml::table &table, std::span<ValuePlan, 3> plan, ValueReader &values)
{
    for (std::size_t i = 0; i < plan.size(); ++i) {
        const auto &attribute = attributes[MessagePlan::Stream + i];
        if (const auto *node = table.get(attribute.name))
            plan[i] = values.read(*node, attribute);
    }
    if (table.contains("stream"sv) != table.contains("sequence"sv))
        m_reader.complain(table.get(table.contains("stream"sv) ? "stream"sv : "sequence"sv)->source(),
                          u"\"stream\" and \"sequence\" come together or not at all"_s);
    if (table.contains("epoch"sv) && !table.contains("stream"sv))
        m_reader.complain(table.get("epoch"sv)->source(), u"\"epoch\" is of no use without \"stream\""_s);
}

void ProfileReader::readFields(const toml::table &table, const TypeInfo &type, MessagePlan &plan, ValueReader &values)
{
    static const toml::table none;
    const auto *given = m_reader.table(table, "data"sv);
    const auto &data = given ? *given : none;
    std::vector<std::string_view> names;
    std::ranges::transform(type.fields, std::back_inserter(names), &FieldInfo::name);
    for (const auto &[key, node] : data) {
        if (std::ranges::find(names, key.str()) != names.end())
            continue;
        m_reader.complain(key.source(),
                          names.empty()
                              ? u"\"%1\" has no data"_s.arg(toQString(type.name))
                              : u"\"%1\" has no field \"%2\"; did you mean \"%3\"?"_s.arg(
                                    toQString(type.name), toQString(key.str()), m_reader.nearest(key.str(), names)));
    }
    for (const auto &field : type.fields) {
        if (const auto *node = data.get(field.name)) {
            plan.fields.push_back(values.read(*node, field));
            continue;
        }
        plan.fields.emplace_back();
        // A time that a backend does not give is that of the event.
        const bool stands = field.kind == FieldKind::Time && type.isEvent();
        if (field.need != Need::Optional && !(stands && (field.name == "raised"sv || field.name == "since"sv)))
            m_reader.complain(
                given ? data.source() : table.source(),
                u"\"%1\" needs \"%2\": a pointer such as \"/data/%2\", or { value = ... } where the backend has none"_s
                    .arg(toQString(type.name), toQString(field.name)));
    }
}

} // namespace Bellboard
