// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/authorityfile.h"
#include "stream/channelengine.h"
#include "stream/proxychoice.h"

#include <QMap>
#include <QString>
#include <QUrl>

#include <chrono>
#include <memory>

namespace Bellboard {

struct Profile;

/// One configured backend, as feeds.toml has it.
struct FeedSettings
{
    /// Unique among the feeds; names the feed in the journal and in the keychain.
    QString name;
    /// ws:// or wss://
    QUrl url;
    /// Which profile maps its messages, as feeds.toml names it; "bellboard" is the native protocol.
    QString profile = QStringLiteral("bellboard");
    /// The same, compiled; null for the native protocol.
    std::shared_ptr<const Profile> mapping = {};
    /// Which WebSocket implementation it uses.
    ChannelEngine engine = ChannelEngine::Wire;
    /// How often data is expected on a stream, whatever the server says; zero expects none.
    QMap<QString, std::chrono::seconds> expected = {};
    /// Whose certificates it trusts beside what the system does.
    AuthorityFile authorities = {};
    /// Without its password.
    ProxyChoice proxy = {};
};

} // namespace Bellboard
