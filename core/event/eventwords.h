// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <array>
#include <string_view>

namespace Bellboard {

/// A word of docs/protocol.md as it stands on the wire, and what it means.
template<typename E>
struct WireWord
{
    std::string_view word;
    E value;

    constexpr WireWord(std::string_view w, E v) : word(w), value(v) { }
};

/// All words for the values of E, in the order of the values; there is one for each enumeration below.
template<typename E>
inline constexpr std::array<WireWord<E>, 0> wireWords{};

template<>
inline constexpr std::array<WireWord<PaymentStatus>, 6> wireWords<PaymentStatus>{
    WireWord{"created", PaymentStatus::Created},       WireWord{"authorised", PaymentStatus::Authorised},
    WireWord{"processing", PaymentStatus::Processing}, WireWord{"settled", PaymentStatus::Settled},
    WireWord{"failed", PaymentStatus::Failed},         WireWord{"refunded", PaymentStatus::Refunded},
};
template<>
inline constexpr std::array<WireWord<RunPhase>, 5> wireWords<RunPhase>{
    WireWord{"loading", RunPhase::Loading},     WireWord{"matching", RunPhase::Matching},
    WireWord{"reviewing", RunPhase::Reviewing}, WireWord{"completed", RunPhase::Completed},
    WireWord{"failed", RunPhase::Failed},
};
template<>
inline constexpr std::array<WireWord<ExceptionStatus>, 2> wireWords<ExceptionStatus>{
    WireWord{"open", ExceptionStatus::Open},
    WireWord{"resolved", ExceptionStatus::Resolved},
};
template<>
inline constexpr std::array<WireWord<HelpStatus>, 4> wireWords<HelpStatus>{
    WireWord{"waiting", HelpStatus::Waiting},
    WireWord{"assigned", HelpStatus::Assigned},
    WireWord{"active", HelpStatus::Active},
    WireWord{"closed", HelpStatus::Closed},
};
template<>
inline constexpr std::array<WireWord<RuleStatus>, 3> wireWords<RuleStatus>{
    WireWord{"active", RuleStatus::Active},
    WireWord{"paused", RuleStatus::Paused},
    WireWord{"retired", RuleStatus::Retired},
};
template<>
inline constexpr std::array<WireWord<DonationStatus>, 4> wireWords<DonationStatus>{
    WireWord{"pledged", DonationStatus::Pledged},
    WireWord{"received", DonationStatus::Received},
    WireWord{"failed", DonationStatus::Failed},
    WireWord{"refunded", DonationStatus::Refunded},
};
template<>
inline constexpr std::array<WireWord<ShiftStatus>, 4> wireWords<ShiftStatus>{
    WireWord{"open", ShiftStatus::Open},
    WireWord{"filled", ShiftStatus::Filled},
    WireWord{"done", ShiftStatus::Done},
    WireWord{"cancelled", ShiftStatus::Cancelled},
};
template<>
inline constexpr std::array<WireWord<MetricArea>, 2> wireWords<MetricArea>{
    WireWord{"reconciliation", MetricArea::Reconciliation},
    WireWord{"charity", MetricArea::Charity},
};
template<>
inline constexpr std::array<WireWord<TaskStatus>, 4> wireWords<TaskStatus>{
    WireWord{"queued", TaskStatus::Queued},
    WireWord{"in_review", TaskStatus::InReview},
    WireWord{"approved", TaskStatus::Approved},
    WireWord{"rejected", TaskStatus::Rejected},
};
template<>
inline constexpr std::array<WireWord<Severity>, 4> wireWords<Severity>{
    WireWord{"info", Severity::Info},
    WireWord{"warning", Severity::Warning},
    WireWord{"high", Severity::High},
    WireWord{"critical", Severity::Critical},
};
template<>
inline constexpr std::array<WireWord<MessageKind>, 3> wireWords<MessageKind>{
    WireWord{"user", MessageKind::User},
    WireWord{"system", MessageKind::System},
    WireWord{"notification", MessageKind::Notification},
};
template<>
inline constexpr std::array<WireWord<PresenceStatus>, 3> wireWords<PresenceStatus>{
    WireWord{"online", PresenceStatus::Online},
    WireWord{"away", PresenceStatus::Away},
    WireWord{"offline", PresenceStatus::Offline},
};
template<>
inline constexpr std::array<WireWord<AlertState>, 3> wireWords<AlertState>{
    WireWord{"raised", AlertState::Raised},
    WireWord{"acknowledged", AlertState::Acknowledged},
    WireWord{"resolved", AlertState::Resolved},
};
template<>
inline constexpr std::array<WireWord<Area>, 6> wireWords<Area>{
    WireWord{"payments", Area::Payments}, WireWord{"reconciliation", Area::Reconciliation},
    WireWord{"charity", Area::Charity},   WireWord{"review", Area::Review},
    WireWord{"chat", Area::Chat},         WireWord{"system", Area::System},
};
template<>
inline constexpr std::array<WireWord<NoteSubject>, 4> wireWords<NoteSubject>{
    WireWord{"alert", NoteSubject::Alert},
    WireWord{"task", NoteSubject::Task},
    WireWord{"help", NoteSubject::Help},
    WireWord{"exception", NoteSubject::Exception},
};

template<>
inline constexpr std::array<WireWord<RepairMeans>, 2> wireWords<RepairMeans>{
    WireWord{"asked again", RepairMeans::Again},
    WireWord{"snapshot", RepairMeans::Snapshot},
};

/// The word for `value`.
template<typename E>
constexpr std::string_view wireWord(E value)
{
    return wireWords<E>[static_cast<std::size_t>(value)].word;
}

} // namespace Bellboard
