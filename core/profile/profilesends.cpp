// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profilereader.h"

#include "profile/profilefields.h"
#include "protocol/batchdecoder.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

// What is sent and asked for: [send], [http] and [limits].

namespace {

using namespace std::string_view_literals;

/// A message to send: where its templates go, and what can fill their holes.
struct SendKey
{
    std::string_view name;
    std::vector<MessageTemplate> Profile::*templates;
    std::vector<Hole> holes;
    std::optional<Hole> needed{}; ///< without it the message would say nothing
};
const std::array sends{
    SendKey{"authenticate"sv, &Profile::authenticate, {Hole::Token, Hole::User}, Hole::Token},
    SendKey{"subscribe"sv, &Profile::subscribe, {Hole::User, Hole::Streams}},
    SendKey{"resume"sv, &Profile::resume, {Hole::Stream, Hole::Epoch, Hole::Offset}, Hole::Offset},
    SendKey{"reauthenticate"sv, &Profile::reauthenticate, {Hole::Token}, Hole::Token},
    SendKey{"ping"sv, &Profile::ping, {Hole::Id}},
    SendKey{"pong"sv, &Profile::pong, {Hole::Id}},
    SendKey{"typing"sv, &Profile::typing, {Hole::Conversation, Hole::User}, Hole::Conversation},
    SendKey{"presence"sv, &Profile::presence, {Hole::State, Hole::User}},
};
constexpr std::array sendKeys{"authenticate"sv, "subscribe"sv, "resume"sv,   "reauthenticate"sv, "ping"sv,
                              "pong"sv,         "typing"sv,    "presence"sv, "command"sv};
constexpr std::array commandNames{"acknowledge"sv, "unacknowledge"sv, "snooze"sv,  "unsnooze"sv, "assign"sv,
                                  "note"sv,        "edit"sv,          "resolve"sv, "message"sv};
constexpr std::array commandKeys{"template"sv, "settled_by"sv};
constexpr std::array settlers{"result"sv, "acknowledgement"sv, "sending"sv};
constexpr std::array httpKeys{"snapshot"sv, "catchup"sv, "poll"sv, "events"sv};
constexpr std::array endpointKeys{"path"sv, "list"sv, "next"sv};
constexpr std::array catchUpKeys{"path"sv, "list"sv, "next"sv, "streams"sv};
constexpr std::array pollKeys{"path"sv, "list"sv, "next"sv, "every_seconds"sv, "streams"sv};
/// They are asked for in turn.
constexpr std::size_t mostPollStreams = 100;
constexpr std::array limitKeys{"connect_attempts"sv, "messages"sv, "message_bytes"sv, "typing_seconds"sv};
constexpr std::array rateKeys{"count"sv, "seconds"sv};

/// Whether a text is path and query on the host that it is asked of, whoever reads it.
bool isPathHere(std::string_view text)
{
    const auto leadsAway = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '\\' || c == '#';
    };
    return text.starts_with('/') && !text.starts_with("//"sv) && std::ranges::none_of(text, leadsAway);
}

std::vector<Hole> commandHoles(std::string_view name)
{
    std::vector holes{Hole::Key, Hole::Subject, Hole::Kind, Hole::User};
    if (name == "assign"sv)
        holes.push_back(Hole::Owner);
    else if (name == "snooze"sv)
        holes.push_back(Hole::Until);
    else if (name == "note"sv)
        holes.push_back(Hole::Text);
    else if (name == "edit"sv || name == "resolve"sv)
        holes.insert(holes.end(), {Hole::Text, Hole::Base});
    else if (name == "message"sv)
        holes.insert(holes.end(), {Hole::Conversation, Hole::Text});
    return holes;
}

} // namespace

std::optional<MessageTemplate> ProfileReader::readTemplate(const toml::node &node, std::span<const Hole> holes,
                                                           MessageTemplate::Form form)
{
    const auto *text = node.as_string();
    if (!text) {
        m_reader.complain(node.source(), u"expected is a template in quotes, such as '{\"type\":\"ping\"}'"_s);
        return std::nullopt;
    }
    auto parsed = MessageTemplate::parse(text->get(), holes, form);
    if (parsed)
        return std::move(parsed).value();
    // Where in the text it is; of a text with escapes or several lines only where it begins is known.
    auto where = node.source();
    const auto before = std::string_view(text->get()).substr(0, parsed.error().offset);
    const auto isPlain = std::ranges::none_of(text->get(), [](char c) { return c == '\n' || c == '\\' || c == '"'; })
        || where.end.column - where.begin.column == toQString(text->get()).size() + 2;
    if (parsed.error().offset > 0 && isPlain && where.begin.line == where.end.line)
        where.begin.column += static_cast<toml::source_index>(toQString(before).size() + 1);
    m_reader.complain(where, toQString(parsed.error().message));
    return std::nullopt;
}

std::vector<MessageTemplate> ProfileReader::readTemplates(const toml::table &table, std::string_view key,
                                                          std::span<const Hole> holes)
{
    std::vector<MessageTemplate> templates;
    const auto add = [&](const toml::node &node) {
        auto one = readTemplate(node, holes, MessageTemplate::Form::Json);
        if (!one)
            return;
        checkForm(node, key, *one);
        templates.push_back(std::move(*one));
    };
    if (const auto *node = table.get(key)) {
        if (const auto *several = node->as_array())
            std::ranges::for_each(*several, add);
        else
            add(*node);
    }
    return templates;
}

void ProfileReader::checkForm(const toml::node &node, std::string_view key, const MessageTemplate &message)
{
    if (m_profile.transport != Transport::SocketIo)
        return;
    const auto filled = message.fill({});
    const auto text = trimmedJson(filled);
    if (key == "authenticate"sv && !text.starts_with('{'))
        m_reader.complain(node.source(), u"of Socket.IO this is the auth payload, an object"_s);
    else if (key != "authenticate"sv && !(text.starts_with('[') && trimmedJson(text.substr(1)).starts_with('"')))
        m_reader.complain(node.source(), u"of Socket.IO a message is such as '[\"name\",{\"a\":1}]'"_s);
}

void ProfileReader::readSends(const toml::table &root)
{
    const auto *send = m_reader.table(root, "send"sv);
    if (send) {
        m_reader.checkKeys(*send, sendKeys);
        for (const auto &[name, templates, holes, needed] : sends) {
            auto &read = m_profile.*templates = readTemplates(*send, name, holes);
            if (!read.empty() && needed)
                checkHole(send->get(name)->source(), name, *needed, read);
            if (name == "authenticate"sv && m_profile.transport == Transport::SocketIo && read.size() > 1)
                m_reader.complain(send->get(name)->source(), u"there is only one auth payload"_s);
        }
        readCommands(*send);
    }
    if (m_profile.token == TokenPlace::Message && !(send && send->contains("authenticate"sv)))
        m_reader.complain(root.get("connection"sv)->as_table()->get("token"sv)->source(),
                          u"token = \"message\" needs [send] authenticate, the message that carries it"_s);
}

void ProfileReader::checkHole(const toml::source_region &where, std::string_view name, Hole needed,
                              std::span<const MessageTemplate> templates)
{
    if (std::ranges::none_of(templates, [needed](const MessageTemplate &one) { return one.has(needed); }))
        m_reader.complain(where,
                          u"\"%1\" has no {{%2}}, without which it says nothing"_s.arg(
                              toQString(name), toQString(holeInfo(needed).name)));
}

void ProfileReader::readCommands(const toml::table &send)
{
    const auto *commands = m_reader.table(send, "command"sv);
    if (!commands)
        return;
    m_reader.checkKeys(*commands, commandNames);
    for (const auto &[key, node] : *commands) {
        if (std::ranges::find(commandNames, key.str()) != commandNames.end())
            readCommand(key.str(), node);
    }
}

void ProfileReader::readCommand(std::string_view name, const toml::node &node)
{
    SendPlan plan;
    const auto holes = commandHoles(name);
    const auto *text = &node;
    if (const auto *table = node.as_table()) {
        m_reader.checkKeys(*table, commandKeys);
        if (const auto settled = m_reader.word(*table, "settled_by"sv, settlers))
            plan.settledBy = static_cast<SettledBy>(*settled);
        if (plan.settledBy == SettledBy::Acknowledgement && m_profile.transport != Transport::SocketIo)
            m_reader.complain(table->get("settled_by"sv)->source(),
                              u"acknowledgements are a part of Socket.IO, and transport is another"_s);
        text = table->get("template"sv);
        if (!text)
            return m_reader.complain(table->source(), u"this command has no \"template\""_s);
    }
    auto message = readTemplate(*text, holes, MessageTemplate::Form::Json);
    if (!message)
        return;
    checkForm(*text, name, *message);
    // Without its key no answer could be told from another.
    if (plan.settledBy == SettledBy::Result && !message->has(Hole::Key))
        m_reader.complain(text->source(), u"a result names the command by its key, and this template has no {{key}}"_s);
    if (name == "message"sv)
        checkHole(text->source(), name, Hole::Text, {&*message, 1});
    plan.message = std::move(*message);
    m_profile.commands.emplace(name, std::move(plan));
}

void ProfileReader::readHttp(const toml::table &root, ValueReader &values)
{
    const auto *http = m_reader.table(root, "http"sv);
    if (!http)
        return;
    m_reader.checkKeys(*http, httpKeys);
    constexpr std::array pageHoles{Hole::Cursor, Hole::User};
    constexpr std::array newsHoles{Hole::Cursor, Hole::User, Hole::Stream, Hole::Epoch, Hole::Offset, Hole::Streams};
    m_profile.snapshot = readEndpoint(*http, "snapshot"sv, pageHoles, endpointKeys, values);
    m_profile.catchUp = readEndpoint(*http, "catchup"sv, newsHoles, catchUpKeys, values);
    m_profile.poll = readEndpoint(*http, "poll"sv, newsHoles, pollKeys, values);
    if (m_profile.catchUp && !m_isKept)
        checkWay(*http->get("catchup"sv)->as_table(), "catchup"sv, *m_profile.catchUp);
    if (m_profile.poll && !m_isKept)
        checkPoll(*http->get("poll"sv)->as_table());
    const auto *kind = root["kind"].as_table(); // with two ways to tell kinds that is what is wrong
    const bool isNamed = m_profile.kindIsEventName && kind && kind->size() == 1;
    for (const auto &[name, list] :
         {std::pair("snapshot"sv, &m_profile.snapshot), std::pair("catchup"sv, &m_profile.catchUp),
          std::pair("poll"sv, &m_profile.poll)}) {
        if (*list && isNamed && !m_isKept)
            m_reader.complain(
                http->get(name)->source(),
                u"with event = true a message is an array that begins with its name, and lists have messages "
                "without names"_s);
    }
    // By the bytes alone what came live could not be told from what comes again, and by its time it could not be found again.
    const bool listsLive =
        m_profile.snapshot || m_profile.catchUp || (m_profile.poll && m_profile.transport == Transport::WebSocket);
    if (listsLive && m_profile.hasUnnamedRepeats() && !m_isKept)
        m_reader.complain(http->source(),
                          u"a list gives again what came by the connection, and of a kind with repeats = true that has "
                          "neither \"id\" nor \"sequence\" nobody can tell that it is the same"_s);
    constexpr std::array eventHoles{Hole::Cursor, Hole::User, Hole::Epoch, Hole::Offset, Hole::Streams};
    if (const auto *events = http->get("events"sv)) {
        if (const auto *text = events->as_string(); text && !isPathHere(text->get()))
            m_reader.complain(
                events->source(),
                u"\"events\" is a path on the feed's host that begins with one \"/\", without spaces, \"\\\" and \"#\""_s);
        else if (auto path = readTemplate(*events, eventHoles, MessageTemplate::Form::Path))
            m_profile.events = EndpointPlan{std::move(*path), {}, {}};
        if (m_profile.events && !m_isKept)
            findWay(*m_profile.events, events->source());
    }
    const auto hasCursor = [](const std::optional<EndpointPlan> &plan) { return plan && plan->by == PollBy::Cursor; };
    if (hasCursor(m_profile.catchUp) && (hasCursor(m_profile.events) || hasCursor(m_profile.poll)) && !m_isKept)
        m_reader.complain(http->get("catchup"sv)->source(),
                          u"only one of \"catchup\", \"poll\" and \"events\" goes on by a cursor, as one is kept"_s);
}

std::optional<EndpointPlan> ProfileReader::readEndpoint(const toml::table &http, std::string_view name,
                                                        std::span<const Hole> holes,
                                                        std::span<const std::string_view> keys, ValueReader &values)
{
    const auto *table = m_reader.table(http, name);
    if (!table)
        return std::nullopt;
    EndpointPlan plan;
    m_reader.checkKeys(*table, keys);
    const auto *path = table->get("path"sv);
    const auto *text = path ? path->as_string() : nullptr;
    if (!text || !isPathHere(text->get())) {
        m_reader.complain(
            path ? path->source() : table->source(),
            u"an endpoint has a \"path\" on the feed's host that begins with one \"/\", such as path = \"/api/tasks\""_s);
        return std::nullopt;
    }
    if (auto parsed = readTemplate(*path, holes, MessageTemplate::Form::Path))
        plan.path = std::move(*parsed);
    if (const auto *list = table->get("list"sv))
        plan.list = values.readTokens(*list).value_or(std::vector<std::string>{});
    if (const auto *next = table->get("next"sv)) {
        plan.next = values.readTokens(*next);
        if (!plan.path.has(Hole::Cursor))
            m_reader.complain(next->source(),
                              u"the cursor that \"next\" names has no {{cursor}} in \"path\" to go to"_s);
    }
    return plan;
}

void ProfileReader::checkPoll(const toml::table &poll)
{
    auto &plan = *m_profile.poll;
    const auto &where = poll.get("path"sv)->source();
    if (const auto seconds = m_reader.number(poll, "every_seconds"sv, 1, 3'600))
        plan.every = std::chrono::seconds(*seconds);
    checkWay(poll, "poll"sv, plan);
    if (plan.by == PollBy::Cursor && m_profile.transport == Transport::WebSocket)
        m_reader.complain(where,
                          u"a cursor does not move while the WebSocket brings the events: where that is blocked, the "
                          "path has {{stream}} and {{offset}}, or {{streams}}"_s);
}

void ProfileReader::checkWay(const toml::table &endpoint, std::string_view name, EndpointPlan &plan)
{
    readStreams(endpoint, plan);
    findWay(plan, endpoint.get("path"sv)->source());
    if (plan.by == PollBy::Stream && plan.streams.empty())
        m_reader.complain(endpoint.source(),
                          u"with {{stream}} in its path, [http.%1] says of which streams it asks for all: "
                          "streams = [\"payments\", \"refunds\"]"_s.arg(toQString(name)));
}

void ProfileReader::findWay(EndpointPlan &plan, const toml::source_region &where)
{
    const auto has = [&plan](Hole hole) { return plan.path.has(hole); };
    const bool byOne = has(Hole::Stream) || has(Hole::Epoch) || has(Hole::Offset);
    if ((byOne || has(Hole::Streams)) && !m_profile.hasPositions())
        return m_reader.complain(where,
                                 u"what is asked for behind a position needs messages that have one, and none has a "
                                 "\"stream\" and a \"sequence\""_s);
    if (has(Hole::Streams) && byOne)
        return m_reader.complain(
            where, u"{{streams}} has all positions, and {{stream}}, {{epoch}} and {{offset}} are of one"_s);
    if (byOne && !has(Hole::Offset))
        return m_reader.complain(
            where, u"what is asked for by its stream is asked for behind a position, and {{offset}} is missing"_s);
    if (has(Hole::Stream)) {
        plan.by = PollBy::Stream;
    } else if (byOne) {
        auto only = onlyStream();
        if (!only)
            return m_reader.complain(where,
                                     u"{{offset}} counts within one stream, and messages may be of several: {{stream}} "
                                     "is missing, or {{streams}} instead"_s);
        plan.by = PollBy::OneStream;
        plan.streams = {std::move(*only)};
    } else if (has(Hole::Streams)) {
        plan.by = PollBy::AllStreams;
    } else if (has(Hole::Cursor)) {
        plan.by = PollBy::Cursor;
    }
}

void ProfileReader::readStreams(const toml::table &endpoint, EndpointPlan &plan)
{
    const auto *node = endpoint.get("streams"sv);
    if (!node)
        return;
    const auto *list = node->as_array();
    bool isGood = list && !list->empty() && list->size() <= mostPollStreams;
    std::vector<std::string> streams;
    for (std::size_t i = 0; isGood && i < list->size(); ++i) {
        const auto *text = list->get(i)->as_string();
        isGood = text && !text->get().empty() && std::ranges::find(streams, text->get()) == streams.end();
        if (isGood)
            streams.push_back(text->get());
    }
    if (!isGood)
        return m_reader.complain(
            node->source(),
            u"\"streams\" is a list of up to 100 names, each once, such as [\"payments\", \"refunds\"]"_s);
    if (!plan.path.has(Hole::Stream))
        return m_reader.complain(node->source(), u"\"streams\" are asked for one by one, by {{stream}} in \"path\""_s);
    plan.streams = std::move(streams);
}

std::optional<std::string> ProfileReader::onlyStream() const
{
    std::optional<std::string> only;
    for (const auto &message : m_profile.messages) {
        const auto &stream = message.position()[0];
        if (stream.source == ValuePlan::Source::None || typeInfos()[message.type].name.starts_with("control."sv))
            continue;
        if (stream.source != ValuePlan::Source::Constant || (only && *only != stream.text))
            return std::nullopt;
        only = stream.text;
    }
    return only;
}

void ProfileReader::readLimits(const toml::table &root)
{
    const auto *limits = m_reader.table(root, "limits"sv);
    if (!limits)
        return;
    m_reader.checkKeys(*limits, limitKeys);
    m_profile.connectAttempts = readRate(*limits, "connect_attempts"sv);
    m_profile.messageRate = readRate(*limits, "messages"sv);
    if (const auto bytes = m_reader.number(*limits, "message_bytes"sv, 64, std::int64_t{1} << 30))
        m_profile.messageBytes = static_cast<std::size_t>(*bytes);
    if (const auto seconds = m_reader.number(*limits, "typing_seconds"sv, 1, 3'600))
        m_profile.typingRest = std::chrono::seconds(*seconds);
}

RateLimit ProfileReader::readRate(const toml::table &limits, std::string_view key)
{
    const auto *table = m_reader.table(limits, key);
    if (!table)
        return {};
    m_reader.checkKeys(*table, rateKeys);
    const auto count = m_reader.number(*table, "count"sv, 1, 1'000'000);
    const auto seconds = m_reader.number(*table, "seconds"sv, 1, 86'400);
    if (!table->contains("count"sv) || !table->contains("seconds"sv))
        m_reader.complain(table->source(),
                          u"a limit is such as %1 = { count = 10, seconds = 60 }"_s.arg(toQString(key)));
    return {static_cast<int>(count.value_or(0)), std::chrono::seconds(seconds.value_or(0))};
}

} // namespace Bellboard
