// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/carrier.h"
#include "stream/channelerror.h"

#include <QByteArray>
#include <QUrl>

#include <optional>
#include <string>

namespace Bellboard {

/// Why nothing may be connected to `url`, that of a feed which `carrier` is meant to carry, with `token`, which is empty where there is
/// none; nothing when it may.
std::optional<ChannelFailure> endpointProblem(const QUrl &url, const QByteArray &token,
                                              Carrier carrier = Carrier::WebSocket);

/// Whether what is said to `url` (ws, wss, http, https) is encrypted.
bool isEncrypted(const QUrl &url);

/// Whether `url` leads to this computer, which needs no network.
bool isOnThisComputer(const QUrl &url);

/// The address of `path` on the host of a feed's `url`, for HTTP; with what `url` has of the parameter `kept` in its query.
QUrl httpUrl(const QUrl &url, const std::string &path, const QString &kept = {});

} // namespace Bellboard
