// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <string_view>
#include <tuple>

namespace Bellboard {

/// Whether the data of an event must have a member.
enum class Need {
    Optional, ///< it may be absent
    Needed, ///< it must be there
    NotEmpty, ///< it must be there, and a text of at least one character
};

/// One member of the data of an event: its name in docs/protocol.md, and where it stands in `Data`.
template<typename Data, typename Value>
struct EventField
{
    std::string_view name;
    Value Data::*member;
    Need need = Need::Needed;
};

/// The members of each kind of data, as a tuple of EventField; what the native protocol and profiles fill.
template<typename Data>
inline constexpr auto eventFields = nullptr;

template<>
inline constexpr auto eventFields<PaymentData> = std::tuple{
    EventField{"status", &PaymentData::status},
    EventField{"money", &PaymentData::amount},
    EventField{"payer", &PaymentData::payer},
    EventField{"method", &PaymentData::method},
    EventField{"reference", &PaymentData::reference, Need::Optional},
    EventField{"reason", &PaymentData::reason, Need::Optional},
};
template<>
inline constexpr auto eventFields<RunData> = std::tuple{
    EventField{"phase", &RunData::phase},         EventField{"name", &RunData::name},
    EventField{"done", &RunData::done},           EventField{"total", &RunData::total},
    EventField{"matched", &RunData::matched},     EventField{"exceptions", &RunData::exceptions},
    EventField{"unmatched", &RunData::unmatched}, EventField{"error", &RunData::error, Need::Optional},
};
template<>
inline constexpr auto eventFields<ExceptionData> = std::tuple{
    EventField{"status", &ExceptionData::status},
    EventField{"run", &ExceptionData::run},
    EventField{"money", &ExceptionData::amount},
    EventField{"reason", &ExceptionData::reason},
    EventField{"owner", &ExceptionData::owner, Need::Optional},
    EventField{"version", &ExceptionData::version, Need::Optional},
};
template<>
inline constexpr auto eventFields<RuleData> = std::tuple{
    EventField{"status", &RuleData::status},
    EventField{"name", &RuleData::name, Need::NotEmpty},
    EventField{"text", &RuleData::text},
    EventField{"by", &RuleData::by, Need::Optional},
    EventField{"version", &RuleData::version, Need::Optional},
};
template<>
inline constexpr auto eventFields<HelpData> = std::tuple{
    EventField{"status", &HelpData::status},
    EventField{"name", &HelpData::name},
    EventField{"topic", &HelpData::topic},
    EventField{"position", &HelpData::position},
    EventField{"since", &HelpData::since},
    EventField{"assignee", &HelpData::assignee, Need::Optional},
    EventField{"conversation", &HelpData::conversation, Need::Optional},
};
template<>
inline constexpr auto eventFields<DonationData> = std::tuple{
    EventField{"status", &DonationData::status},
    EventField{"money", &DonationData::amount},
    EventField{"donor", &DonationData::donor},
    EventField{"campaign", &DonationData::campaign, Need::Optional},
};
template<>
inline constexpr auto eventFields<ShiftData> = std::tuple{
    EventField{"status", &ShiftData::status}, EventField{"title", &ShiftData::title},
    EventField{"needed", &ShiftData::needed}, EventField{"filled", &ShiftData::filled},
    EventField{"starts", &ShiftData::starts}, EventField{"ends", &ShiftData::ends},
};
template<>
inline constexpr auto eventFields<MetricData> = std::tuple{
    EventField{"area", &MetricData::area},
    EventField{"title", &MetricData::title, Need::NotEmpty},
    EventField{"value", &MetricData::value},
    EventField{"unit", &MetricData::unit, Need::Optional},
};
template<>
inline constexpr auto eventFields<TaskData> = std::tuple{
    EventField{"status", &TaskData::status},
    EventField{"priority", &TaskData::priority},
    EventField{"title", &TaskData::title},
    EventField{"assignee", &TaskData::assignee, Need::Optional},
    EventField{"money", &TaskData::amount, Need::Optional},
    EventField{"due", &TaskData::due, Need::Optional},
};
template<>
inline constexpr auto eventFields<MessageData> = std::tuple{
    EventField{"kind", &MessageData::kind},
    EventField{"conversation", &MessageData::conversation, Need::NotEmpty},
    EventField{"author", &MessageData::author},
    EventField{"text", &MessageData::text},
    EventField{"about", &MessageData::about, Need::Optional},
    EventField{"key", &MessageData::key, Need::Optional},
};
template<>
inline constexpr auto eventFields<PresenceData> = std::tuple{
    EventField{"status", &PresenceData::status},
};
template<>
inline constexpr auto eventFields<AlertData> = std::tuple{
    EventField{"severity", &AlertData::severity},
    EventField{"state", &AlertData::state},
    EventField{"area", &AlertData::area},
    EventField{"title", &AlertData::title, Need::NotEmpty},
    EventField{"raised", &AlertData::raised},
    EventField{"text", &AlertData::text, Need::Optional},
    EventField{"about", &AlertData::about, Need::Optional},
    EventField{"owner", &AlertData::owner, Need::Optional},
    EventField{"by", &AlertData::by, Need::Optional},
    EventField{"snoozed_until", &AlertData::snoozedUntil, Need::Optional},
};
template<>
inline constexpr auto eventFields<NoteData> = std::tuple{
    EventField{"kind", &NoteData::kind},
    EventField{"about", &NoteData::about, Need::NotEmpty},
    EventField{"by", &NoteData::by},
    EventField{"text", &NoteData::text, Need::NotEmpty},
    EventField{"key", &NoteData::key, Need::Optional},
};

} // namespace Bellboard
