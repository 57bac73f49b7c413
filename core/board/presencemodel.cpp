// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/presencemodel.h"

#include "board/roworder.h"
#include "board/words.h"
#include "event/eventwords.h"
#include "event/staleness.h"

#include <algorithm>
#include <numeric>

namespace Bellboard {

PresenceModel::PresenceModel(QObject *parent) : QAbstractListModel(parent) { }

int PresenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

QVariant PresenceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Person &person = m_people[m_order[static_cast<std::size_t>(index.row())]];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return Words::text(person.name);
    case StatusRole:
        return person.shown == Shown::Unknown ? QStringLiteral("unknown") : Words::text(wireWord(person.status));
    case StatusTextRole:
        return person.shown == Shown::Unknown ? tr("Not known") : Words::shownOf(person.status);
    default:
        return {};
    }
}

QHash<int, QByteArray> PresenceModel::roleNames() const
{
    return {{NameRole, "name"}, {StatusRole, "status"}, {StatusTextRole, "statusText"}};
}

void PresenceModel::setReach(FeedIndex feed, const Reach &reach)
{
    if (feed >= m_reach.size())
        m_reach.resize(std::size_t{feed} + 1);
    if (m_reach[feed] == reach)
        return;
    m_reach[feed] = reach;
    for (auto &person : m_people) {
        if (person.feed == feed)
            updateShown(person);
    }
}

PresenceModel::Shown PresenceModel::shownOf(const Person &person) const
{
    const Reach reach = person.feed < m_reach.size() ? m_reach[person.feed] : Reach();
    const bool isKnown = person.offset != 0 ? reach.caughtUp : reach.connected && person.received >= reach.since;
    if (!isKnown)
        return Shown::Unknown;
    return person.status == PresenceStatus::Online ? Shown::Online
        : person.status == PresenceStatus::Away    ? Shown::Away
                                                   : Shown::Offline;
}

void PresenceModel::updateShown(Person &person)
{
    const auto shown = shownOf(person);
    if (shown == person.shown)
        return;
    m_online += (shown == Shown::Online) - (person.shown == Shown::Online);
    m_unknown += (shown == Shown::Unknown) - (person.shown == Shown::Unknown);
    person.shown = shown;
    person.changed = true;
    m_dirty = true;
}

void PresenceModel::fold(const Event &event, PresenceStatus status, std::uint16_t epoch, Timestamp received)
{
    const std::uint64_t hash = SlotIndex::hash(event.feed, event.subject);
    std::uint32_t slot = m_index.find(
        hash, [&](std::uint32_t at) { return m_people[at].feed == event.feed && m_people[at].name == event.subject; });
    if (slot == noRowSlot) {
        slot = static_cast<std::uint32_t>(m_people.size());
        m_people.emplace_back();
        m_people.back().name = event.subject;
        m_people.back().feed = event.feed;
        m_index.insert(hash, slot);
    }
    Person &person = m_people[slot];
    if (isStaleFor(person, event, epoch))
        return;
    noteTold(person, event, epoch);
    person.received = received;
    person.changed |= person.status != status;
    person.status = status;
    updateShown(person);
    m_dirty = true;
}

void PresenceModel::flush()
{
    if (!m_dirty)
        return;
    m_dirty = false;
    if (m_people.size() > m_order.size()) {
        beginInsertRows({}, count(), static_cast<int>(m_people.size()) - 1);
        for (auto slot = static_cast<std::uint32_t>(m_order.size()); slot < m_people.size(); ++slot)
            m_order.push_back(slot);
        endInsertRows();
        Q_EMIT countChanged();
    }
    std::vector<std::uint32_t> order = m_order;
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) { return comesBefore(a, b); });
    if (order != m_order) {
        Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
        std::vector<int> rows(order.size());
        for (std::size_t row = 0; row < order.size(); ++row)
            rows[order[row]] = static_cast<int>(row);
        const QModelIndexList from = persistentIndexList();
        QModelIndexList to;
        for (const QModelIndex &old : from)
            to.append(index(rows[m_order[static_cast<std::size_t>(old.row())]]));
        m_order = std::move(order);
        changePersistentIndexList(from, to);
        Q_EMIT layoutChanged({}, VerticalSortHint);
    }
    int first = count();
    int last = -1;
    for (int row = 0; row < count(); ++row) {
        Person &person = m_people[m_order[static_cast<std::size_t>(row)]];
        if (person.changed) {
            person.changed = false;
            first = std::min(first, row);
            last = row;
        }
    }
    if (first <= last)
        Q_EMIT dataChanged(index(first), index(last));
    if (m_online != m_announcedOnline || m_unknown != m_announcedUnknown) {
        m_announcedOnline = m_online;
        m_announcedUnknown = m_unknown;
        Q_EMIT onlineChanged();
    }
}

bool PresenceModel::comesBefore(std::uint32_t a, std::uint32_t b) const
{
    const Person &left = m_people[a];
    const Person &right = m_people[b];
    if (left.shown != right.shown)
        return left.shown < right.shown;
    const int order = compareText(left.name, right.name);
    return order != 0 ? order < 0 : a < b;
}

} // namespace Bellboard
