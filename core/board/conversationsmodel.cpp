// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/conversationsmodel.h"

#include "board/conversationlinks.h"
#include "board/format.h"
#include "board/rowtexts.h"
#include "board/words.h"

namespace Bellboard {

namespace {

using Kind = RowModel::CellKind;

constexpr RowModel::Column columns[] = {
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Conversation"), Kind::Strong, 24},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Last message"), Kind::Text, 56},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Unread"), Kind::Amount, 9},
    {QT_TRANSLATE_NOOP("Bellboard::RowModel", "Age"), Kind::Age, 7},
};

QString lineOf(const ChatMessage &message)
{
    const QString text = Words::text(message.text).simplified();
    return message.author.empty() ? text : Words::text(message.author) + QStringLiteral(": ") + text;
}

} // namespace

ConversationsModel::ConversationsModel(QObject *parent) : RowModel(columns, parent) { }

RowSlot ConversationsModel::take(const Event &event, std::string_view conversation)
{
    const auto place = m_rows.take(event, conversation);
    if (place.isNew)
        addRow();
    return place.slot; // one that came late is another message of it
}

void ConversationsModel::noteMessage(RowSlot slot, bool isUnread)
{
    if (isUnread)
        ++m_rows[slot].unread;
    touch(slot, columnBit(LastColumn) | columnBit(UnreadColumn) | columnBit(AgeColumn), true);
}

std::uint32_t ConversationsModel::clearUnread(RowSlot slot)
{
    const std::uint32_t unread = std::exchange(m_rows[slot].unread, 0);
    if (unread > 0)
        touch(slot, columnBit(UnreadColumn), false);
    return unread;
}

void ConversationsModel::setNote(NoteTexts &notes, const QString &key, const QString &text)
{
    if (notes.value(key) == text)
        return;
    if (text.isEmpty())
        notes.remove(key);
    else
        notes.insert(key, text);
    const auto parsed = RowKey::parse(key);
    if (const Slot slot = parsed ? slotOf(parsed->feed, parsed->subject) : noSlot; slot != noSlot) {
        touch(slot, columnBit(LastColumn), false);
        flush();
    }
}

QString ConversationsModel::nameOf(const Row &row) const
{
    const auto help = m_links ? m_links->helpOf(row.feed, row.subject) : std::nullopt;
    const bool isNamedByIt = help && help->subject == row.subject;
    return joined({isNamedByIt ? Words::text(help->name) : QString(), Words::text(row.subject)});
}

QString ConversationsModel::cellText(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case NameColumn:
        return nameOf(row);
    case LastColumn:
        if (!m_failures.isEmpty() || !m_drafts.isEmpty()) {
            const QString rowKey = key(slot);
            if (const QString failed = m_failures.value(rowKey); !failed.isEmpty())
                return tr("Not sent: %1").arg(failed.simplified());
            if (const QString draft = m_drafts.value(rowKey); !draft.isEmpty())
                return tr("Draft: %1").arg(draft.simplified());
        }
        return row.log.isEmpty() ? QString() : lineOf(row.log.last());
    case UnreadColumn:
        return row.unread > 0 ? Format::count(row.unread) : QString();
    case AgeColumn:
        return ageText(row.updated);
    default:
        return {};
    }
}

QString ConversationsModel::cellTip(Slot slot, int column) const
{
    return column == AgeColumn ? Format::dateTime(m_rows[slot].updated) : cellText(slot, column);
}

QString ConversationsModel::severity(Slot slot) const
{
    return m_rows[slot].unread > 0 ? QStringLiteral("info") : QString();
}

bool ConversationsModel::isDimmed(Slot) const
{
    return false;
}

QString ConversationsModel::key(Slot slot) const
{
    return RowKey::format(m_rows[slot].feed, m_rows[slot].subject);
}

void ConversationsModel::appendSearchText(Slot slot, std::string &text) const
{
    const Row &row = m_rows[slot];
    appendSearchable(text, nameOf(row).toStdString());
    if (!row.log.isEmpty()) {
        appendSearchable(text, row.log.last().author);
        appendSearchable(text, row.log.last().text);
    }
}

SortKey ConversationsModel::sortKey(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case NameColumn:
        return textKey(row.subject);
    case LastColumn:
        return row.log.isEmpty() ? textKey({}) : textKey(row.log.last().author);
    case UnreadColumn:
        return row.unread;
    default:
        return newestFirstKey(row.updated);
    }
}

int ConversationsModel::compareEqualKeys(Slot a, Slot b, int column) const
{
    return column == NameColumn ? compareText(m_rows[a].subject, m_rows[b].subject) : 0;
}

BoardDetail ConversationsModel::describe(Slot slot) const
{
    const Row &row = m_rows[slot];
    BoardDetail detail;
    detail.valid = true;
    detail.key = key(slot);
    detail.kind = QStringLiteral("conversation");
    detail.severity = severity(slot);
    detail.badge = row.unread > 0 ? tr("%n unread", nullptr, static_cast<int>(row.unread)) : QString();
    detail.title = nameOf(row);
    detail.subtitle = joined({tr("Chat"), feedNote(row.feed), Format::timeOfDay(row.updated)});
    detail.text = row.log.isEmpty() ? QString() : lineOf(row.log.last());
    appendField(detail, textField(tr("Feed"), feedName(row.feed)));
    appendField(detail, textField(tr("Last message"), Format::dateTime(row.updated)));
    detail.actions.append(replyAction());
    return detail;
}

} // namespace Bellboard
