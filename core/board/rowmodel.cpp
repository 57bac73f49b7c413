// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/rowmodel.h"

#include "board/format.h"
#include "board/rowkey.h"
#include "board/rowtexts.h"
#include "board/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace Bellboard {

namespace {

// Sorting again moves rows under the user's eyes, and a layout change costs the view a frame.
constexpr int sortsPerTick = 2;
// More rows than a screen can show are not looked through for ages that changed, but announced.
constexpr int mostRowsOnScreen = 256;

/// The columns whose kind is Age, one bit each.
std::uint32_t ageColumns(std::span<const RowModel::Column> columns)
{
    std::uint32_t ages = 0;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (columns[column].kind == RowModel::CellKind::Age) {
            ages |= std::uint32_t{1} << column;
        }
    }
    return ages;
}

} // namespace

RowModel::RowModel(std::span<const Column> columns, QObject *parent, Columns agingColumns)
    : QAbstractTableModel(parent)
    , m_columns(columns)
    , m_agingColumns(agingColumns | ageColumns(columns))
    , m_sortsLeft(sortsPerTick)
    , m_lastVisible(std::numeric_limits<int>::max())
{ }

int RowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

int RowModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant RowModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Slot slot = m_shown[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case DisplayRole:
        return Words::onOneLine(cellText(slot, column));
    case KindRole:
        return static_cast<int>(m_columns[static_cast<std::size_t>(column)].kind);
    case SeverityRole:
        return severity(slot);
    case ValueRole:
        return cellValue(slot, column);
    case DimmedRole:
        return m_stale || isDimmed(slot);
    case KeyRole:
        return key(slot);
    case TipRole:
        return cellTip(slot, column);
    default:
        return {};
    }
}

QVariant RowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const Column &column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case DisplayRole:
        return QCoreApplication::translate("Bellboard::RowModel", column.title);
    case KindRole:
        return static_cast<int>(column.kind);
    default:
        return {};
    }
}

QHash<int, QByteArray> RowModel::roleNames() const
{
    return {
        {DisplayRole, "display"}, {KindRole, "kind"}, {SeverityRole, "severity"}, {ValueRole, "value"},
        {DimmedRole, "dimmed"},   {KeyRole, "key"},   {TipRole, "tip"},
    };
}

void RowModel::setFilter(const QString &filter)
{
    if (filter == m_filter.text()) {
        return;
    }
    m_filter.setText(filter);
    rebuild();
    Q_EMIT filterChanged();
}

void RowModel::setSortColumn(int column)
{
    sort(column, m_sortOrder);
}

void RowModel::setSortOrder(Qt::SortOrder order)
{
    sort(m_sortColumn, order);
}

void RowModel::sort(int column, Qt::SortOrder order)
{
    if (column < -1 || column >= columnCount() || (column == m_sortColumn && order == m_sortOrder)) {
        return;
    }
    m_sortColumn = column;
    m_sortOrder = order;
    rebuild();
    Q_EMIT sortChanged();
}

void RowModel::sortBy(int column)
{
    if (column != m_sortColumn) {
        sort(column, Qt::AscendingOrder);
    } else if (m_sortOrder == Qt::AscendingOrder) {
        sort(column, Qt::DescendingOrder);
    } else {
        sort(-1, Qt::AscendingOrder);
    }
}

void RowModel::setHeld(bool held)
{
    if (held == m_held) {
        return;
    }
    m_held = held;
    if (!held) {
        reconcile(true);
        announceCounts();
    }
    Q_EMIT heldChanged();
}

void RowModel::releasePending()
{
    reconcile(true);
    announceCounts();
}

void RowModel::setVisibleRows(int first, int last)
{
    m_firstVisible = std::max(first, 0);
    m_lastVisible = last;
}

void RowModel::setSelectedKey(const QString &key)
{
    if (key == m_selectedKey) {
        return;
    }
    m_selectedKey = key;
    m_selectedSlot = noSlot;
    updateSelection();
    Q_EMIT selectedKeyChanged();
    Q_EMIT detailChanged();
}

BoardDetail RowModel::detail() const
{
    return m_selectedSlot == noSlot ? BoardDetail() : describeWithNotes(m_selectedSlot);
}

RowModel::Slot RowModel::slotOfKey(const QString &key) const
{
    const auto parsed = RowKey::parse(key);
    return parsed ? slotOf(parsed->feed, parsed->subject) : noSlot;
}

BoardDetail RowModel::detailOf(const QString &key) const
{
    const Slot slot = slotOfKey(key);
    return slot == noSlot ? BoardDetail() : describeWithNotes(slot);
}

BoardDetail RowModel::describeWithNotes(Slot slot) const
{
    BoardDetail detail = describe(slot);
    const auto feed = RowKey::parse(detail.key).value_or(RowKey()).feed;
    auto &timeline = detail.timeline;
    const auto insert = [&](const TimelineEntry &entry) {
        const auto later = std::ranges::find_if(timeline, [&](const auto &other) { return other.at > entry.at; });
        timeline.insert(later, entry);
    };
    if (const auto *notes = m_notes.of(detail.key)) {
        for (const auto &note : *notes) {
            const QString by = person(feed, note.by());
            insert({Format::timeOfDay(note.time), by.isEmpty() ? tr("Note") : tr("Note by %1").arg(by),
                    Words::text(note.text()), false, note.time});
        }
    }
    for (const auto &note : wish(slot).notes) {
        if (!m_notes.isFrom(detail.key, note.command)) {
            timeline.append({Format::timeOfDay(note.asked),
                             note.confirmed ? tr("Note by you") : tr("Note by you · on its way"), note.text,
                             !note.confirmed, note.asked});
        }
    }
    describeEdit(detail);
    return detail;
}

void RowModel::describeEdit(BoardDetail &detail) const
{
    const auto *edit = m_edits.of(detail.key);
    if (!edit) {
        return;
    }
    if (!hasFailed(edit->phase)) {
        detail.timeline.append(
            {Format::timeOfDay(edit->asked), tr("Changed by you · on its way"), edit->command.text, true, edit->asked});
        return;
    }
    detail.editKey = edit->command.key;
    detail.editText = edit->command.text;
    const bool isOvertaken = !edit->command.base.isEmpty() && edit->command.base != detail.version;
    detail.editReason = edit->reason;
    if (isOvertaken) {
        const QString since = detail.changedBy.isEmpty()
            ? tr("It was changed since; what it says now stands below.")
            : tr("%1 changed it since; what it says now stands below.").arg(detail.changedBy);
        detail.editReason = QStringList{edit->reason, since}.join(u'\n').trimmed();
    }
    // One that was decided cannot be decided again.
    const bool canSave = std::ranges::any_of(
        detail.actions, [&](const DetailAction &action) { return action.id == edit->command.name; });
    detail.actions.removeIf([&](const DetailAction &action) { return action.id == edit->command.name; });
    if (canSave) {
        detail.actions.append(saveMineAction());
    }
    detail.actions.append(discardMineAction());
}

int RowModel::rowOf(const QString &key) const
{
    const Slot slot = slotOfKey(key);
    if (slot == noSlot || !(m_state[slot] & Shown)) {
        return -1;
    }
    return static_cast<int>(std::find(m_shown.begin(), m_shown.end(), slot) - m_shown.begin());
}

QString RowModel::keyAt(int row) const
{
    return row < 0 || row >= count() ? QString() : key(m_shown[static_cast<std::size_t>(row)]);
}

int RowModel::columnWidthHint(int column) const
{
    return column < 0 || column >= columnCount() ? 0 : m_columns[static_cast<std::size_t>(column)].weight;
}

RowModel::Slot RowModel::addRow()
{
    const auto slot = static_cast<Slot>(m_state.size());
    m_state.push_back(0);
    m_fresh.push_back(slot);
    return slot;
}

void RowModel::noteCommand(const CommandProgress &progress)
{
    const auto &command = progress.command;
    const auto key = RowKey::format(command.feed, command.subject.toStdString());
    const bool isWish = m_wishes.note(key, progress, m_now);
    if (!m_edits.note(key, progress) && !isWish) {
        return;
    }
    if (const Slot slot = slotOfKey(key); slot != noSlot) {
        touch(slot, allColumns, false);
        flush();
    }
}

void RowModel::foldNote(const Event &event, const NoteData &note)
{
    m_notes.fold(event, note);
    m_hasNewNotes |= m_selectedSlot != noSlot && m_selectedKey == RowKey::format(event.feed, note.about);
}

QString RowModel::ownerText(Slot slot, FeedIndex feed, std::string_view owner) const
{
    const Wish wished = wish(slot);
    if (!wished.owner) {
        return person(feed, owner);
    }
    const QString name = wished.owner->isEmpty() ? tr("you") : person(feed, wished.owner->toStdString());
    return wished.confirmed ? name : tr("%1 (asked)").arg(name);
}

void RowModel::flush()
{
    const bool hasNewNotes = std::exchange(m_hasNewNotes, false);
    if (m_fresh.empty() && m_dirty.empty() && (m_moved.empty() || m_sortsLeft == 0)) {
        if (hasNewNotes) {
            Q_EMIT detailChanged();
        }
        return;
    }
    if (!m_wishes.isEmpty()) {
        m_wishes.forgetBorneOut([this](const QString &key) {
            const Slot slot = slotOfKey(key);
            return slot != noSlot && (m_state[slot] & Dirty);
        });
    }
    reconcile(!m_held);
    announceDirty();
    const bool selectedChanged = m_selectedSlot != noSlot && (m_state[m_selectedSlot] & Dirty);
    for (const Slot slot : m_dirty) {
        m_state[slot] &= static_cast<std::uint8_t>(~Dirty);
    }
    m_dirty.clear();
    m_dirtyColumns = 0;
    const Slot selectedBefore = m_selectedSlot;
    announceCounts();
    if (selectedChanged || hasNewNotes || m_selectedSlot != selectedBefore) {
        Q_EMIT detailChanged();
    }
}

void RowModel::tick(Timestamp now)
{
    const Timestamp before = std::exchange(m_now, now);
    m_sortsLeft = sortsPerTick;
    for (const auto &key : m_wishes.forgetOld(now)) {
        if (const Slot slot = slotOfKey(key); slot != noSlot)
            touch(slot, allColumns, false);
        flush();
    }
    announceAges(before);
}

void RowModel::setStale(bool stale)
{
    if (stale == m_stale) {
        return;
    }
    m_stale = stale;
    announceVisible(0, columnCount() - 1);
    Q_EMIT staleChanged();
}

void RowModel::setFeedNames(const QStringList &names)
{
    if (names == m_feedNames) {
        return;
    }
    m_feedNames = names;
    announceVisible(0, columnCount() - 1);
    Q_EMIT detailChanged();
}

void RowModel::setUserNames(const QStringList &names)
{
    if (names == m_userNames) {
        return;
    }
    m_userNames = names;
    announceVisible(0, columnCount() - 1);
    Q_EMIT detailChanged();
}

QString RowModel::feedNote(FeedIndex feed) const
{
    return m_feedNames.size() > 1 ? m_feedNames.value(feed) : QString();
}

QString RowModel::person(FeedIndex feed, std::string_view name) const
{
    const QString shown = Words::text(name);
    return !shown.isEmpty() && shown == m_userNames.value(feed) ? tr("you") : shown;
}

void RowModel::appendOwnerActions(BoardDetail &detail, Slot slot, FeedIndex feed, std::string_view owner) const
{
    const auto wished = wish(slot).owner;
    const QString name = wished ? *wished : Words::text(owner);
    const bool isTheirs = !name.isEmpty() && name == m_userNames.value(feed);
    if (!isTheirs && !(wished && wished->isEmpty())) {
        detail.actions.append(takeAction());
    }
    detail.actions.append(assignAction());
}

QString RowModel::ageText(Timestamp time) const
{
    return Format::age(m_now - time);
}

void RowModel::announceDirty()
{
    if (m_dirty.empty()) {
        return;
    }
    int first = m_firstVisible;
    int last = std::min(m_lastVisible, count() - 1);
    const auto isDirty = [this](int row) { return (m_state[m_shown[static_cast<std::size_t>(row)]] & Dirty) != 0; };
    while (first <= last && !isDirty(first)) {
        ++first;
    }
    while (last > first && !isDirty(last)) {
        --last;
    }
    const Columns every = columnBit(columnCount()) - 1;
    const Columns columns = m_dirtyColumns & every;
    if (first > last || columns == 0) {
        return;
    }
    Q_EMIT dataChanged(index(first, std::countr_zero(columns)), index(last, std::bit_width(columns) - 1));
}

void RowModel::announceVisible(int firstColumn, int lastColumn)
{
    const int last = std::min(m_lastVisible, count() - 1);
    if (m_firstVisible <= last) {
        Q_EMIT dataChanged(index(m_firstVisible, firstColumn), index(last, lastColumn));
    }
}

/// Announces the visible ages that read otherwise now than at `before`: most of a quiet table's stand for minutes.
void RowModel::announceAges(Timestamp before)
{
    const int last = std::min(m_lastVisible, count() - 1);
    if (m_agingColumns == 0 || m_firstVisible > last) {
        return;
    }
    if (last - m_firstVisible >= mostRowsOnScreen) {
        announceVisible(std::countr_zero(m_agingColumns), std::bit_width(m_agingColumns) - 1);
        return;
    }
    for (Columns columns = m_agingColumns; columns != 0; columns &= columns - 1) {
        const int column = std::countr_zero(columns);
        std::vector<QString> texts;
        const Timestamp now = std::exchange(m_now, before);
        for (int row = m_firstVisible; row <= last; ++row) {
            texts.push_back(cellText(m_shown[static_cast<std::size_t>(row)], column));
        }
        m_now = now;
        const auto differs = [&](int row) {
            return cellText(m_shown[static_cast<std::size_t>(row)], column)
                != texts[static_cast<std::size_t>(row - m_firstVisible)];
        };
        for (int row = m_firstVisible; row <= last; ++row) {
            if (!differs(row)) {
                continue;
            }
            const int first = row;
            while (row < last && differs(row + 1)) {
                ++row;
            }
            Q_EMIT dataChanged(index(first, column), index(row, column), {DisplayRole});
        }
    }
}

void RowModel::announceCounts()
{
    updateSelection();
    if (m_announcedCount != count()) {
        m_announcedCount = count();
        Q_EMIT countChanged();
    }
    if (m_announcedTotal != total()) {
        m_announcedTotal = total();
        Q_EMIT totalChanged();
    }
    if (m_announcedPending != m_pending) {
        m_announcedPending = m_pending;
        Q_EMIT pendingCountChanged();
    }
}

void RowModel::updateSelection()
{
    if (m_selectedSlot == noSlot) {
        m_selectedSlot = slotOfKey(m_selectedKey);
    }
    int row = -1;
    if (m_selectedSlot != noSlot && (m_state[m_selectedSlot] & Shown)) {
        const auto was = static_cast<std::size_t>(m_selectedRow);
        const bool unmoved = was < m_shown.size() && m_shown[was] == m_selectedSlot;
        row = unmoved ? m_selectedRow
                      : static_cast<int>(std::find(m_shown.begin(), m_shown.end(), m_selectedSlot) - m_shown.begin());
    }
    if (row != m_selectedRow) {
        m_selectedRow = row;
        Q_EMIT selectedRowChanged();
    }
}

} // namespace Bellboard
