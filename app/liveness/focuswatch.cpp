// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/focuswatch.h"

#include <utility>

namespace Bellboard {

void FocusWatch::setActive(bool active)
{
    if (!active) {
        if (!m_left)
            m_left = Moment{m_clock.wallTime(), m_clock.instant()};
        return;
    }
    const auto left = std::exchange(m_left, std::nullopt);
    // By either clock: one may stand still while the computer sleeps, the other may be set back.
    if (left && (m_clock.wallTime() - left->wallTime >= longEnough || m_clock.instant() - left->instant >= longEnough))
        Q_EMIT returned();
}

} // namespace Bellboard
