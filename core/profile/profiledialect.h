// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "profile/profile.h"
#include "protocol/dialect.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace Bellboard {

/// What {{streams}} becomes: the positions of those streams that have one, as JSON.
std::string positionsText(std::span<const StreamCursor> streams);

/// What is said to a backend with a profile: the templates of [send], filled (docs/profiles.md).
class ProfileDialect final : public Dialect
{
public:
    /// `user` is who the user is; may be empty.
    ProfileDialect(std::shared_ptr<const Profile> profile, const QString &user);

    QString subprotocol() const override;
    Request request(const QUrl &url, const QByteArray &token) const override;
    Request requestByHttp(const QUrl &url, const QByteArray &token) const override;
    Opening opening() const override { return m_opening; }
    bool endsReplays() const override { return m_profile->endsReplays(); }
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
    HoleValues values() const;
    static Messages fill(const std::vector<MessageTemplate> &templates, const HoleValues &values);

    const std::shared_ptr<const Profile> m_profile;
    const std::string m_user;
    const Opening m_opening;
};

} // namespace Bellboard
