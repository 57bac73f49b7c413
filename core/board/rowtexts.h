// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/boarddetail.h"
#include "event/money.h"

#include <QString>

#include <string>
#include <string_view>

// What the boards' tables have in common when they put rows into words.

namespace Bellboard {

/// What a cell shows in place of nothing.
inline QString dash()
{
    return QStringLiteral("—");
}
inline QString orDash(const QString &text)
{
    return text.isEmpty() ? dash() : text;
}

/// Appends a text that a filter looks into.
inline void appendSearchable(std::string &to, std::string_view text)
{
    to.append(text);
    to.push_back('\n');
}
/// Appends an amount as "GBP 1234.50", without groups.
void appendSearchable(std::string &to, const Money &amount);

/// The parts that are not empty, with " · " between them.
QString joined(std::initializer_list<QString> parts);

DetailField textField(const QString &label, const QString &value);
DetailField textField(const QString &label, std::string_view utf8);
DetailField idField(const QString &label, std::string_view utf8);
/// Appends a field unless its value is empty.
void appendField(BoardDetail &detail, const DetailField &field);

DetailAction acknowledgeAction();
DetailAction unacknowledgeAction();
/// Puts it off, for as long as the user chooses.
DetailAction snoozeAction();
DetailAction unsnoozeAction();
/// Makes it the user's own.
DetailAction takeAction();
DetailAction assignAction();
/// Changes its words.
DetailAction editAction();
/// Decides it, with a reason.
DetailAction resolveAction();
/// Has a change of the user's done that was not, over what others changed since.
DetailAction saveMineAction();
DetailAction discardMineAction();
DetailAction replyAction();
DetailAction conversationAction();

} // namespace Bellboard
