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
///
/// What was told without a place in a stream was true of the connection on which it came: once that is over nobody knows, until the server
/// says it again. What has a place is known as long as its stream is.
class PresenceModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// People who are online, as far as that is known.
    Q_PROPERTY(int online READ online NOTIFY onlineChanged)
    /// People of whom it is not known.
    Q_PROPERTY(int unknown READ unknown NOTIFY onlineChanged)

public:
    enum Role : int {
        NameRole = Qt::UserRole, ///< "name" QString
        StatusRole, ///< "status" QString "online"|"away"|"unknown"|"offline"
        StatusTextRole, ///< "statusText" QString, the status in words
    };
    Q_ENUM(Role)

    explicit PresenceModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return rowCount(); }
    int online() const { return m_online; }
    int unknown() const { return m_unknown; }

    /// What is known of the connection to a feed.
    struct Reach
    {
        bool connected = false; ///< the server took us
        bool caughtUp = false; ///< and all that there was came
        Timestamp since; ///< when the connection, or the newest attempt at one, was begun

        bool operator==(const Reach &) const = default;
    };
    void setReach(FeedIndex feed, const Reach &reach);
    /// Takes a person's new status; the event's subject is the person. `received` is when it came, by the clock of Reach::since.
    void fold(const Event &event, PresenceStatus status, std::uint16_t epoch, Timestamp received);
    void flush();

Q_SIGNALS:
    void countChanged();
    void onlineChanged();

private:
    /// What is shown of a person, in the order in which people are.
    enum class Shown : std::uint8_t {
        Online,
        Away,
        Unknown,
        Offline
    };
    struct Person
    {
        std::string name;
        Timestamp received; ///< when the server last said it
        Timestamp updated; ///< the time of that event
        std::uint64_t offset = 0;
        StreamId stream = 0;
        FeedIndex feed = 0;
        std::uint16_t epoch = 0;
        PresenceStatus status = PresenceStatus::Offline;
        Shown shown = Shown::Offline;
        bool changed = false;
    };

    Shown shownOf(const Person &person) const;
    void updateShown(Person &person);
    bool comesBefore(std::uint32_t a, std::uint32_t b) const;

    std::vector<Person> m_people;
    SlotIndex m_index;
    std::vector<std::uint32_t> m_order;
    std::vector<Reach> m_reach; ///< by feed
    int m_online = 0;
    int m_unknown = 0;
    int m_announcedOnline = 0;
    int m_announcedUnknown = 0;
    bool m_dirty = false;
};

} // namespace Bellboard
