// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channelengine.h"

#include <QCommandLineParser>

#include <optional>

namespace Bellboard {

/// The option of our programs that chooses an engine.
inline QCommandLineOption engineOption()
{
    return {QStringLiteral("engine"), QStringLiteral("The WebSocket engine: wire (our own) or qt (QWebSocket)."),
            QStringLiteral("wire|qt"), QStringLiteral("wire")};
}

/// The engine of that name; none when there is none.
inline std::optional<ChannelEngine> engineNamed(const QString &name)
{
    if (name == QStringLiteral("wire"))
        return ChannelEngine::Wire;
    if (name == QStringLiteral("qt"))
        return ChannelEngine::Qt;
    return std::nullopt;
}

} // namespace Bellboard
