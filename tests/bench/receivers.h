// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "meter.h"

#include <QUrl>

#include <optional>

namespace Bellboard {

/// What receives from a LoadServer without a journal behind it.
enum class Receiver {
    Qt, ///< QWebSocket, nothing parsed
    QtDocument, ///< and made a QJsonDocument, of which nothing is read
    QtFields, ///< and made a QJsonDocument, whose nine fields are read
    QtSimdjson, ///< and nine fields read by simdjson
    Wire, ///< our engine, nothing parsed
    WireSimdjson, ///< and nine fields read by simdjson
    SocketIoSimdjson, ///< our Socket.IO over our engine, and nine fields read by simdjson
    SocketSimdjson, ///< a socket and frames taken on trust, nine fields read by simdjson
};

/// The receiver called so on the command line; nothing for another name.
std::optional<Receiver> receiverCalled(const QString &name);
/// Receives from `url` until `meter` has all; the exit status.
int receiveWith(Receiver receiver, const QUrl &url, Meter &meter);

} // namespace Bellboard
