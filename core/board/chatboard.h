// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/board.h"
#include "board/messagemodel.h"
#include "board/outgoing.h"
#include "board/presencemodel.h"
#include "board/typingpeople.h"
#include "event/event.h"
#include "util/stringpool.h"

#include <string>

namespace Bellboard {

class ConversationLinks;
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
    /// Who writes in the current conversation just now: "Priya is typing…"; empty when nobody does. Plain text.
    Q_PROPERTY(QString typingText READ typingText NOTIFY typingTextChanged)
    /// What the current conversation is called; empty for none.
    Q_PROPERTY(QString title READ title NOTIFY currentConversationChanged)
    /// The key of the help request that the current conversation belongs to, and who asks for what; empty when there is none.
    Q_PROPERTY(QString helpKey READ helpKey NOTIFY helpChanged)
    Q_PROPERTY(QString helpText READ helpText NOTIFY helpChanged)

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
    QString typingText() const { return m_typingText; }
    int unread() const { return static_cast<int>(m_unread); }
    QString title() const;
    QString helpKey() const { return m_helpKey; }
    QString helpText() const { return m_helpText; }

    /// Takes a message or a person's presence; other events are ignored. Replayed messages count as read. `received` is when it
    /// came, by the clock of Typing::received.
    void fold(const Event &event, Timestamp received, bool replayed = false);
    /// Takes how far a message of the user's got; it is shown at once.
    void noteCommand(const CommandProgress &progress);
    /// What the user is writing to a conversation changed; its row says so.
    void noteDraft(const QString &conversation, const QString &text);
    /// What is known of the connection to a feed, and so of its people.
    void setReach(FeedIndex feed, const PresenceModel::Reach &reach) { m_people->setReach(feed, reach); }
    /// Where conversations find their help requests; must outlive the board, or be taken back with nullptr.
    void setLinks(const ConversationLinks *links);
    /// Takes that somebody writes just now, or stopped; the user's own is ignored. Seen for TypingPeople::lifetime after the newest, by the
    /// ticks, or until that person's message comes.
    void noteTyping(const Typing &typing, Timestamp now);
    /// Counts the messages of the current conversation as read.
    Q_INVOKABLE void markRead();
    void flush() override;
    void tick(Timestamp now) override;
    void setUserNames(const QStringList &names) override;

Q_SIGNALS:
    void currentConversationChanged();
    void readingChanged();
    void unreadChanged();
    void typingTextChanged();
    void helpChanged();
    /// A message that was taken to have failed came from the server all the same.
    void failureDisproved(const Bellboard::Command &command);

protected:
    void measure() override;

private:
    void foldMessage(const Event &event, const MessageData &message, Timestamp received, bool replayed);
    void showCurrent();
    void updateTyping();
    void updateHelp();
    void showOutgoing(const QString &conversation);

    ConversationsModel *m_conversations;
    MessageModel *m_messages;
    PresenceModel *m_people;
    QString m_current;
    RowSlot m_currentSlot = noRowSlot;
    QStringList m_userNames; ///< by feed
    StringPool m_epochs;
    TypingPeople m_typing;
    QString m_typingText;
    Outgoing m_outgoing;
    const ConversationLinks *m_links = nullptr;
    QString m_helpKey;
    QString m_helpText;
    qint64 m_unread = 0;
    qint64 m_announcedUnread = 0;
    bool m_reading = false;
    bool m_newlyArrived = false; ///< messages that were on their way, which still show as such
};

} // namespace Bellboard
