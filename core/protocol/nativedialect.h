// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/dialect.h"

namespace Bellboard {

/// The native protocol (docs/protocol.md).
class NativeDialect final : public Dialect
{
public:
    /// `user` is who we say that the user is; may be empty.
    explicit NativeDialect(QString user) : m_user(std::move(user)) { }

    QString subprotocol() const override;
    Request request(const QUrl &url, const QByteArray &token) const override { return {url, token}; }
    Opening opening() const override { return Opening::WhenWelcomed; }
    bool endsReplays() const override { return true; }
    Messages greeting(const QByteArray &token) const override;
    Messages subscription(std::span<const StreamCursor> streams, std::span<const std::string> snapshots) const override;
    Messages subscriptionAgain(const StreamCursor &stream) const override;
    Messages snapshot(const StreamCursor &stream) const override;
    Messages renewal(const QByteArray &token) const override;
    Messages ping(const QString &id) const override;
    Messages pong(const QString &id) const override;
    Messages typing(const QString &conversation) const override;
    Messages presence(UserPresence presence) const override;
    std::optional<Order> command(const Command &command) const override;

private:
    const QString m_user;
};

} // namespace Bellboard
