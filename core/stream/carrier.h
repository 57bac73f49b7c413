// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QMetaType>

namespace Bellboard {

/// What carries the messages of a feed just now.
enum class Carrier {
    WebSocket, ///< both ways, as they come
    EventStream, ///< server-sent events: to us only, as they come
    Polling, ///< HTTP requests: to us only, when we ask
};

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::Carrier)
