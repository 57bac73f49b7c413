// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Which rows a RowModel shows, and in which order; with the signals that tell the views.

#include "board/rowmodel.h"

#include <algorithm>

namespace Bellboard {

namespace {

// A few insertions and removals are told one by one; more would cost the view more than one change of the layout.
constexpr std::size_t mostRuns = 4;

/// Rows next to each other.
struct Run
{
    std::size_t first;
    std::size_t last;
};

/// The runs of rows of `order` for which `belongs(slot)` holds; stops behind mostRuns.
template<typename Belongs>
std::vector<Run> runsOf(const std::vector<RowSlot> &order, Belongs belongs)
{
    std::vector<Run> runs;
    for (std::size_t row = 0; row < order.size(); ++row) {
        if (!belongs(order[row])) {
            continue;
        }
        if (!runs.empty() && runs.back().last + 1 == row) {
            runs.back().last = row;
        } else if (runs.size() == mostRuns) {
            runs.push_back({row, row});
            return runs;
        } else {
            runs.push_back({row, row});
        }
    }
    return runs;
}

} // namespace

bool RowModel::accepts(Slot slot) const
{
    if (m_filter.isEmpty()) {
        return true;
    }
    m_searchText.clear();
    appendSearchText(slot, m_searchText);
    return m_filter.matches(m_searchText);
}

bool RowModel::comesBefore(const Keyed &a, const Keyed &b) const
{
    const bool descending = m_sortColumn >= 0 && m_sortOrder == Qt::DescendingOrder;
    if (a.key != b.key) {
        return (a.key < b.key) != descending;
    }
    if (const int order = compareEqualKeys(a.slot, b.slot, m_sortColumn); order != 0) {
        return (order < 0) != descending;
    }
    return a.slot > b.slot;
}

std::vector<RowModel::Keyed> RowModel::sorted(const std::vector<Slot> &rows) const
{
    std::vector<Keyed> keyed;
    keyed.reserve(rows.size());
    for (const Slot slot : rows) {
        keyed.push_back({keyOf(slot), slot});
    }
    std::sort(keyed.begin(), keyed.end(), [this](const Keyed &a, const Keyed &b) { return comesBefore(a, b); });
    return keyed;
}

void RowModel::rebuild()
{
    std::vector<Slot> matching;
    matching.reserve(m_state.size());
    m_joining.clear();
    m_leaving.clear();
    for (Slot slot = 0; slot < m_state.size(); ++slot) {
        m_state[slot] &= Shown | Dirty;
        if (accepts(slot)) {
            matching.push_back(slot);
        } else if (m_state[slot] & Shown) {
            m_state[slot] |= Leaving;
            m_leaving.push_back(slot);
        }
    }
    m_fresh.clear();
    m_waiting.clear();
    m_moved.clear();
    m_pending = 0;
    std::vector<Slot> order;
    order.reserve(matching.size());
    for (const Keyed &keyed : sorted(matching)) {
        order.push_back(keyed.slot);
    }
    showOrder(std::move(order));
    announceCounts();
}

void RowModel::setPending(Slot slot, bool pending)
{
    if (((m_state[slot] & Pending) != 0) != pending) {
        m_state[slot] ^= Pending;
        m_pending += pending ? 1 : -1;
    }
}

/// Finds out whether a row comes or goes, and notes that for now or, when the list is held, for later.
void RowModel::weigh(Slot slot, bool mayShow)
{
    std::uint8_t &state = m_state[slot];
    const bool shown = state & Shown;
    const bool wanted = accepts(slot);
    if (!mayShow) {
        if (wanted != shown && !(state & Waiting)) {
            state |= Waiting;
            m_waiting.push_back(slot);
        }
        setPending(slot, wanted && !shown);
    } else if (wanted && !shown && !(state & Joining)) {
        state |= Joining;
        m_joining.push_back(slot);
    } else if (!wanted && shown && !(state & Leaving)) {
        state |= Leaving;
        m_leaving.push_back(slot);
    }
}

/// Lets rows come, go and move according to what was noted since the last time.
void RowModel::reconcile(bool mayShow)
{
    m_joining.clear();
    m_leaving.clear();
    for (const Slot slot : m_fresh) {
        weigh(slot, mayShow);
    }
    m_fresh.clear();
    if (!m_filter.isEmpty()) {
        for (const Slot slot : m_dirty) {
            weigh(slot, mayShow);
        }
    }
    if (!mayShow) {
        return;
    }
    for (const Slot slot : m_waiting) {
        m_state[slot] &= static_cast<std::uint8_t>(~Waiting);
        setPending(slot, false);
        weigh(slot, true);
    }
    m_waiting.clear();

    const bool sortNow = !m_moved.empty() && m_sortsLeft > 0;
    if (!sortNow && !m_moved.empty()) {
        // Among rows that wait to be sorted again no place is sure: the new rows then wait with them.
        for (const Slot slot : m_joining) {
            if (!(m_state[slot] & Moved)) {
                m_state[slot] |= Moved;
                m_moved.push_back(slot);
            }
        }
    }
    if (!sortNow && m_leaving.empty()) {
        if (!m_joining.empty()) {
            showOrder(merged(m_shown, sorted(m_joining)));
        }
        return;
    }
    std::vector<Slot> placed = m_joining;
    if (sortNow) {
        takeMoved(placed);
    }
    std::vector<Slot> staying;
    staying.reserve(m_shown.size());
    for (const Slot slot : m_shown) {
        if (!(m_state[slot] & (Leaving | Placed))) {
            staying.push_back(slot);
        }
    }
    for (const Slot slot : placed) {
        m_state[slot] &= static_cast<std::uint8_t>(~Placed);
    }
    std::vector<Slot> order = merged(staying, sorted(placed));
    showOrder(std::move(order));
}

void RowModel::takeMoved(std::vector<Slot> &placed)
{
    --m_sortsLeft;
    for (const Slot slot : m_moved) {
        std::uint8_t &state = m_state[slot];
        state &= static_cast<std::uint8_t>(~Moved);
        if ((state & Shown) && !(state & Leaving)) {
            state |= Placed;
            placed.push_back(slot);
        }
    }
    m_moved.clear();
}

std::vector<RowModel::Slot> RowModel::merged(const std::vector<Slot> &staying, const std::vector<Keyed> &placed) const
{
    std::vector<Slot> order;
    order.reserve(staying.size() + placed.size());
    auto from = staying.begin();
    // Searching pays while few are placed; else it is better to pass all once.
    const bool search = placed.size() * 16 < staying.size();
    for (const Keyed &keyed : placed) {
        const auto before = [&](Slot slot) { return comesBefore({keyOf(slot), slot}, keyed); };
        const auto to =
            search ? std::partition_point(from, staying.end(), before) : std::find_if_not(from, staying.end(), before);
        order.insert(order.end(), from, to);
        order.push_back(keyed.slot);
        from = to;
    }
    order.insert(order.end(), from, staying.end());
    return order;
}

/// Makes `order` what is shown. The rows that are shown but not in it are in m_leaving.
void RowModel::showOrder(std::vector<Slot> order)
{
    removeLeaving();
    if (order.size() > m_shown.size()) {
        insertJoining(order);
    }
    reorder(std::move(order));
    for (const Slot slot : m_joining) {
        m_state[slot] &= static_cast<std::uint8_t>(~Joining);
    }
    m_joining.clear();
    m_leaving.clear();
}

void RowModel::removeLeaving()
{
    if (m_leaving.empty()) {
        return;
    }
    const auto leaves = [this](Slot slot) { return (m_state[slot] & Leaving) != 0; };
    std::vector<Run> runs = runsOf(m_shown, leaves);
    if (runs.size() > mostRuns) {
        std::vector<Slot> order = m_shown;
        const auto tail = std::stable_partition(order.begin(), order.end(), [&](Slot slot) { return !leaves(slot); });
        runs = {{static_cast<std::size_t>(tail - order.begin()), order.size() - 1}};
        reorder(std::move(order));
    }
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        beginRemoveRows({}, static_cast<int>(run->first), static_cast<int>(run->last));
        const auto begin = m_shown.begin();
        m_shown.erase(begin + static_cast<std::ptrdiff_t>(run->first),
                      begin + static_cast<std::ptrdiff_t>(run->last) + 1);
        endRemoveRows();
    }
    for (const Slot slot : m_leaving) {
        m_state[slot] &= static_cast<std::uint8_t>(~(Leaving | Shown));
    }
}

/// Inserts the rows of `order` that are not shown: in place when they are few runs, else behind all others.
void RowModel::insertJoining(const std::vector<Slot> &order)
{
    const auto joins = [this](Slot slot) { return !(m_state[slot] & Shown); };
    const std::vector<Run> runs = runsOf(order, joins);
    bool inPlace = runs.size() <= mostRuns;
    for (std::size_t row = 0, run = 0, shown = 0; inPlace && row < order.size(); ++row) {
        if (run < runs.size() && row == runs[run].first) {
            row = runs[run++].last;
        } else {
            inPlace = m_shown[shown++] == order[row];
        }
    }
    if (inPlace) {
        for (const Run &run : runs) {
            beginInsertRows({}, static_cast<int>(run.first), static_cast<int>(run.last));
            m_shown.insert(m_shown.begin() + static_cast<std::ptrdiff_t>(run.first),
                           order.begin() + static_cast<std::ptrdiff_t>(run.first),
                           order.begin() + static_cast<std::ptrdiff_t>(run.last) + 1);
            endInsertRows();
            for (std::size_t row = run.first; row <= run.last; ++row) {
                m_state[order[row]] |= Shown;
            }
        }
    } else {
        std::vector<Slot> joining;
        std::copy_if(order.begin(), order.end(), std::back_inserter(joining), joins);
        beginInsertRows({}, count(), static_cast<int>(order.size()) - 1);
        m_shown.insert(m_shown.end(), joining.begin(), joining.end());
        endInsertRows();
        for (const Slot slot : joining) {
            m_state[slot] |= Shown;
        }
    }
}

/// Gives the shown rows another order; persistent indexes follow their rows.
void RowModel::reorder(std::vector<Slot> order)
{
    if (order == m_shown) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    to.reserve(from.size());
    std::vector<int> rowOfSlot;
    if (!from.isEmpty()) {
        rowOfSlot.resize(m_state.size(), -1);
        for (std::size_t row = 0; row < order.size(); ++row) {
            rowOfSlot[order[row]] = static_cast<int>(row);
        }
    }
    for (const QModelIndex &old : from) {
        to.append(index(rowOfSlot[m_shown[static_cast<std::size_t>(old.row())]], old.column()));
    }
    m_shown = std::move(order);
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

} // namespace Bellboard
