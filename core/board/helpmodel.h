// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/changelog.h"
#include "board/rowmodel.h"
#include "board/rowstore.h"

namespace Bellboard {

class ConversationLinks;

/// The table of help requests: those that wait first, the longest waiting before the others.
class HelpModel final : public RowModel
{
    Q_OBJECT

public:
    explicit HelpModel(QObject *parent = nullptr);

    /// What folding an event did.
    struct Change
    {
        bool applied = false; ///< false when the event was older than the row
        bool isNew = false;
        RowSlot slot = noRowSlot;
        HelpStatus before = HelpStatus::Waiting;
        Timestamp sinceBefore;
    };
    Change fold(const Event &event, const HelpData &help);
    /// Where requests find their conversations; must outlive the model.
    void setLinks(const ConversationLinks *links) { m_links = links; }
    /// A conversation was found to belong to a request.
    void noteConversation(FeedIndex feed, std::string_view subject);

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
        StatusColumn,
        NameColumn,
        TopicColumn,
        PositionColumn,
        AssigneeColumn,
        WaitingColumn
    };

    struct Row : RowBase
    {
        std::string name;
        std::string topic;
        std::string assignee;
        Timestamp since;
        ChangeLog log;
        std::uint32_t position = 0;
        HelpStatus status = HelpStatus::Waiting;
    };

    RowStore<Row> m_rows;
    const ConversationLinks *m_links = nullptr;
};

} // namespace Bellboard
