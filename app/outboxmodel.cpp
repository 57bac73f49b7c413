// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "outboxmodel.h"

#include "board/format.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Outbox", text);
}

QString phaseWords(CommandPhase phase)
{
    switch (phase) {
    case CommandPhase::Pending:
        return tr("Waits to be sent");
    case CommandPhase::Leaving:
        return tr("Being sent");
    case CommandPhase::Sent:
        return tr("Sent, not answered yet");
    case CommandPhase::Settled:
        return tr("Done");
    case CommandPhase::Refused:
        return tr("Refused");
    case CommandPhase::Expired:
        return tr("Given up");
    case CommandPhase::Cancelled:
        return tr("Cancelled");
    }
    return {};
}

QString severityOf(CommandPhase phase)
{
    switch (phase) {
    case CommandPhase::Settled:
        return u"ok"_s;
    case CommandPhase::Refused:
    case CommandPhase::Expired:
        return u"high"_s;
    case CommandPhase::Pending:
    case CommandPhase::Leaving:
    case CommandPhase::Sent:
    case CommandPhase::Cancelled:
        break;
    }
    return u"info"_s;
}

} // namespace

void OutboxModel::note(const QString &feedName, const CommandProgress &progress)
{
    const auto find = [this](const QString &key) {
        return std::ranges::find(m_rows, key, [](const Row &row) { return row.progress.command.key; });
    };
    const auto &replaced = progress.command.replaces;
    if (const auto old = find(replaced); old != m_rows.end() && replaced != progress.command.key)
        remove(static_cast<int>(old - m_rows.begin()));
    const auto known = find(progress.command.key);
    const bool over = isOver(progress.phase);
    const int before = m_waiting;
    if (progress.phase == CommandPhase::Cancelled) {
        if (known == m_rows.end())
            return; // it was given up before
        if (hasFailed(known->progress.phase))
            return remove(static_cast<int>(known - m_rows.begin())); // told of, and given up
    }
    if (known != m_rows.end() && !over && !isOver(known->progress.phase)) {
        known->progress = progress;
        const auto where = index(static_cast<int>(known - m_rows.begin()));
        Q_EMIT dataChanged(where, where);
        return;
    }
    if (known != m_rows.end())
        remove(static_cast<int>(known - m_rows.begin()));
    const int at = over ? m_waiting : 0;
    beginInsertRows({}, at, at);
    m_rows.insert(at, {feedName, progress});
    if (!over)
        ++m_waiting;
    endInsertRows();
    trim();
    if (m_waiting != before)
        Q_EMIT waitingChanged();
}

void OutboxModel::remove(int at)
{
    const bool waited = at < m_waiting;
    beginRemoveRows({}, at, at);
    m_rows.removeAt(at);
    if (waited)
        --m_waiting;
    endRemoveRows();
}

void OutboxModel::trim()
{
    const auto mayGo = [](const Row &row) {
        return !(hasFailed(row.progress.phase) && staysWhenFailed(row.progress.command));
    };
    auto most = keptOver;
    for (int at = m_waiting; at < m_rows.size();) {
        if (mayGo(m_rows[at]) && most-- <= 0)
            remove(at);
        else
            ++at;
    }
}

const CommandProgress *OutboxModel::failed(const QString &key) const
{
    for (const auto &row : m_rows) {
        if (hasFailed(row.progress.phase) && row.progress.command.key == key)
            return &row.progress;
    }
    return nullptr;
}

const Command *OutboxModel::pending(const QString &key) const
{
    for (const auto &row : m_rows) {
        if (row.progress.phase == CommandPhase::Pending && row.progress.command.key == key)
            return &row.progress.command;
    }
    return nullptr;
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &[feed, progress] = m_rows[index.row()];
    switch (role) {
    case KeyRole:
        return progress.command.key;
    case Qt::DisplayRole:
    case WhatRole:
        return commandWords(progress.command);
    case TextRole:
        return progress.command.text.simplified();
    case DetailRole:
        return QStringList{phaseWords(progress.phase), feed, Format::shortDateTime(progress.asked)}.join(u" · "_s);
    case ReasonRole:
        return isOver(progress.phase) ? progress.reason : QString();
    case CancellableRole:
        // What became of a message is told, and ended, in its conversation; a changed thing may be there no more.
        return progress.phase == CommandPhase::Pending
            || (hasFailed(progress.phase) && staysWhenFailed(progress.command) && progress.command.name != u"message");
    case SeverityRole:
        return severityOf(progress.phase);
    default:
        return {};
    }
}

QHash<int, QByteArray> OutboxModel::roleNames() const
{
    return {{KeyRole, "key"},          {WhatRole, "what"},     {TextRole, "words"},
            {DetailRole, "detail"},    {ReasonRole, "reason"}, {CancellableRole, "cancellable"},
            {SeverityRole, "severity"}};
}

QString commandWords(const Command &command)
{
    const auto words = [&]() -> QString {
        if (command.name == u"acknowledge")
            return tr("Acknowledge %1");
        if (command.name == u"unacknowledge")
            return tr("Take the acknowledgement of %1 back");
        if (command.name == u"assign")
            return tr("Assign %1 to %2");
        if (command.name == u"snooze")
            return tr("Snooze %1 until %2");
        if (command.name == u"unsnooze")
            return tr("End the snooze of %1");
        if (command.name == u"note")
            return tr("Note on %1");
        if (command.name == u"edit")
            return tr("Change %1");
        if (command.name == u"resolve")
            return tr("Resolve %1");
        if (command.name == u"message")
            return tr("Message to %1");
        return tr("%1");
    }();
    const auto second = command.name == u"snooze" ? Format::shortDateTime(command.until) : command.owner;
    // All at once: what a server named "%2" is shown as it is.
    return words.contains(u"%2") ? words.arg(command.subject, second) : words.arg(command.subject);
}

QString failureWords(const Command &command)
{
    if (command.name == u"acknowledge")
        return tr("Not acknowledged:");
    if (command.name == u"unacknowledge")
        return tr("Still acknowledged:");
    if (command.name == u"assign")
        return tr("Not assigned:");
    if (command.name == u"snooze")
        return tr("Not snoozed:");
    if (command.name == u"unsnooze")
        return tr("Still snoozed:");
    if (command.name == u"note")
        return tr("Note not written:");
    if (command.name == u"edit")
        return tr("Not changed:");
    if (command.name == u"resolve")
        return tr("Not resolved:");
    return tr("Not sent:");
}

} // namespace Bellboard
