// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QString>

namespace Bellboard {

/// A server that sends 100,000 events/s, for a minute, to a program whose disk crawls: what it takes of memory, how long the window takes
/// no input, and whether another feed comes later than without that server. The disk is well again at the end, and all must arrive.
QJsonObject backpressurePart(const QString &program, bool quick);

} // namespace Bellboard
