// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profiledecoder.h"

#include "profile/messagewalk.h"
#include "profile/planreader.h"
#include "profile/profile.h"
#include "profile/profilefields.h"
#include "protocol/batchdecoder.h"
#include "protocol/cloudeventsdecoder.h"
#include "protocol/jsonreader.h"

#include <simdjson.h>
#include <xxhash.h>

#include <algorithm>
#include <ranges>
#include <span>

namespace Bellboard {

namespace {

using Kind = DecodeError::Kind;
using Attribute = MessagePlan::Attribute;

/// What the epoch of a stream is called whose backend has none.
constexpr std::string_view onlyEpoch = "1";

/// The bytes' hash (XXH3, 128 bits) as 32 hexadecimal digits; what stands for the id of a message without one.
std::string hashText(std::string_view bytes, Timestamp received, bool repeats)
{
    constexpr std::string_view digits = "0123456789abcdef";
    const auto seed = repeats ? static_cast<XXH64_hash_t>(received.time_since_epoch().count()) : 0;
    const auto hash = XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed);
    std::string text;
    for (const auto half : {hash.high64, hash.low64}) {
        for (int shift = 60; shift >= 0; shift -= 4)
            text += digits[(half >> shift) & 0xf];
    }
    return text;
}

bool hasShortNames(const Event &event)
{
    return std::max(event.streamName.size(), event.epoch.size()) <= CloudEventsDecoder::nameLimit;
}

} // namespace

class ProfileDecoder::Parser final : public BatchDecoder
{
public:
    explicit Parser(std::shared_ptr<const Profile> profile) : m_profile(std::move(profile)), m_walk(m_profile->pointers)
    { }

    void begin(Timestamp received, bool isPage)
    {
        m_received = received;
        m_isPage = isPage;
        m_kind = {}; // the memory of the message before may be gone
    }
    void tellRepeatsApart() { m_tellsRepeatsApart = true; }
    Timestamp receivedAt() const { return m_received; }
    std::string_view kind() const { return m_kind; }
    const Profile &profile() const { return *m_profile; }

private:
    void decodeObject(simdjson::ondemand::object &object, std::string_view raw, bool whole, DecodeSink &sink) override;
    bool decodeArray(simdjson::ondemand::array &array, std::string_view raw, DecodeSink &sink) override;
    void findKind(JsonReader &reader);
    void finish(JsonReader &reader, std::string_view raw, DecodeSink &sink);
    /// Makes what the plan says of the message at hand: its first part, or a further one.
    void make(const MessagePlan &plan, std::uint8_t part, std::string_view raw, DecodeSink &sink);
    /// Reads the place in a stream into `event`; false where there is none.
    static bool readPlace(PlanReader &values, std::span<const ValuePlan, 3> plan, Event &event);
    /// The place of what is no event; null where it has none.
    Event *placeOf(std::span<const ValuePlan, 3> plan, DecodeSink &sink);
    void fillEvent(PlanReader &values, const MessagePlan &plan, Event &event);
    void giveIdentity(const MessagePlan &plan, std::string_view raw, Event &event, DecodeSink &sink) const;
    void checkEvent(JsonReader &reader, const Event &event) const;

    std::shared_ptr<const Profile> m_profile;
    MessageWalk m_walk;
    Timestamp m_received;
    Timestamp m_lastRepeat;
    bool m_tellsRepeatsApart = false;
    bool m_isPage = false; ///< what is decoded may have been given before
    std::string_view m_kind;
    std::string m_joinedKind;
    bool m_walked = false; ///< through the whole message
};

void ProfileDecoder::Parser::decodeObject(simdjson::ondemand::object &object, std::string_view raw, bool whole,
                                          DecodeSink &sink)
{
    JsonReader reader(sink.unescapedTexts());
    reader.blame(Kind::NotAnEvent);
    m_kind = {};
    m_walked = false;
    m_walk.begin();
    m_walk.read(reader, object);
    if (!reader.failed() && whole && !isAtEnd())
        reader.fail(simdjson::TRAILING_CONTENT);
    m_walked = !reader.failed();
    if (!reader.failed() && m_profile->kindIsEventName)
        reader.fail(Kind::NotAnEvent, "not an array that begins with an event name");
    if (!reader.failed())
        findKind(reader);
    finish(reader, raw, sink);
}

bool ProfileDecoder::Parser::decodeArray(simdjson::ondemand::array &array, std::string_view raw, DecodeSink &sink)
{
    if (!m_profile->kindIsEventName)
        return false;
    JsonReader reader(sink.unescapedTexts());
    reader.blame(Kind::NotAnEvent);
    m_kind = {};
    m_walked = false;
    m_walk.begin();
    int place = 0;
    for (auto element : array) {
        if (const auto code = element.error()) {
            reader.fail(code);
            break;
        }
        JsonReader::Value value = std::move(element).value_unsafe();
        if (place == 0)
            m_kind = reader.nonEmptyText(value, "the event name");
        else if (place == 1)
            m_walk.read(reader, value);
        else
            reader.skip(value);
        ++place;
        if (reader.failed())
            break;
    }
    if (!reader.failed() && !isAtEnd())
        reader.fail(simdjson::TRAILING_CONTENT);
    m_walked = !reader.failed();
    if (!reader.failed() && place == 0)
        reader.fail(Kind::NotAnEvent, "not an array that begins with an event name");
    finish(reader, raw, sink);
    return true;
}

void ProfileDecoder::Parser::findKind(JsonReader &reader)
{
    if (!m_profile->constantKind.empty()) {
        m_kind = m_profile->constantKind;
        return;
    }
    m_joinedKind.clear();
    int parts = 0;
    for (const auto slot : m_profile->kindSlots) {
        const auto value = m_walk.at(slot);
        if (value.type == CapturedValue::Type::Compound)
            return reader.fail(Kind::NotAnEvent,
                               "the kind (at \"" + m_profile->pointers.pointer(slot) + "\") is an object or an array");
        if (value.text.empty())
            break;
        if (++parts == 1) {
            m_kind = value.text;
            continue;
        }
        if (parts == 2)
            m_joinedKind = m_kind;
        m_joinedKind += '.';
        m_joinedKind += value.text;
        m_kind = m_joinedKind;
    }
    if (parts == 0)
        m_kind = m_profile->otherwiseKind;
    if (!m_kind.empty())
        return;
    std::string where;
    for (const auto slot : m_profile->kindSlots | std::views::take(1))
        where = " (at \"" + m_profile->pointers.pointer(slot) + "\")";
    reader.fail(Kind::NotAnEvent, "its kind" + where + " is missing");
}

void ProfileDecoder::Parser::finish(JsonReader &reader, std::string_view raw, DecodeSink &sink)
{
    const auto place = reader.failed() ? -1 : m_profile->kinds.find(m_kind);
    if (!reader.failed() && place < 0)
        reader.fail(Kind::Unmatched, "the profile knows no message of its kind");
    if (reader.failed())
        return reject(raw, reader.error(), sink, m_walked ? placeOf(m_profile->position, sink) : nullptr);

    const auto *plan = &m_profile->messages[static_cast<std::size_t>(place)];
    std::uint8_t part = 0;
    make(*plan, part, raw, sink);
    while (plan->goesOn)
        make(*++plan, ++part, raw, sink);
}

void ProfileDecoder::Parser::make(const MessagePlan &plan, std::uint8_t part, std::string_view raw, DecodeSink &sink)
{
    const auto &type = typeInfos()[plan.type];
    PlanReader values(*m_profile, m_walk, sink.unescapedTexts());
    visitMappedType(plan.type, [&]<typename Data>(std::type_identity<Data> /*of the message*/) {
        const auto fill = [&](Data &data) {
            std::size_t i = 0;
            std::apply(
                [&](const auto &...field) {
                    (values.read(plan.fields[i++], field.name, field.need, data.*field.member), ...);
                },
                eventFields<Data>);
        };
        if constexpr (std::is_same_v<Data, IgnoredMessage>) {
            sink.messageIgnored();
            if (auto *passed = placeOf(plan.position(), sink)) {
                passed->raw = raw;
                sink.placePassed(*passed);
            }
        } else if constexpr (std::is_constructible_v<ControlMessage, Data>) {
            Data data;
            fill(data);
            if (values.failed())
                return reject(raw, {Kind::BadData, values.error()}, sink, placeOf(plan.position(), sink));
            sink.controlDecoded(data);
            if (auto *passed = placeOf(plan.position(), sink)) {
                passed->raw = raw;
                sink.placePassed(*passed);
            }
        } else {
            auto &event = sink.blankEvent();
            event.type = type.eventType;
            event.part = part;
            if (plan.repeats && m_tellsRepeatsApart && part == 0) {
                m_received = std::max(m_received, m_lastRepeat + std::chrono::milliseconds(1));
                m_lastRepeat = m_received;
            }
            fillEvent(values, plan, event);
            giveIdentity(plan, raw, event, sink);
            auto &data = event.data.emplace<Data>();
            fill(data);
            if constexpr (std::is_same_v<Data, AlertData>) {
                if (data.raised == Timestamp{})
                    data.raised = event.time;
            } else if constexpr (std::is_same_v<Data, HelpData>) {
                if (data.since == Timestamp{})
                    data.since = event.time;
            }
            JsonReader reader(sink.unescapedTexts());
            if (values.failed())
                reader.fail(Kind::BadData, values.error());
            checkEvent(reader, event);
            if (reader.failed()) {
                const bool isPlaced = event.offset > 0 && hasShortNames(event);
                return reject(raw, reader.error(), sink, isPlaced || part > 0 ? &event : nullptr);
            }
            event.raw = raw;
            sink.eventDecoded();
        }
    });
}

bool ProfileDecoder::Parser::readPlace(PlanReader &values, std::span<const ValuePlan, 3> plan, Event &event)
{
    values.read(plan[0], "stream", Need::Optional, event.streamName);
    values.read(plan[1], "epoch", Need::Optional, event.epoch);
    values.read(plan[2], "sequence", Need::Optional, event.offset);
    if (event.offset == 0 || event.streamName.empty()) {
        event.offset = 0;
        event.streamName = {};
        event.epoch = {};
    } else if (event.epoch.empty()) {
        event.epoch = onlyEpoch;
    }
    return event.offset > 0;
}

Event *ProfileDecoder::Parser::placeOf(std::span<const ValuePlan, 3> plan, DecodeSink &sink)
{
    if (plan[2].source == ValuePlan::Source::None)
        return nullptr;
    PlanReader values(*m_profile, m_walk, sink.unescapedTexts());
    auto &event = sink.blankEvent();
    event.time = m_received;
    return readPlace(values, plan, event) && !values.failed() && hasShortNames(event) ? &event : nullptr;
}

void ProfileDecoder::Parser::fillEvent(PlanReader &values, const MessagePlan &plan, Event &event)
{
    // The position first: what is wrong behind it can be passed by in its stream.
    readPlace(values, plan.position(), event);
    event.source = plan.source;
    values.read(plan.attributes[Attribute::Id], "id", Need::Optional, event.id);
    values.read(plan.attributes[Attribute::Subject], "subject", Need::NotEmpty, event.subject);
    values.read(plan.attributes[Attribute::Time], "time", Need::Optional, event.time);
    if (event.time == Timestamp{})
        event.time = m_received;
}

void ProfileDecoder::Parser::giveIdentity(const MessagePlan &plan, std::string_view raw, Event &event,
                                          DecodeSink &sink) const
{
    if (!event.id.empty())
        return sink.identityRead(event);
    const bool repeats = plan.repeats && event.offset == 0;
    const auto nameBy = [&](bool withTime) {
        event.id = sink.unescapedTexts().emplace_back(hashText(raw, m_received, withTime));
    };
    nameBy(repeats && !m_isPage);
    sink.identityRead(event);
    // Read from the journal, it is not known to be of a page.
    if (repeats && m_isPage)
        nameBy(true);
}

void ProfileDecoder::Parser::checkEvent(JsonReader &reader, const Event &event) const
{
    if (!hasShortNames(event))
        reader.fail(Kind::NotAnEvent, "stream or epoch is longer than 256 bytes");
    if (std::max(event.id.size(), event.subject.size()) > CloudEventsDecoder::idLimit)
        reader.fail(Kind::NotAnEvent, "id or subject is longer than 1024 bytes");
}

ProfileDecoder::ProfileDecoder(std::shared_ptr<const Profile> profile)
    : m_parser(std::make_unique<Parser>(std::move(profile)))
{ }

ProfileDecoder::~ProfileDecoder() = default;

void ProfileDecoder::decode(std::string_view message, Timestamp received, DecodeSink &sink)
{
    m_parser->begin(received, false);
    m_parser->decode(message, sink);
}

void ProfileDecoder::decodePage(std::string_view page, Timestamp received, DecodeSink &sink)
{
    m_parser->begin(received, true);
    m_parser->decode(page, sink);
}

void ProfileDecoder::tellRepeatsApart()
{
    m_parser->tellRepeatsApart();
}

Timestamp ProfileDecoder::receivedAt() const
{
    return m_parser->receivedAt();
}

std::string_view ProfileDecoder::kind() const
{
    return m_parser->kind();
}

} // namespace Bellboard
