// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/messagemodel.h"

#include "board/format.h"
#include "board/rowkey.h"
#include "board/words.h"
#include "event/eventwords.h"

#include <algorithm>

namespace Bellboard {

MessageModel::MessageModel(QObject *parent) : QAbstractListModel(parent) { }

int MessageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_end - m_begin);
}

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ChatMessage &message = m_log->at(m_begin + static_cast<std::uint64_t>(index.row()));
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
    case OwnRole: {
        const QString user = m_userNames.value(m_feed);
        return message.kind == MessageKind::User && !user.isEmpty() && message.author == user.toStdString();
    }
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
        {AuthorRole, "author"}, {TextRole, "text"}, {TimeTextRole, "timeText"}, {KindRole, "kind"},
        {OwnRole, "own"},       {KeyRole, "key"},   {TipRole, "tip"},
    };
}

void MessageModel::show(MessageLog *log, FeedIndex feed)
{
    if (log == m_log)
        return;
    const int before = count();
    beginResetModel();
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

void MessageModel::setUserNames(const QStringList &names)
{
    m_userNames = names;
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), {OwnRole});
}

void MessageModel::flush()
{
    if (!m_log)
        return;
    const int before = count();
    const std::uint64_t end = m_log->end();
    if (end > m_end) {
        beginInsertRows({}, count(), count() + static_cast<int>(end - m_end) - 1);
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
