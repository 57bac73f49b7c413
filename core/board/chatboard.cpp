// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/chatboard.h"

#include "board/conversationlinks.h"
#include "board/conversationsmodel.h"
#include "board/rowkey.h"
#include "board/rowtexts.h"
#include "board/words.h"

namespace Bellboard {

namespace {

QList<KpiSpec> specs()
{
    using Better = KpiSpec::Better;
    using Change = KpiSpec::Change;
    return {
        {ChatBoard::tr("Unread"), Better::Lower, Change::Count},
        {ChatBoard::tr("Online"), Better::Neither, Change::Count},
        {ChatBoard::tr("Conversations"), Better::Neither, Change::Count},
    };
}

// The log of the current conversation is trimmed at the flush; without one it still stays within bounds.
constexpr std::uint64_t mostUntrimmed = 4 * MessageLog::limit;

/// A name in one line that leaves room for what is said of it.
QString shortName(const QString &name)
{
    constexpr qsizetype longest = 40;
    const QString line = name.simplified();
    return line.size() <= longest ? line : line.left(longest - 1) + u'…';
}

QString typingWords(const QStringList &names)
{
    switch (names.size()) {
    case 0:
        return {};
    case 1:
        return ChatBoard::tr("%1 is typing…").arg(shortName(names[0]));
    case 2:
        return ChatBoard::tr("%1 and %2 are typing…").arg(shortName(names[0]), shortName(names[1]));
    default:
        return ChatBoard::tr("%1 people are typing…").arg(names.size());
    }
}

} // namespace

ChatBoard::ChatBoard(QObject *parent)
    : Board(specs(), parent)
    , m_conversations(new ConversationsModel(this))
    , m_messages(new MessageModel(this))
    , m_people(new PresenceModel(this))
{
    addTable(m_conversations);
}

ChatBoard::~ChatBoard()
{
    // The model looks into a log that dies with the conversations.
    m_messages->show(nullptr, 0);
}

RowModel *ChatBoard::conversations() const
{
    return m_conversations;
}

void ChatBoard::setCurrentConversation(const QString &key)
{
    if (key == m_current)
        return;
    m_current = key;
    m_currentSlot = noRowSlot;
    m_messages->show(nullptr, 0);
    showCurrent();
    if (m_reading)
        markRead();
    Q_EMIT currentConversationChanged();
    updateTyping();
    updateHelp();
}

QString ChatBoard::title() const
{
    const auto key = RowKey::parse(m_current);
    return key ? Words::text(key->subject) : QString();
}

void ChatBoard::setReading(bool reading)
{
    if (reading == m_reading)
        return;
    m_reading = reading;
    if (reading)
        markRead();
    Q_EMIT readingChanged();
}

void ChatBoard::fold(const Event &event, Timestamp received, bool replayed)
{
    if (const auto *message = std::get_if<MessageData>(&event.data))
        foldMessage(event, *message, received, replayed);
    else if (const auto *presence = std::get_if<PresenceData>(&event.data))
        m_people->fold(event, presence->status, m_epochs.intern(event.epoch), received);
}

void ChatBoard::foldMessage(const Event &event, const MessageData &message, Timestamp received, bool replayed)
{
    const RowSlot slot = m_conversations->take(event, message.conversation);
    MessageLog *log = m_conversations->log(slot);
    ChatMessage told{std::string(event.subject), std::string(message.author), std::string(message.text), event.time,
                     message.kind};
    told.isLate = event.isLate;
    told.epoch = m_epochs.intern(event.epoch);
    told.stream = event.stream;
    told.offset = event.offset;
    const bool isCurrent = slot == m_currentSlot;
    const bool isNew = isCurrent ? m_messages->take(std::move(told)) : log->add(std::move(told));
    if (!m_typing.isEmpty() && !replayed)
        m_typing.end({event.feed, Words::text(message.conversation), Words::text(message.author), received});
    const QString user = m_userNames.value(event.feed);
    const bool isOwn = !user.isEmpty() && message.author == user.toStdString();
    const bool isUnread = isNew && !replayed && !isOwn && !(isCurrent && m_reading);
    if (isNew && (isOwn || !message.key.empty())) {
        const auto outgoing = m_outgoing.arrived(m_conversations->keyOf(slot), message, received);
        m_newlyArrived |= outgoing.has_value();
        if (outgoing && hasFailed(outgoing->phase))
            Q_EMIT failureDisproved(outgoing->command);
    }
    m_unread += isUnread ? 1 : 0;
    m_conversations->noteMessage(slot, isUnread);
    if (!isCurrent)
        log->trim();
    else if (log->end() - log->begin() > mostUntrimmed)
        m_messages->flush();
}

void ChatBoard::noteTyping(const Typing &typing, Timestamp now)
{
    if (typing.by == m_userNames.value(typing.feed))
        return;
    if (typing.active)
        m_typing.note(typing, now);
    else
        m_typing.end(typing);
    updateTyping();
}

void ChatBoard::noteCommand(const CommandProgress &progress)
{
    if (const auto conversation = m_outgoing.note(progress); !conversation.isEmpty())
        showOutgoing(conversation);
}

void ChatBoard::showOutgoing(const QString &conversation)
{
    m_conversations->noteFailure(conversation, m_outgoing.failureIn(conversation));
    if (conversation != m_current)
        return;
    m_messages->flush(); // what came back stands there before it goes here
    m_messages->setOutgoing(m_outgoing.in(conversation));
}

void ChatBoard::noteDraft(const QString &conversation, const QString &text)
{
    m_conversations->noteDraft(conversation, text);
}

void ChatBoard::setLinks(const ConversationLinks *links)
{
    m_links = links;
    m_conversations->setLinks(links);
}

void ChatBoard::updateHelp()
{
    const auto key = m_links ? RowKey::parse(m_current) : std::nullopt;
    const auto help = key ? m_links->helpOf(key->feed, key->subject) : std::nullopt;
    const auto helpKey = help ? RowKey::format(help->feed, help->subject) : QString();
    const auto text = help ? joined({Words::text(help->name), Words::text(help->topic)}) : QString();
    if (helpKey == m_helpKey && text == m_helpText)
        return;
    m_helpKey = helpKey;
    m_helpText = text;
    Q_EMIT helpChanged();
}

void ChatBoard::updateTyping()
{
    const auto key = m_typing.isEmpty() ? std::nullopt : RowKey::parse(m_current);
    const QString text = key ? typingWords(m_typing.in(key->feed, Words::text(key->subject))) : QString();
    if (text == m_typingText)
        return;
    m_typingText = text;
    Q_EMIT typingTextChanged();
}

void ChatBoard::tick(Timestamp now)
{
    Board::tick(now);
    m_typing.expire(now);
    updateTyping();
    for (const auto &conversation : m_outgoing.tick(now))
        showOutgoing(conversation);
}

void ChatBoard::markRead()
{
    if (m_currentSlot != noRowSlot)
        m_unread -= m_conversations->clearUnread(m_currentSlot);
}

void ChatBoard::flush()
{
    if (m_currentSlot == noRowSlot && !m_current.isEmpty()) {
        showCurrent();
        if (m_reading)
            markRead();
    }
    if (std::exchange(m_newlyArrived, false)) {
        for (const auto &conversation : m_outgoing.takeChanged())
            showOutgoing(conversation);
    }
    Board::flush();
    m_messages->flush();
    m_people->flush();
    updateTyping();
    updateHelp();
    if (m_unread != m_announcedUnread) {
        m_announcedUnread = m_unread;
        Q_EMIT unreadChanged();
    }
}

void ChatBoard::setUserNames(const QStringList &names)
{
    Board::setUserNames(names);
    m_userNames = names;
    m_messages->setUserNames(names);
}

void ChatBoard::measure()
{
    setCard(UnreadCard, countReading(m_unread, m_unread > 0 ? QStringLiteral("info") : QStringLiteral("ok")));
    setCard(OnlineCard, countReading(m_people->online(), QStringLiteral("info")));
    setCard(ConversationsCard, countReading(m_conversations->total(), QStringLiteral("info")));
}

/// Shows the messages of the current conversation once it is known.
void ChatBoard::showCurrent()
{
    const auto key = RowKey::parse(m_current);
    m_currentSlot = key ? m_conversations->find(key->feed, key->subject) : noRowSlot;
    if (key)
        m_messages->show(m_currentSlot != noRowSlot ? m_conversations->log(m_currentSlot) : nullptr, key->feed);
    m_messages->setOutgoing(m_outgoing.in(m_current));
}

} // namespace Bellboard
