// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"
#include "event/event.h"
#include "event/typing.h"
#include "journal/ledger.h"

#include <QByteArray>
#include <QString>

#include <span>

namespace Bellboard {

/// Writes what a client says in the native protocol (docs/protocol.md): control messages as CloudEvents.
class NativeProtocol
{
public:
    /// The WebSocket subprotocol, from the CloudEvents WebSockets binding.
    static QString subprotocol() { return QStringLiteral("cloudevents.json"); }

    static QByteArray hello(const QString &user);
    /// Asks for all streams, each from where we are; for `snapshots`, some of their names, in the shorter form.
    static QByteArray subscribe(std::span<const StreamCursor> streams, std::span<const std::string> snapshots);
    /// Asks for one stream again, from behind `offset`.
    static QByteArray subscribeAgain(const StreamCursor &stream);
    /// The same in the shorter form: the newest event of each subject from behind `offset`.
    static QByteArray subscribeBySnapshot(const StreamCursor &stream);
    /// `id` comes back in the pong.
    static QByteArray ping(const QString &id);
    static QByteArray pong(const QString &pingId);
    /// What a server would say of offsets that it cannot give again; for gaps that we find ourselves. `to` is 0 when the epoch
    /// is over, and nobody knows how many were to come.
    static QByteArray gap(const GapData &gap);
    /// Says that a part of a stream came late, or in the shorter form; an event of our own, for the journal.
    static QByteArray repair(const QString &stream, const QString &epoch, std::uint64_t from, std::uint64_t to,
                             RepairMeans means);
    static QByteArray command(const Command &command);
    /// The user writes in this conversation.
    static QByteArray typing(const QString &conversation);
    static QByteArray presence(UserPresence presence);
};

} // namespace Bellboard
