// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/messagemodel.h"

#include "board/format.h"
#include "board/rowkey.h"
#include "board/words.h"
#include "event/eventwords.h"

#include <algorithm>

namespace Bellboard {

namespace {

/// How far one of the user's messages got.
struct State
{
    QString token;
    QString words;
};

State stateOf(const OutgoingMessage &message)
{
    switch (message.phase) {
    case CommandPhase::Pending:
        return {QStringLiteral("pending"), MessageModel::tr("Waits to be sent")};
    case CommandPhase::Leaving:
        return {QStringLiteral("pending"), MessageModel::tr("Being sent")};
    case CommandPhase::Sent:
        break;
    case CommandPhase::Settled:
        if (message.answered)
            return {QStringLiteral("delivered"), MessageModel::tr("Delivered")};
        break;
    case CommandPhase::Refused:
    case CommandPhase::Cancelled:
        return {QStringLiteral("failed"), MessageModel::tr("Not sent")};
    case CommandPhase::Expired:
        return {QStringLiteral("failed"), MessageModel::tr("Not delivered")};
    }
    return {QStringLiteral("sent"), MessageModel::tr("Sent")};
}

} // namespace

MessageModel::MessageModel(QObject *parent) : QAbstractListModel(parent) { }

int MessageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : logCount() + static_cast<int>(m_outgoing.size());
}

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (index.row() >= logCount())
        return outgoingData(m_outgoing[index.row() - logCount()], role);
    return logData(m_log->at(m_begin + static_cast<std::uint64_t>(index.row())), role);
}

QVariant MessageModel::outgoingData(const OutgoingMessage &message, int role) const
{
    switch (role) {
    case AuthorRole:
        return m_userNames.value(m_feed);
    case Qt::DisplayRole:
    case TextRole:
        return message.command.text;
    case TimeTextRole:
        return Format::minuteOfDay(message.asked);
    case KindRole:
        return Words::text(wireWord(MessageKind::User));
    case OwnRole:
        return true;
    case KeyRole:
    case CommandRole:
        return message.command.key;
    case TipRole:
        return Format::dateTime(message.asked);
    case StateRole:
        return stateOf(message).token;
    case StateTextRole:
        return stateOf(message).words;
    case ReasonRole:
        return hasFailed(message.phase) ? message.reason : QString();
    case CanDiscardRole:
        return hasFailed(message.phase) || message.late;
    default:
        return {};
    }
}

QVariant MessageModel::logData(const ChatMessage &message, int role) const
{
    const auto isOwn = [&] {
        const QString user = m_userNames.value(m_feed);
        return message.kind == MessageKind::User && !user.isEmpty() && message.author == user.toStdString();
    };
    switch (role) {
    case AuthorRole:
        return Words::text(message.author);
    case Qt::DisplayRole:
    case TextRole:
        return Words::text(message.text);
    case TimeTextRole:
        return Format::minuteOfDay(message.time);
    case KindRole:
        return Words::text(wireWord(message.kind));
    case OwnRole:
        return isOwn();
    case StateRole: // the server gave it to everybody
        return isOwn() ? QStringLiteral("delivered") : QString();
    case StateTextRole:
        return isOwn() ? tr("Delivered") : QString();
    case ReasonRole:
    case CommandRole:
        return QString();
    case CanDiscardRole:
        return false;
    case KeyRole:
        return RowKey::format(m_feed, message.subject);
    case TipRole:
        return Format::dateTime(message.time);
    default:
        return {};
    }
}

QHash<int, QByteArray> MessageModel::roleNames() const
{
    return {
        {AuthorRole, "author"}, {TextRole, "text"},       {TimeTextRole, "timeText"},
        {KindRole, "kind"},     {OwnRole, "own"},         {KeyRole, "key"},
        {TipRole, "tip"},       {StateRole, "sendState"}, {StateTextRole, "stateText"},
        {ReasonRole, "reason"}, {CommandRole, "command"}, {CanDiscardRole, "canDiscard"},
    };
}

void MessageModel::setOutgoing(const QList<OutgoingMessage> &outgoing)
{
    if (outgoing == m_outgoing)
        return;
    const int before = count();
    const auto placeIn = [](const QList<OutgoingMessage> &messages, const QString &key) {
        const auto found =
            std::ranges::find(messages, key, [](const OutgoingMessage &message) { return message.command.key; });
        return found == messages.cend() ? -1 : static_cast<int>(found - messages.cbegin());
    };
    for (int i = static_cast<int>(m_outgoing.size()) - 1; i >= 0; --i) {
        if (placeIn(outgoing, m_outgoing[i].command.key) >= 0)
            continue;
        beginRemoveRows({}, logCount() + i, logCount() + i);
        m_outgoing.removeAt(i);
        endRemoveRows();
    }
    // What stays, stays in its order; what is new comes behind it.
    const auto kept = static_cast<int>(m_outgoing.size());
    for (int i = 0; i < kept; ++i) {
        const auto &now = outgoing[placeIn(outgoing, m_outgoing[i].command.key)];
        if (now == m_outgoing[i])
            continue;
        m_outgoing[i] = now;
        Q_EMIT dataChanged(index(logCount() + i), index(logCount() + i));
    }
    if (kept < outgoing.size()) {
        beginInsertRows({}, logCount() + kept, logCount() + static_cast<int>(outgoing.size()) - 1);
        for (const auto &message : outgoing) {
            if (placeIn(m_outgoing, message.command.key) < 0)
                m_outgoing.append(message);
        }
        endInsertRows();
    }
    if (before != count())
        Q_EMIT countChanged();
}

void MessageModel::show(MessageLog *log, FeedIndex feed)
{
    if (log == m_log && feed == m_feed)
        return;
    const int before = count();
    beginResetModel();
    m_outgoing.clear();
    if (m_log)
        m_log->trim();
    m_log = log;
    m_feed = feed;
    m_begin = m_end = 0;
    if (log) {
        log->trim();
        log->forgetChanges();
        m_begin = log->begin();
        m_end = log->end();
    }
    endResetModel();
    if (before != count())
        Q_EMIT countChanged();
}

bool MessageModel::take(ChatMessage message)
{
    if (!message.isLate || m_log->has(message) || m_log->placeFor(message) == m_log->end())
        return m_log->add(std::move(message));
    flush(); // now all that is in the log is shown
    const auto row = static_cast<int>(m_log->placeFor(message) - m_begin);
    beginInsertRows({}, row, row);
    m_log->add(std::move(message));
    ++m_end;
    endInsertRows();
    Q_EMIT countChanged();
    return true;
}

void MessageModel::setUserNames(const QStringList &names)
{
    m_userNames = names;
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), {OwnRole, StateRole, StateTextRole});
}

void MessageModel::flush()
{
    if (!m_log)
        return;
    const int before = count();
    const std::uint64_t end = m_log->end();
    if (end > m_end) {
        beginInsertRows({}, logCount(), logCount() + static_cast<int>(end - m_end) - 1);
        m_end = end;
        endInsertRows();
    }
    if (m_end - m_begin > MessageLog::limit) {
        const std::uint64_t begin = m_end - MessageLog::limit;
        beginRemoveRows({}, 0, static_cast<int>(begin - m_begin) - 1);
        m_begin = begin;
        m_log->trim();
        endRemoveRows();
    }
    const std::uint64_t first = std::max(m_log->firstChanged(), m_begin);
    if (m_log->firstChanged() <= m_log->lastChanged() && first <= m_log->lastChanged())
        Q_EMIT dataChanged(index(static_cast<int>(first - m_begin)),
                           index(static_cast<int>(m_log->lastChanged() - m_begin)));
    m_log->forgetChanges();
    if (before != count())
        Q_EMIT countChanged();
}

} // namespace Bellboard
