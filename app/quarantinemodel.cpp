// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "quarantinemodel.h"

#include "board/format.h"
#include "event/eventjson.h"

#include <QLocale>

namespace Bellboard {

void QuarantineModel::add(const QString &feedName, const QuarantineEntry &entry)
{
    if (count() == capacity) {
        beginRemoveRows({}, capacity - 1, capacity - 1);
        m_entries.removeLast();
        endRemoveRows();
    }
    const auto preview = QString::fromUtf8(entry.preview.left(300)).simplified();
    beginInsertRows({}, 0, 0);
    m_entries.prepend({feedName, Format::dateTime(entry.received), entry.reason,
                       QString::fromStdString(withVisibleControls(preview.toStdString())),
                       QLocale().formattedDataSize(entry.size)});
    endInsertRows();
    Q_EMIT countChanged();
}

int QuarantineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant QuarantineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &row = m_entries[index.row()];
    switch (role) {
    case FeedRole:
        return row.feed;
    case TimeTextRole:
        return row.timeText;
    case Qt::DisplayRole:
    case ReasonRole:
        return row.reason;
    case PreviewRole:
        return row.preview;
    case SizeRole:
        return row.size;
    default:
        return {};
    }
}

QHash<int, QByteArray> QuarantineModel::roleNames() const
{
    return {{FeedRole, "feed"},
            {TimeTextRole, "timeText"},
            {ReasonRole, "reason"},
            {PreviewRole, "preview"},
            {SizeRole, "size"}};
}

} // namespace Bellboard
