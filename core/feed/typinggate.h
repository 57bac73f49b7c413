// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <optional>

namespace Bellboard {

/// How much of what a server says of people who write is passed on: what is volatile must not pile up anywhere.
class TypingGate
{
public:
    /// So many in a second, which is more than anybody can read.
    static constexpr int limit = 64;

    /// Whether one more may pass at `now`.
    bool admits(Instant now)
    {
        if (!m_since || now - *m_since >= std::chrono::seconds(1)) {
            m_since = now;
            m_passed = 0;
        }
        if (m_passed == limit)
            return false;
        ++m_passed;
        return true;
    }

private:
    std::optional<Instant> m_since;
    int m_passed = 0;
};

} // namespace Bellboard
