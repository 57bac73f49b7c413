// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QString>

#include <string_view>

namespace Bellboard::Words {

// The words that people read for the values of events. The views are the English words, used for searching;
// shown() is what the user sees.

std::string_view of(Severity severity);
std::string_view of(PaymentStatus status);
std::string_view of(RunPhase phase);
std::string_view of(ExceptionStatus status);
std::string_view of(RuleStatus status);
std::string_view of(HelpStatus status);
std::string_view of(DonationStatus status);
std::string_view of(ShiftStatus status);
std::string_view of(TaskStatus status);
std::string_view of(AlertState state);
std::string_view of(Area area);
std::string_view of(PresenceStatus status);
/// A payment method in words ("bank_transfer" -> "Bank transfer"); an unknown one as the backend wrote it.
std::string_view ofMethod(std::string_view method);

/// The translation of a word from of(), or the word itself.
QString shown(std::string_view word);
template<typename Value>
QString shownOf(Value value)
{
    return shown(of(value));
}

/// The token of a severity: "critical", "high", "warning" or "info".
QString token(Severity severity);
/// The tokens of a payment's status, and so on: "ok" for what went well, "high" for what failed, "info" for what goes on.
QString token(PaymentStatus status);
QString token(RunPhase phase);
QString token(ExceptionStatus status);
QString token(RuleStatus status);
QString token(HelpStatus status);
QString token(DonationStatus status);
QString token(ShiftStatus status);
QString token(TaskStatus status);

/// UTF-8 as a QString; invalid bytes become U+FFFD.
inline QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// The same text for a place that has one line: line breaks and tabs are blanks, and characters that would do something, such as turn the
/// direction of what follows, are U+FFFD.
QString onOneLine(QString text);

} // namespace Bellboard::Words
