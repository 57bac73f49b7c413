// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/eventwords.h"

namespace Bellboard {

std::string_view wireWord(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return "info";
    case Severity::Warning:
        return "warning";
    case Severity::High:
        return "high";
    case Severity::Critical:
        return "critical";
    }
    return {};
}

std::string_view wireWord(PaymentStatus status)
{
    switch (status) {
    case PaymentStatus::Created:
        return "created";
    case PaymentStatus::Authorised:
        return "authorised";
    case PaymentStatus::Processing:
        return "processing";
    case PaymentStatus::Settled:
        return "settled";
    case PaymentStatus::Failed:
        return "failed";
    case PaymentStatus::Refunded:
        return "refunded";
    }
    return {};
}

std::string_view wireWord(RunPhase phase)
{
    switch (phase) {
    case RunPhase::Loading:
        return "loading";
    case RunPhase::Matching:
        return "matching";
    case RunPhase::Reviewing:
        return "reviewing";
    case RunPhase::Completed:
        return "completed";
    case RunPhase::Failed:
        return "failed";
    }
    return {};
}

std::string_view wireWord(ExceptionStatus status)
{
    switch (status) {
    case ExceptionStatus::Open:
        return "open";
    case ExceptionStatus::Resolved:
        return "resolved";
    }
    return {};
}

std::string_view wireWord(HelpStatus status)
{
    switch (status) {
    case HelpStatus::Waiting:
        return "waiting";
    case HelpStatus::Assigned:
        return "assigned";
    case HelpStatus::Active:
        return "active";
    case HelpStatus::Closed:
        return "closed";
    }
    return {};
}

std::string_view wireWord(DonationStatus status)
{
    switch (status) {
    case DonationStatus::Pledged:
        return "pledged";
    case DonationStatus::Received:
        return "received";
    case DonationStatus::Failed:
        return "failed";
    case DonationStatus::Refunded:
        return "refunded";
    }
    return {};
}

std::string_view wireWord(ShiftStatus status)
{
    switch (status) {
    case ShiftStatus::Open:
        return "open";
    case ShiftStatus::Filled:
        return "filled";
    case ShiftStatus::Done:
        return "done";
    case ShiftStatus::Cancelled:
        return "cancelled";
    }
    return {};
}

std::string_view wireWord(TaskStatus status)
{
    switch (status) {
    case TaskStatus::Queued:
        return "queued";
    case TaskStatus::InReview:
        return "in_review";
    case TaskStatus::Approved:
        return "approved";
    case TaskStatus::Rejected:
        return "rejected";
    }
    return {};
}

std::string_view wireWord(MessageKind kind)
{
    switch (kind) {
    case MessageKind::User:
        return "user";
    case MessageKind::System:
        return "system";
    case MessageKind::Notification:
        return "notification";
    }
    return {};
}

std::string_view wireWord(PresenceStatus status)
{
    switch (status) {
    case PresenceStatus::Online:
        return "online";
    case PresenceStatus::Away:
        return "away";
    case PresenceStatus::Offline:
        return "offline";
    }
    return {};
}

std::string_view wireWord(AlertState state)
{
    switch (state) {
    case AlertState::Raised:
        return "raised";
    case AlertState::Acknowledged:
        return "acknowledged";
    case AlertState::Resolved:
        return "resolved";
    }
    return {};
}

std::string_view wireWord(Area area)
{
    switch (area) {
    case Area::Payments:
        return "payments";
    case Area::Reconciliation:
        return "reconciliation";
    case Area::Charity:
        return "charity";
    case Area::Review:
        return "review";
    case Area::Chat:
        return "chat";
    case Area::System:
        return "system";
    }
    return {};
}

} // namespace Bellboard
