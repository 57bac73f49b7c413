// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QStringList>

namespace Bellboard {

/// What one text message of 64 MiB adds to the memory of who receives it, by our engine and by QWebSocket: in times its size.
QJsonObject memoryPart(bool quick);

// Both are children of the benchmark, and return the exit status of the process.

/// FORM: sends each client the message once it asks; FORM is "frame", "fragments" or "deflate".
int serveLargeMessage(const QStringList &arguments);
/// ENGINE URL: receives it; ENGINE is "wire" or "qt".
int receiveLargeMessage(const QStringList &arguments);

} // namespace Bellboard
