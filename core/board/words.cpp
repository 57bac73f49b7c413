// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Bellboard::Words {

namespace {

template<typename Value, std::size_t Count>
std::string_view pick(const std::array<std::string_view, Count> &words, Value value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < Count ? words[index] : std::string_view("?");
}

} // namespace

std::string_view of(Severity severity)
{
    static constexpr std::array<std::string_view, 4> words{"Info", "Warning", "High", "Critical"};
    return pick(words, severity);
}

std::string_view of(PaymentStatus status)
{
    static constexpr std::array<std::string_view, 6> words{"Created", "Authorised", "Processing",
                                                           "Settled", "Failed",     "Refunded"};
    return pick(words, status);
}

std::string_view of(RunPhase phase)
{
    static constexpr std::array<std::string_view, 5> words{"Loading", "Matching", "Reviewing", "Completed", "Failed"};
    return pick(words, phase);
}

std::string_view of(ExceptionStatus status)
{
    static constexpr std::array<std::string_view, 2> words{"Open", "Resolved"};
    return pick(words, status);
}

std::string_view of(RuleStatus status)
{
    static constexpr std::array<std::string_view, 3> words{"Active", "Paused", "Retired"};
    return pick(words, status);
}

std::string_view of(HelpStatus status)
{
    static constexpr std::array<std::string_view, 4> words{"Waiting", "Assigned", "Active", "Closed"};
    return pick(words, status);
}

std::string_view of(DonationStatus status)
{
    static constexpr std::array<std::string_view, 4> words{"Pledged", "Received", "Failed", "Refunded"};
    return pick(words, status);
}

std::string_view of(ShiftStatus status)
{
    static constexpr std::array<std::string_view, 4> words{"Open", "Filled", "Done", "Cancelled"};
    return pick(words, status);
}

std::string_view of(TaskStatus status)
{
    static constexpr std::array<std::string_view, 4> words{"Queued", "In review", "Approved", "Rejected"};
    return pick(words, status);
}

std::string_view of(AlertState state)
{
    static constexpr std::array<std::string_view, 3> words{"Raised", "Acknowledged", "Resolved"};
    return pick(words, state);
}

std::string_view of(Area area)
{
    static constexpr std::array<std::string_view, 6> words{"Payments", "Reconciliation", "Charity",
                                                           "Review",   "Chat",           "System"};
    return pick(words, area);
}

std::string_view of(PresenceStatus status)
{
    static constexpr std::array<std::string_view, 3> words{"Online", "Away", "Offline"};
    return pick(words, status);
}

std::string_view ofMethod(std::string_view method)
{
    if (method == "card")
        return "Card";
    if (method == "bank_transfer")
        return "Bank transfer";
    if (method == "direct_debit")
        return "Direct debit";
    if (method == "wallet")
        return "Wallet";
    return method;
}

QString shown(std::string_view word)
{
    return QCoreApplication::translate("Bellboard::Words", std::string(word).c_str());
}

QString token(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return QStringLiteral("info");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::High:
        return QStringLiteral("high");
    case Severity::Critical:
        return QStringLiteral("critical");
    }
    return {};
}

QString token(PaymentStatus status)
{
    switch (status) {
    case PaymentStatus::Created:
    case PaymentStatus::Authorised:
    case PaymentStatus::Processing:
        return QStringLiteral("info");
    case PaymentStatus::Settled:
        return QStringLiteral("ok");
    case PaymentStatus::Failed:
        return QStringLiteral("high");
    case PaymentStatus::Refunded:
        return QStringLiteral("warning");
    }
    return {};
}

QString token(RunPhase phase)
{
    switch (phase) {
    case RunPhase::Loading:
    case RunPhase::Matching:
        return QStringLiteral("info");
    case RunPhase::Reviewing:
        return QStringLiteral("warning");
    case RunPhase::Completed:
        return QStringLiteral("ok");
    case RunPhase::Failed:
        return QStringLiteral("critical");
    }
    return {};
}

QString token(ExceptionStatus status)
{
    return status == ExceptionStatus::Open ? QStringLiteral("warning") : QStringLiteral("ok");
}

QString token(RuleStatus status)
{
    return status == RuleStatus::Active ? QStringLiteral("ok") : QStringLiteral("stale");
}

QString token(HelpStatus status)
{
    switch (status) {
    case HelpStatus::Waiting:
        return QStringLiteral("high");
    case HelpStatus::Assigned:
        return QStringLiteral("warning");
    case HelpStatus::Active:
        return QStringLiteral("info");
    case HelpStatus::Closed:
        return QStringLiteral("ok");
    }
    return {};
}

QString token(DonationStatus status)
{
    switch (status) {
    case DonationStatus::Pledged:
        return QStringLiteral("info");
    case DonationStatus::Received:
        return QStringLiteral("ok");
    case DonationStatus::Failed:
        return QStringLiteral("high");
    case DonationStatus::Refunded:
        return QStringLiteral("warning");
    }
    return {};
}

QString token(ShiftStatus status)
{
    switch (status) {
    case ShiftStatus::Open:
        return QStringLiteral("warning");
    case ShiftStatus::Filled:
        return QStringLiteral("ok");
    case ShiftStatus::Done:
        return QStringLiteral("ok");
    case ShiftStatus::Cancelled:
        return QStringLiteral("stale");
    }
    return {};
}

QString token(TaskStatus status)
{
    switch (status) {
    case TaskStatus::Queued:
        return QStringLiteral("warning");
    case TaskStatus::InReview:
        return QStringLiteral("info");
    case TaskStatus::Approved:
        return QStringLiteral("ok");
    case TaskStatus::Rejected:
        return QStringLiteral("stale");
    }
    return {};
}

QString onOneLine(QString text)
{
    const auto breaksLines = [](QChar c) {
        return c == u'\n' || c == u'\r' || c == u'\t' || c == u'\x0b' || c == u'\x0c' || c == QChar(0x85)
            || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    };
    const auto doesSomething = [](QChar c) {
        return c.category() == QChar::Other_Control || (c >= QChar(0x202a) && c <= QChar(0x202e));
    };
    const auto special = [&](QChar c) { return breaksLines(c) || doesSomething(c); };
    if (std::none_of(text.cbegin(), text.cend(), special))
        return text;
    for (auto &c : text) {
        if (special(c))
            c = breaksLines(c) ? QChar::Space : QChar::ReplacementCharacter;
    }
    return text;
}

} // namespace Bellboard::Words
