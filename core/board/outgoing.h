// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <chrono>
#include <deque>
#include <optional>
#include <utility>

namespace Bellboard {

/// A message of the user's that its server has not given back as one of the conversation.
struct OutgoingMessage
{
    Command command;
    Timestamp asked; ///< when the user sent it
    CommandPhase phase = CommandPhase::Pending;
    QString reason{}; ///< why it failed, untrusted plain text
    bool answered = false; ///< the server said that it has it
    bool late = false; ///< it waits for so long that the user may want it back

    bool operator==(const OutgoingMessage &) const = default;
};

/// The messages of the user that are on their way, over all conversations.
class Outgoing
{
public:
    /// After this one that was not sent is late.
    static constexpr std::chrono::milliseconds patience{1'000};
    /// Of each conversation, messages that the server has, but does not give back.
    static constexpr qsizetype mostSettled = 50;
    /// The newest messages that came back are known to be through, whatever is told of their commands later.
    static constexpr std::size_t mostArrived = 1000;

    /// Notes how far a message got; the key of its conversation if that changed what is in it, else empty.
    QString note(const CommandProgress &progress);
    /// A message of the user's came from the server; `received` by the clock of CommandProgress::asked. What it was, where one was on
    /// its way: by the key, or, of a server that does not name it, by the words of one that was sent before.
    std::optional<OutgoingMessage> arrived(const QString &conversation, const MessageData &message, Timestamp received);
    /// Those of a conversation, oldest first.
    QList<OutgoingMessage> in(const QString &conversation) const { return m_messages.value(conversation); }
    /// Why one of a conversation's messages wants the user; empty when none does.
    QString failureIn(const QString &conversation) const;
    /// The keys of the conversations of which messages came back since this was last asked.
    QList<QString> takeChanged() { return std::exchange(m_changed, {}); }
    /// Lets time pass; the keys of the conversations in which a message became late.
    QList<QString> tick(Timestamp now);
    bool isEmpty() const { return m_messages.isEmpty(); }

private:
    using Messages = QList<OutgoingMessage>;

    void noteArrived(const QString &key);
    static void trim(Messages &messages);

    QHash<QString, Messages> m_messages; ///< by conversation
    QList<QString> m_changed;
    QSet<QString> m_arrived; ///< keys
    std::deque<QString> m_arrivals; ///< the same, oldest first
};

} // namespace Bellboard
