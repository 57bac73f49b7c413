// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "typingpace.h"

namespace Bellboard {

bool TypingPace::isDue(const QString &conversation, std::chrono::milliseconds every)
{
    const auto now = m_clock.instant();
    m_next.removeIf([now](const auto &next) { return next.value() <= now; });
    if (m_next.contains(conversation))
        return false;
    m_next.insert(conversation, now + every);
    return true;
}

} // namespace Bellboard
