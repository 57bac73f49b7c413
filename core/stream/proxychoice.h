// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <functional>
#include <optional>

class QNetworkProxy;
class QObject;

namespace Bellboard {

/// Through which proxy a feed connects; "proxy" in feeds.toml.
struct ProxyChoice
{
    enum class Kind {
        System, ///< through which the system says; to this computer itself always directly
        None, ///< directly
        Http, ///< through that one, by HTTP CONNECT (RFC 9110, 9.3.6)
    };
    Kind kind = Kind::System;
    QString host{}; ///< of Http
    quint16 port = 0; ///< of Http
    QString user{}; ///< for Basic (RFC 7617); empty when the proxy wants no sign-in
    QByteArray password{}; ///< from the keychain; never logged

    /// Under which name the keychain has the password: feeds that share a proxy and a user share it.
    QString secretName() const;
};

/// What "http://user@host:port" means; nothing for what does not have that form, or has more, such as a password.
std::optional<ProxyChoice> readHttpProxy(const QUrl &url);

/// Calls `found` with the proxy for `url`, later, on this thread, unless `context` is gone by then. The system is asked on another
/// thread, as some look for a script in the network first.
void findProxy(const ProxyChoice &choice, const QUrl &url, QObject *context,
               std::function<void(const QNetworkProxy &proxy)> found);

} // namespace Bellboard
