// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a feed says to its server beside what it asks for, and what the server says of that.

#include "feed/feed.h"

#include "profile/profile.h"
#include "util/logging.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Of what a server says that went wrong, so much is kept, in UTF-16 units.
constexpr qsizetype complaintLimit = 500;

} // namespace

// What only matters now

void Feed::sendTyping(const QString &conversation)
{
    m_connection.sendVolatile(m_dialect->typing(conversation));
}

void Feed::setPresence(UserPresence presence)
{
    m_presence = presence;
    tellPresence();
}

void Feed::tellPresence()
{
    if (!m_presence || m_presence == m_toldPresence || !m_connection.isUsable())
        return; // the next connection is told in any case
    if (m_connection.sendVolatile(m_dialect->presence(*m_presence)))
        m_toldPresence = m_presence;
    else
        m_presenceTimer.start();
}

void Feed::takeTyping(const TypingNotice &typing)
{
    const auto most = CloudEventsDecoder::idLimit;
    if (typing.by.empty() || typing.by.size() > most || typing.conversation.size() > most)
        return;
    if (m_typingGate.admits(m_clock.instant()))
        Q_EMIT typed({m_index, QString::fromUtf8(typing.conversation), QString::fromUtf8(typing.by),
                      wallTimeAt(m_connection.lastHeard()), typing.active});
}

void Feed::takeComplaint(const ServerError &error)
{
    const auto complaint = QString::fromUtf8(error.reason.empty() ? error.code : error.reason).left(complaintLimit);
    m_complaintIsOld = false;
    if (std::exchange(m_complaint, complaint) == complaint)
        return;
    qCInfo(logConnection) << m_settings.name << "was told that something went wrong";
    Q_EMIT statusChanged();
}

void Feed::sendCommand(const Command &command)
{
    if (command.takesDraft)
        m_drafts.forget(command.subject);
    m_outbox.add(command, refusalOf(command));
}

QString Feed::refusalOf(const Command &command) const
{
    const auto order = m_dialect->command(command);
    const bool isPolled = m_settings.mapping && m_settings.mapping->transport == Transport::Polling;
    if (!order || isPolled)
        return Outbox::unknownCommand();
    const auto limit = m_settings.mapping ? m_settings.mapping->messageBytes : 0;
    if (limit > 0 && static_cast<std::size_t>(order->message.size()) > limit)
        return u"The server of this feed takes no message of more than %1 bytes; this one would have %2."_s.arg(
            QString::number(limit), QString::number(order->message.size()));
    return {};
}

Outbox::Sending Feed::say(const Command &command)
{
    const auto order = m_dialect->command(command);
    if (!order)
        return Outbox::Sending::Unknown;
    const auto send = [&] {
        return order->isAcknowledged ? m_connection.sendForAnswer(order->message, command.key.toUtf8())
                                     : m_connection.send(order->message);
    };
    if (!m_connection.canSend() || !send())
        return Outbox::Sending::Failed;
    if (m_connection.hasUnsent())
        return order->isAnswered ? Outbox::Sending::Leaving : Outbox::Sending::LeavingForGood;
    return order->isAnswered ? Outbox::Sending::UnderWay : Outbox::Sending::Settled;
}

} // namespace Bellboard
