// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QByteArray>
#include <QString>

namespace Bellboard {

/// An event for a terminal, one line without its end: local time, feed, place in its stream, and what happened. Nothing in
/// it can move the cursor or turn the text around.
QByteArray tailLine(const Event &event, const QString &feed);

} // namespace Bellboard
