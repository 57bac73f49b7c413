// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/messagelog.h"
#include "board/outgoing.h"

#include <QAbstractListModel>
#include <QString>

namespace Bellboard {

/// The messages of one conversation, oldest first, and behind them the user's own that are on their way; changes show at flush().
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
        StateRole, ///< "sendState" QString "pending"|"sent"|"delivered"|"failed", of the user's own; else empty
        StateTextRole, ///< "stateText" QString, the same in words
        ReasonRole, ///< "reason" QString, why it failed, plain
        CommandRole, ///< "command" QString, the key of the command that is on its way; empty when none is
        CanDiscardRole, ///< "canDiscard" bool: it was not sent, for a while, or it failed
    };
    Q_ENUM(Role)

    explicit MessageModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return rowCount(); }

    /// The last of the conversation are these.
    void setOutgoing(const QList<OutgoingMessage> &outgoing);
    /// Shows the messages of `log`, which must outlive its being shown; nullptr shows none.
    void show(MessageLog *log, FeedIndex feed);
    /// Has the log that is shown take a message, as MessageLog::add(). One that comes to stand before others shows at once.
    bool take(ChatMessage message);
    void setUserNames(const QStringList &names);
    /// Shows what the log took since the last flush, and lets it drop the oldest messages beyond its limit.
    void flush();

Q_SIGNALS:
    void countChanged();

private:
    int logCount() const { return static_cast<int>(m_end - m_begin); }
    QVariant logData(const ChatMessage &message, int role) const;
    QVariant outgoingData(const OutgoingMessage &message, int role) const;

    QList<OutgoingMessage> m_outgoing;
    MessageLog *m_log = nullptr;
    std::uint64_t m_begin = 0;
    std::uint64_t m_end = 0;
    QStringList m_userNames; ///< by feed
    FeedIndex m_feed = 0;
};

} // namespace Bellboard
