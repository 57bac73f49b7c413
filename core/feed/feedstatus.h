// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"
#include "stream/carrier.h"
#include "stream/connectionhistory.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace Bellboard {

/// Where one stream of a feed stands.
struct StreamStatus
{
    QString name;
    QString epoch;
    quint64 offset = 0; ///< the newest that was taken in; on disk with the next commit
    std::optional<Timestamp> lastEvent; ///< when the newest was received
    /// How often data is expected, by feeds.toml, else by the server; 0 when neither says.
    std::chrono::milliseconds expectedInterval{0};
    StreamId id = 0; ///< as its events have it; 0 while it has given none
};

/// Everything one can know about a feed's connection, at one moment.
struct FeedStatus
{
    FeedIndex feed = 0;
    QString name;
    QString user; ///< who the server takes the user to be; empty when it does not say
    ConnectionState state = ConnectionState::Stopped;
    ChannelFailure failure; ///< why the last attempt ended; None while all is well
    std::optional<Timestamp> lastData; ///< when the last event was received
    Timestamp
        begun; ///< when the connection that is up, or the newest attempt at one, was begun; the epoch before the first
    std::optional<Timestamp> nextTry; ///< while Waiting
    int attempt = 0; ///< attempts since it was last live
    std::optional<std::chrono::microseconds> roundTrip; ///< of the newest ping; nothing while it is not connected
    /// Until when everything that there was had come; nothing while it is live, or never was.
    std::optional<Timestamp> lastLive;
    /// The newest batch of the feed that was journalled since the start when this was so; 0 when none was. What came before the
    /// feed reached this state is in that batch or in an earlier one.
    qint64 segment = 0;
    quint64 received = 0; ///< events taken in since the journal began
    quint64 duplicates = 0; ///< events dropped since the start because they were known
    quint64 quarantined = 0; ///< malformed messages since the journal began
    quint64 unmatched =
        0; ///< of the quarantined since the start: those of a kind that the feed's profile does not know
    quint64 gaps = 0; ///< parts of streams that are missing, since the start
    quint64 repairs = 0; ///< parts of streams that were mended, since the start
    quint64 commands = 0; ///< in the outbox: not settled yet
    QString complaint; ///< what the server said last that went wrong, in its words, untrusted; empty when it never did
    QList<StreamStatus> streams;
    Carrier carrier = Carrier::WebSocket; ///< what carries the messages now, or is tried next
    Carrier ownCarrier = Carrier::WebSocket; ///< what it is set to be carried by
    ChannelFailure fallbackReason; ///< why that is not what the feed is set to; None while it is
    /// What happened to the connection and why, the last of it, oldest first; shares its memory with the connection.
    QList<ConnectionTransition> history;
};

/// A message that could not be understood, kept with its bytes.
struct QuarantineEntry
{
    qint64 id = 0;
    FeedIndex feed = 0;
    Timestamp received;
    QString reason;
    QByteArray preview; ///< the first 1,024 bytes, as they came
    qint64 size = 0; ///< of the whole message, in bytes
};

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::FeedStatus)
Q_DECLARE_METATYPE(Bellboard::QuarantineEntry)
