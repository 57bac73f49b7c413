// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"
#include "event/typing.h"
#include "journal/ledger.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>
#include <span>
#include <string>

namespace Bellboard {

/// What a client says to a server, in the words of the server's protocol. Where the protocol has no such thing, there are no messages.
class Dialect
{
public:
    /// Messages to send, in this order.
    using Messages = QList<QByteArray>;

    /// When a connection may be used.
    enum class Opening {
        AtOnce, ///< as soon as it is open
        WhenAuthenticated, ///< when the server says that it took the token
        WhenWelcomed, ///< when the server says so
    };
    /// What the request for a connection says.
    struct Request
    {
        QUrl url;
        QByteArray bearer; ///< for "Authorization: Bearer"; may be empty
        QByteArray auth = {}; ///< what the transport's own handshake carries; may be empty
    };
    /// How a command is said.
    struct Order
    {
        QByteArray message;
        bool isAnswered = true; ///< else it is settled once it was sent
        bool isAcknowledged = false; ///< by the transport, in the place of a message of the server's
    };

    virtual ~Dialect() = default;

    /// The WebSocket subprotocol that the server must select; empty when none is offered.
    virtual QString subprotocol() const = 0;
    virtual Request request(const QUrl &url, const QByteArray &token) const = 0;
    /// The same where no message can follow that shows the token.
    virtual Request requestByHttp(const QUrl &url, const QByteArray &token) const { return request(url, token); }
    virtual Opening opening() const = 0;
    /// Whether the server says when the replay of a stream is through.
    virtual bool endsReplays() const = 0;

    /// What is said first on a connection.
    virtual Messages greeting(const QByteArray &token) const = 0;
    /// Asks for all streams, each from where we are; for `snapshots`, some of their names, in the shorter form.
    virtual Messages subscription(std::span<const StreamCursor> streams,
                                  std::span<const std::string> snapshots) const = 0;
    /// Asks for one stream again, from behind its position.
    virtual Messages subscriptionAgain(const StreamCursor &stream) const = 0;
    /// The same in the shorter form: the newest event of each subject.
    virtual Messages snapshot(const StreamCursor &stream) const = 0;
    /// Takes another token to the server, on a connection that stays.
    virtual Messages renewal(const QByteArray &token) const = 0;
    /// `id` comes back in the pong. Without one, WebSocket's own ping has to do.
    virtual Messages ping(const QString &id) const = 0;
    virtual Messages pong(const QString &id) const = 0;
    /// The user writes in this conversation.
    virtual Messages typing(const QString &conversation) const = 0;
    virtual Messages presence(UserPresence presence) const = 0;
    /// Nothing when the server does not know such a command.
    virtual std::optional<Order> command(const Command &command) const = 0;
};

} // namespace Bellboard
