// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "typingpace.h"

namespace Bellboard {

bool TypingPace::isDue(const QString &conversation)
{
    const auto now = m_clock.instant();
    m_told.removeIf([now](const auto &told) { return now - told.value() >= rest; });
    if (m_told.contains(conversation))
        return false;
    m_told.insert(conversation, now);
    return true;
}

} // namespace Bellboard
