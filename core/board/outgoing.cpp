// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/outgoing.h"

#include "board/rowkey.h"
#include "board/words.h"

#include <algorithm>

namespace Bellboard {

QString Outgoing::note(const CommandProgress &progress)
{
    const auto &command = progress.command;
    if (command.name != u"message")
        return {};
    const auto conversation = RowKey::format(command.feed, command.subject.toStdString());
    auto &messages = m_messages[conversation];
    const auto find = [&](const QString &key) {
        return std::ranges::find(messages, key, [](const OutgoingMessage &message) { return message.command.key; });
    };
    const auto before = messages;
    if (const auto replaced = find(command.replaces); replaced != messages.end() && command.replaces != command.key)
        messages.erase(replaced);
    const auto known = find(command.key);
    const bool isOverAndDone = progress.phase == CommandPhase::Cancelled || m_arrived.contains(command.key);
    if (isOverAndDone || (known == messages.end() && progress.phase == CommandPhase::Settled)) {
        if (known != messages.end())
            messages.erase(known);
    } else {
        const OutgoingMessage now{command, progress.asked, progress.phase, progress.reason, progress.answered};
        if (known != messages.end())
            *known = now;
        else
            messages.append(now);
        trim(messages);
    }
    const bool changed = messages != before;
    if (messages.isEmpty())
        m_messages.remove(conversation);
    return changed ? conversation : QString();
}

std::optional<OutgoingMessage> Outgoing::arrived(const QString &conversation, const MessageData &message,
                                                 Timestamp received)
{
    const auto key = Words::text(message.key);
    if (!key.isEmpty())
        noteArrived(key);
    const auto messages = m_messages.find(conversation);
    if (messages == m_messages.end())
        return std::nullopt;
    const auto text = key.isEmpty() ? Words::text(message.text).trimmed() : QString();
    const auto found = std::ranges::find_if(*messages, [&](const OutgoingMessage &outgoing) {
        if (!key.isEmpty())
            return outgoing.command.key == key;
        const bool wasSent = outgoing.phase == CommandPhase::Sent || outgoing.phase == CommandPhase::Settled;
        return wasSent && outgoing.asked <= received && outgoing.command.text.trimmed() == text;
    });
    if (found == messages->end())
        return std::nullopt;
    const auto outgoing = *found;
    noteArrived(outgoing.command.key);
    if (!m_changed.contains(conversation))
        m_changed.append(conversation);
    messages->erase(found);
    if (messages->isEmpty())
        m_messages.erase(messages);
    return outgoing;
}

QString Outgoing::failureIn(const QString &conversation) const
{
    const auto messages = m_messages.constFind(conversation);
    if (messages == m_messages.cend())
        return {};
    const auto failed = std::ranges::find_if(*messages, [](const auto &message) { return hasFailed(message.phase); });
    return failed == messages->cend() ? QString() : failed->command.text;
}

QList<QString> Outgoing::tick(Timestamp now)
{
    QList<QString> changed;
    for (auto messages = m_messages.begin(); messages != m_messages.end(); ++messages) {
        for (auto &message : *messages) {
            const bool late = message.phase == CommandPhase::Pending && now - message.asked >= patience;
            if (std::exchange(message.late, late) != late && !changed.contains(messages.key()))
                changed.append(messages.key());
        }
    }
    return changed;
}

void Outgoing::noteArrived(const QString &key)
{
    if (m_arrived.contains(key))
        return;
    if (m_arrivals.size() == mostArrived) {
        m_arrived.remove(m_arrivals.front());
        m_arrivals.pop_front();
    }
    m_arrived.insert(key);
    m_arrivals.push_back(key);
}

void Outgoing::trim(Messages &messages)
{
    const auto isSettled = [](const OutgoingMessage &message) { return message.phase == CommandPhase::Settled; };
    if (std::ranges::count_if(messages, isSettled) > mostSettled)
        messages.erase(std::ranges::find_if(messages, isSettled));
}

} // namespace Bellboard
