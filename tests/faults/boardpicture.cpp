// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "boardpicture.h"

#include "board/conversationsmodel.h"

#include <QList>

#include <algorithm>

namespace Bellboard {

namespace {

bool isUnread(const QVariant &title)
{
    return title.toString() == u"Unread";
}

QByteArray rowText(const RowModel &table, int row)
{
    QByteArray line = table.keyAt(row).toUtf8();
    // Its colour is that of the unread ones.
    const bool tellsUnread = qobject_cast<const ConversationsModel *>(&table) != nullptr;
    for (int column = 0; column < table.columnCount(); ++column) {
        if (isUnread(table.headerData(column, Qt::Horizontal)))
            continue;
        const auto index = table.index(row, column);
        line += '\t' + table.data(index).toString().toUtf8();
        if (!tellsUnread)
            line += '\t' + table.data(index, RowModel::SeverityRole).toString().toUtf8();
    }
    const auto detail = table.detailOf(table.keyAt(row));
    for (const auto &field : detail.fields)
        line += '\t' + field.label.toUtf8() + '=' + field.value.toUtf8();
    for (const auto &entry : detail.timeline)
        line += '\t' + entry.time.toUtf8() + ' ' + entry.text.toUtf8();
    return line;
}

} // namespace

QByteArray pictureOf(Boards &boards, Timestamp now)
{
    boards.flush();
    boards.tick(now);
    boards.flush();
    QByteArray picture;
    for (std::size_t page = 0; page < Boards::pages; ++page) {
        const auto *board = boards.board(static_cast<Boards::Page>(page));
        for (const auto *table : board->tables()) {
            picture += "# " + QByteArray::number(page) + ' ' + table->metaObject()->className() + ' '
                + QByteArray::number(table->total()) + '\n';
            // Rows of equal rank stand in the order in which they came, which is the network's between two streams.
            QList<QByteArray> rows;
            for (int row = 0; row < table->count(); ++row)
                rows.append(rowText(*table, row));
            std::sort(rows.begin(), rows.end());
            for (const auto &row : rows)
                picture += row + '\n';
        }
        for (int card = 0; card < board->kpis()->count(); ++card) {
            const auto index = board->kpis()->index(card);
            const auto label = index.data(KpiModel::LabelRole);
            if (!isUnread(label))
                picture += "card " + label.toString().toUtf8() + ": "
                    + index.data(KpiModel::ValueRole).toString().toUtf8() + '\n';
        }
    }
    return picture;
}

} // namespace Bellboard
