// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QMetaType>

namespace Bellboard {

/// What makes one doubt that connections still stand, though nobody has said that they broke.
enum class TroubleHint {
    Woke, ///< the computer was asleep
    ClockJumped, ///< the clocks disagree on how long it was, or a timer came late: it may have been asleep
    NetworkChanged, ///< it is on another network, or another way leads out
    FocusReturned, ///< somebody looks again after a while
};

/// The name in this source, for logs.
const char *nameOf(TroubleHint hint);

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::TroubleHint)
