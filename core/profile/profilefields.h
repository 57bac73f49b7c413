// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/eventfields.h"
#include "event/eventwords.h"
#include "protocol/controlmessage.h"

#include <array>
#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace Bellboard {

// The control messages that a profile can make of a backend's, as eventFields has them for events.

template<>
inline constexpr auto eventFields<Welcome> = std::tuple{
    EventField{"user", &Welcome::user, Need::Optional},
    EventField{"server", &Welcome::server, Need::Optional},
    EventField{"heartbeat", &Welcome::heartbeat, Need::Optional},
    EventField{"server_time", &Welcome::serverTime, Need::Optional},
};
template<>
inline constexpr auto eventFields<CaughtUp> = std::tuple{
    EventField{"stream", &CaughtUp::stream, Need::NotEmpty},
    EventField{"epoch", &CaughtUp::epoch, Need::Optional},
    EventField{"offset", &CaughtUp::offset, Need::Optional},
    EventField{"recovered", &CaughtUp::recovered},
};
template<>
inline constexpr auto eventFields<Ping> = std::tuple{EventField{"id", &Ping::id, Need::Optional}};
template<>
inline constexpr auto eventFields<Pong> = std::tuple{EventField{"id", &Pong::ping, Need::Optional}};
template<>
inline constexpr auto eventFields<CommandResult> = std::tuple{
    EventField{"key", &CommandResult::key, Need::Optional},
    EventField{"ok", &CommandResult::ok},
    EventField{"code", &CommandResult::code, Need::Optional},
    EventField{"reason", &CommandResult::reason, Need::Optional},
};
template<>
inline constexpr auto eventFields<ServerError> = std::tuple{
    EventField{"key", &ServerError::key, Need::Optional},
    EventField{"code", &ServerError::code, Need::Optional},
    EventField{"reason", &ServerError::reason, Need::Optional},
};
template<>
inline constexpr auto eventFields<TokenExpiring> = std::tuple{EventField{"at", &TokenExpiring::at, Need::Optional}};
template<>
inline constexpr auto eventFields<Authenticated> = std::tuple{};
template<>
inline constexpr auto eventFields<Drain> = std::tuple{
    EventField{"within", &Drain::within, Need::Optional},
    EventField{"reason", &Drain::reason, Need::Optional},
};
template<>
inline constexpr auto eventFields<TypingNotice> = std::tuple{
    EventField{"conversation", &TypingNotice::conversation, Need::NotEmpty},
    EventField{"by", &TypingNotice::by},
    EventField{"active", &TypingNotice::active, Need::Optional},
};
/// What a message of no interest becomes.
struct IgnoredMessage
{ };
template<>
inline constexpr auto eventFields<IgnoredMessage> = std::tuple{};

template<>
inline constexpr std::array<WireWord<bool>, 2> wireWords<bool>{WireWord{"false", false}, WireWord{"true", true}};

/// What a message can become: the data of events, then control messages, in the order of typeInfos().
using MappedTypes =
    std::tuple<PaymentData, RunData, ExceptionData, RuleData, HelpData, DonationData, ShiftData, MetricData, TaskData,
               MessageData, PresenceData, AlertData, NoteData, Welcome, CaughtUp, Ping, Pong, CommandResult,
               ServerError, TokenExpiring, Authenticated, Drain, TypingNotice, IgnoredMessage>;

/// Calls `visit` with the place of each mapped type as a std::integral_constant, up to the one at `index`, whose result it returns.
template<std::size_t I = 0, typename Visit>
decltype(auto) visitMappedType(std::size_t index, Visit &&visit)
{
    if constexpr (I + 1 == std::tuple_size_v<MappedTypes>)
        return visit(std::type_identity<std::tuple_element_t<I, MappedTypes>>{});
    else
        return index == I ? visit(std::type_identity<std::tuple_element_t<I, MappedTypes>>{})
                          : visitMappedType<I + 1>(index, visit);
}

/// What kind of value a field takes.
enum class FieldKind : std::uint8_t {
    Text,
    Word, ///< one of `words`
    Number, ///< a whole number from 0 to 2^53 - 1
    SmallNumber, ///< one below 2^32
    Decimal, ///< any number
    Time,
    Duration, ///< milliseconds
    Money,
};

/// One field that a message can fill.
struct FieldInfo
{
    std::string_view name;
    FieldKind kind = FieldKind::Text;
    Need need = Need::Needed;
    std::vector<std::string_view> words{}; ///< of FieldKind::Word, in the order of their values
};

/// One thing that a message can become.
struct TypeInfo
{
    std::string_view name; ///< in a profile: "payment", "control.ping", "ignore"
    std::string_view eventType; ///< of the CloudEvents envelope: "org.bellboard.payment"; empty for control messages
    std::vector<FieldInfo> fields; ///< in the order of eventFields

    bool isEvent() const { return !eventType.empty(); }
};

/// In the order of MappedTypes.
std::span<const TypeInfo> typeInfos();

} // namespace Bellboard
