// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/board.h"
#include "board/messagemodel.h"
#include "board/presencemodel.h"
#include "board/stringpool.h"
#include "event/event.h"

#include <string>

namespace Bellboard {

class ConversationsModel;

/// Conversations, the messages of the current one, and who can be reached.
class ChatBoard : public Board
{
    Q_OBJECT
    Q_PROPERTY(Bellboard::RowModel *conversations READ conversations CONSTANT)
    Q_PROPERTY(Bellboard::MessageModel *messages READ messages CONSTANT)
    Q_PROPERTY(Bellboard::PresenceModel *people READ people CONSTANT)
    /// The key of the conversation whose messages are shown; empty for none.
    Q_PROPERTY(QString currentConversation READ currentConversation WRITE setCurrentConversation NOTIFY
                   currentConversationChanged)
    /// True while the user can see the current conversation: its new messages count as read.
    Q_PROPERTY(bool reading READ isReading WRITE setReading NOTIFY readingChanged)
    /// Unread messages over all conversations.
    Q_PROPERTY(int unread READ unread NOTIFY unreadChanged)

public:
    enum Card {
        UnreadCard,
        OnlineCard,
        ConversationsCard
    };

    explicit ChatBoard(QObject *parent = nullptr);
    ~ChatBoard() override;

    RowModel *conversations() const;
    MessageModel *messages() const { return m_messages; }
    PresenceModel *people() const { return m_people; }
    QString currentConversation() const { return m_current; }
    void setCurrentConversation(const QString &key);
    bool isReading() const { return m_reading; }
    void setReading(bool reading);
    int unread() const { return static_cast<int>(m_unread); }

    /// Takes a message or a person's presence; other events are ignored. Replayed messages count as read.
    void fold(const Event &event, bool replayed = false);
    /// Counts the messages of the current conversation as read.
    Q_INVOKABLE void markRead();
    void flush() override;
    void setUserNames(const QStringList &names) override;

Q_SIGNALS:
    void currentConversationChanged();
    void readingChanged();
    void unreadChanged();

protected:
    void measure() override;

private:
    void foldMessage(const Event &event, const MessageData &message, bool replayed);
    void showCurrent();

    ConversationsModel *m_conversations;
    MessageModel *m_messages;
    PresenceModel *m_people;
    QString m_current;
    RowSlot m_currentSlot = noRowSlot;
    QStringList m_userNames; ///< by feed
    StringPool m_epochs;
    qint64 m_unread = 0;
    qint64 m_announcedUnread = 0;
    bool m_reading = false;
};

} // namespace Bellboard
