// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/messagelog.h"
#include "board/rowmodel.h"
#include "board/rowstore.h"

#include <QHash>

namespace Bellboard {

class ConversationLinks;

/// The table of conversations, the liveliest first; each with its last messages.
class ConversationsModel final : public RowModel
{
    Q_OBJECT

public:
    explicit ConversationsModel(QObject *parent = nullptr);

    /// Finds or adds a conversation; the event counts as its last.
    RowSlot take(const Event &event, std::string_view conversation);
    /// The place of a conversation; noRowSlot when there is none.
    RowSlot find(FeedIndex feed, std::string_view conversation) const { return m_rows.find(feed, conversation); }
    MessageLog *log(RowSlot slot) { return &m_rows[slot].log; }
    /// Takes note that the log of a conversation took a message.
    void noteMessage(RowSlot slot, bool isUnread);
    /// Sets the unread messages to none; returns how many they were.
    std::uint32_t clearUnread(RowSlot slot);
    QString keyOf(RowSlot slot) const { return key(slot); }
    /// What the user is writing to the conversation of this key, or, which comes before that, could not be sent; empty for nothing.
    void noteDraft(const QString &key, const QString &text) { setNote(m_drafts, key, text); }
    void noteFailure(const QString &key, const QString &text) { setNote(m_failures, key, text); }
    /// Where conversations find their help requests; must outlive the model, or be taken back with nullptr.
    void setLinks(const ConversationLinks *links) { m_links = links; }

protected:
    QString cellText(Slot slot, int column) const override;
    QString cellTip(Slot slot, int column) const override;
    QString severity(Slot slot) const override;
    bool isDimmed(Slot slot) const override;
    QString key(Slot slot) const override;
    Slot slotOf(FeedIndex feed, std::string_view subject) const override { return m_rows.find(feed, subject); }
    void appendSearchText(Slot slot, std::string &text) const override;
    SortKey sortKey(Slot slot, int column) const override;
    int compareEqualKeys(Slot a, Slot b, int column) const override;
    BoardDetail describe(Slot slot) const override;

private:
    enum Column {
        NameColumn,
        LastColumn,
        UnreadColumn,
        AgeColumn
    };

    struct Row : RowBase
    {
        MessageLog log;
        std::uint32_t unread = 0;
    };

    using NoteTexts = QHash<QString, QString>;
    void setNote(NoteTexts &notes, const QString &key, const QString &text);
    /// Its name, behind that of who asks for help in it.
    QString nameOf(const Row &row) const;

    RowStore<Row> m_rows;
    NoteTexts m_drafts; ///< by key
    NoteTexts m_failures; ///< by key
    const ConversationLinks *m_links = nullptr;
};

} // namespace Bellboard
