// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/slotindex.h"
#include "event/event.h"

#include <QAbstractListModel>
#include <QString>

#include <string>
#include <vector>

namespace Bellboard {

/// People and whether they can be reached, those who can first; changes show at flush().
class PresenceModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// People who are online.
    Q_PROPERTY(int online READ online NOTIFY onlineChanged)

public:
    enum Role : int {
        NameRole = Qt::UserRole, ///< "name" QString
        StatusRole, ///< "status" QString "online"|"away"|"offline"
        StatusTextRole, ///< "statusText" QString, the status in words
    };
    Q_ENUM(Role)

    explicit PresenceModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return rowCount(); }
    int online() const { return m_online; }

    /// Takes a person's new status; the event's subject is the person.
    void fold(const Event &event, PresenceStatus status, std::uint16_t epoch);
    void flush();

Q_SIGNALS:
    void countChanged();
    void onlineChanged();

private:
    struct Person
    {
        std::string name;
        std::uint64_t offset = 0;
        StreamId stream = 0;
        FeedIndex feed = 0;
        std::uint16_t epoch = 0;
        PresenceStatus status = PresenceStatus::Offline;
        bool changed = false;
    };

    bool comesBefore(std::uint32_t a, std::uint32_t b) const;

    std::vector<Person> m_people;
    SlotIndex m_index;
    std::vector<std::uint32_t> m_order;
    int m_online = 0;
    int m_announcedOnline = 0;
    bool m_dirty = false;
};

} // namespace Bellboard
