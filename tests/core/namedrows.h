// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/rowkey.h"
#include "board/rowmodel.h"

#include <string>
#include <vector>

namespace Bellboard {

/// The simplest table: rows of a name and a number, whose own order is by number.
class NamedRows : public RowModel
{
    Q_OBJECT

public:
    enum Columns {
        NameColumn,
        NumberColumn
    };

    struct Row
    {
        std::string subject;
        std::string name;
        int number;
    };

    explicit NamedRows(QObject *parent = nullptr) : RowModel(columns(), parent) { }

    void add(const std::string &name, int number)
    {
        m_rows.push_back({std::to_string(m_rows.size()), name, number});
        addRow();
    }
    void change(Slot slot, const std::string &name, int number)
    {
        Row &row = m_rows[slot];
        RowModel::Columns changed = 0;
        changed |= row.name != name ? columnBit(NameColumn) : 0;
        changed |= row.number != number ? columnBit(NumberColumn) : 0;
        row.name = name;
        row.number = number;
        if (changed != 0) {
            touch(slot, changed, (changed & columnBit(NumberColumn)) != 0);
        }
    }
    const std::vector<Row> &rows() const { return m_rows; }

protected:
    QString cellText(Slot slot, int column) const override
    {
        return column == NameColumn ? QString::fromStdString(m_rows[slot].name) : QString::number(m_rows[slot].number);
    }
    QString severity(Slot) const override { return QStringLiteral("info"); }
    bool isDimmed(Slot slot) const override { return m_rows[slot].number < 0; }
    QString key(Slot slot) const override { return RowKey::format(0, m_rows[slot].subject); }
    Slot slotOf(FeedIndex, std::string_view subject) const override
    {
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (m_rows[i].subject == subject) {
                return static_cast<Slot>(i);
            }
        }
        return noSlot;
    }
    void appendSearchText(Slot slot, std::string &text) const override { text += m_rows[slot].name; }
    SortKey sortKey(Slot slot, int column) const override
    {
        return column == NameColumn ? textKey(m_rows[slot].name) : numberKey(m_rows[slot].number);
    }
    int compareEqualKeys(Slot a, Slot b, int column) const override
    {
        return column == NameColumn ? compareText(m_rows[a].name, m_rows[b].name) : 0;
    }
    BoardDetail describe(Slot slot) const override
    {
        BoardDetail detail;
        detail.valid = true;
        detail.key = key(slot);
        detail.title = cellText(slot, NameColumn);
        return detail;
    }

private:
    static std::span<const Column> columns()
    {
        static constexpr Column list[] = {{"Name", CellKind::Strong, 30}, {"Number", CellKind::Amount, 10}};
        return list;
    }

    std::vector<Row> m_rows;
};

} // namespace Bellboard
