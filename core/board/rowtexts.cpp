// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/rowtexts.h"

#include "board/words.h"

#include <QCoreApplication>

namespace Bellboard {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Bellboard::BoardDetail", text);
}

} // namespace

void appendSearchable(std::string &to, const Money &amount)
{
    if (amount.currencyCode().empty())
        return;
    to.append(amount.currencyCode());
    to.push_back(' ');
    to.append(amount.decimalText());
    to.push_back('\n');
}

QString joined(std::initializer_list<QString> parts)
{
    QString text;
    for (const QString &part : parts) {
        if (!part.isEmpty())
            text += text.isEmpty() ? part : QStringLiteral(" · ") + part;
    }
    return text;
}

DetailField textField(const QString &label, const QString &value)
{
    return {label, value, false};
}

DetailField textField(const QString &label, std::string_view utf8)
{
    return {label, Words::text(utf8), false};
}

DetailField idField(const QString &label, std::string_view utf8)
{
    return {label, Words::text(utf8), true};
}

void appendField(BoardDetail &detail, const DetailField &field)
{
    if (!field.value.isEmpty())
        detail.fields.append(field);
}

DetailAction acknowledgeAction()
{
    return {QStringLiteral("acknowledge"), translated("Acknowledge"), true, true};
}

DetailAction unacknowledgeAction()
{
    return {QStringLiteral("unacknowledge"), translated("Unacknowledge"), false, true};
}

DetailAction snoozeAction()
{
    return {QStringLiteral("snooze"), translated("Snooze"), false, true};
}

DetailAction unsnoozeAction()
{
    return {QStringLiteral("unsnooze"), translated("End snooze"), false, true};
}

DetailAction takeAction()
{
    return {QStringLiteral("take"), translated("Take"), false, true};
}

DetailAction assignAction()
{
    return {QStringLiteral("assign"), translated("Assign"), false, true};
}

DetailAction editAction()
{
    return {QStringLiteral("edit"), translated("Edit"), true, true};
}

DetailAction resolveAction()
{
    return {QStringLiteral("resolve"), translated("Resolve"), false, true};
}

DetailAction saveMineAction()
{
    return {QStringLiteral("saveMine"), translated("Save mine"), true, true};
}

DetailAction discardMineAction()
{
    return {QStringLiteral("discardMine"), translated("Discard mine"), false, true};
}

DetailAction replyAction()
{
    return {QStringLiteral("reply"), translated("Reply"), true, true};
}

DetailAction conversationAction()
{
    return {QStringLiteral("conversation"), translated("Open conversation"), false, true};
}

} // namespace Bellboard
