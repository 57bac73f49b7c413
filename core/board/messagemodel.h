// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/messagelog.h"

#include <QAbstractListModel>
#include <QString>

namespace Bellboard {

/// The messages of one conversation, oldest first; changes show at flush().
class MessageModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role : int {
        AuthorRole = Qt::UserRole, ///< "author" QString
        TextRole, ///< "text" QString, plain
        TimeTextRole, ///< "timeText" QString, local time of day "09:41"
        KindRole, ///< "kind" QString "user"|"system"|"notification"
        OwnRole, ///< "own" bool: the user wrote it
        KeyRole, ///< "key" QString "feedIndex/subject"
        TipRole, ///< "tip" QString, absolute time
    };
    Q_ENUM(Role)

    explicit MessageModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return rowCount(); }

    /// Shows the messages of `log`, which must outlive its being shown; nullptr shows none.
    void show(MessageLog *log, FeedIndex feed);
    void setUserNames(const QStringList &names);
    /// Shows what the log took since the last flush, and lets it drop the oldest messages beyond its limit.
    void flush();

Q_SIGNALS:
    void countChanged();

private:
    MessageLog *m_log = nullptr;
    std::uint64_t m_begin = 0;
    std::uint64_t m_end = 0;
    QStringList m_userNames; ///< by feed
    FeedIndex m_feed = 0;
};

} // namespace Bellboard
