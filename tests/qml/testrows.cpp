// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "testrows.h"

#include <array>
#include <charconv>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr SortKey middle = SortKey{1} << 32;

constexpr std::array columns{
    RowModel::Column{"State", RowModel::CellKind::Badge, 10},
    RowModel::Column{"Subject", RowModel::CellKind::Strong, 40},
    RowModel::Column{"Amount", RowModel::CellKind::Amount, 15},
    RowModel::Column{"Age", RowModel::CellKind::Age, 10},
};

} // namespace

TestRows::TestRows(QObject *parent) : RowModel(columns, parent) { }

void TestRows::add(const QString &severity, const QString &subject)
{
    append(severity, subject, middle + m_rows.size());
}

void TestRows::addMany(int count)
{
    for (int i = 0; i < count; ++i)
        add(u"info"_s, u"row %1"_s.arg(i));
}

void TestRows::addFirst(const QString &severity, const QString &subject)
{
    append(severity, subject, middle - m_rows.size() - 1);
}

void TestRows::append(const QString &severity, const QString &subject, SortKey order)
{
    m_rows.push_back({severity, subject, order});
    addRow();
}

void TestRows::change(int row, const QString &subject)
{
    m_rows.at(static_cast<Slot>(row)).subject = subject;
    touch(static_cast<Slot>(row), columnBit(1), false);
}

QString TestRows::cellText(Slot slot, int column) const
{
    const Row &row = m_rows.at(slot);
    switch (column) {
    case 0:
        return row.severity;
    case 1:
        return row.subject;
    case 2:
        return u"£%1.00"_s.arg(slot);
    default:
        return u"%1 s"_s.arg(slot);
    }
}

QString TestRows::key(Slot slot) const
{
    return u"0/%1"_s.arg(slot);
}

RowModel::Slot TestRows::slotOf(FeedIndex feed, std::string_view subject) const
{
    Slot slot = noSlot;
    const auto parsed = std::from_chars(subject.data(), subject.data() + subject.size(), slot);
    return feed == 0 && parsed.ec == std::errc() && slot < m_rows.size() ? slot : noSlot;
}

void TestRows::appendSearchText(Slot slot, std::string &text) const
{
    text += m_rows.at(slot).subject.toStdString();
}

SortKey TestRows::sortKey(Slot slot, int column) const
{
    return column < 0 ? m_rows.at(slot).order : SortKey{slot};
}

BoardDetail TestRows::describe(Slot slot) const
{
    const Row &row = m_rows.at(slot);
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.severity = row.severity;
    detail.badge = row.severity;
    detail.title = row.subject;
    detail.fields = {{u"Subject"_s, row.subject, false}, {u"Number"_s, QString::number(slot), true}};
    detail.timeline = {{u"09:41:07"_s, row.subject}};
    detail.actions = {{u"acknowledge"_s, u"Acknowledge"_s, true, true}, {u"assign"_s, u"Assign"_s, false, false}};
    detail.takesNotes = true;
    return detail;
}

} // namespace Bellboard
