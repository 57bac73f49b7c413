// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>

namespace Bellboard {

/// Instructions per message, counted by callgrind: repeatable where time is not, whatever else the machine does. What starting and the
/// handshake take is left out, by the difference of two runs. Empty where there is no valgrind.
QJsonObject instructionPart(bool quick);

} // namespace Bellboard
