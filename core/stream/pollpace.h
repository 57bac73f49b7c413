// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <chrono>

namespace Bellboard {

/// How soon a long poll follows the one before: at once, unless a server answers several at once with nothing, as one that does not
/// hold them does.
class PollPace
{
public:
    /// To be called with each answer: how long the server held it, and whether it brought anything. How long to wait for the next.
    std::chrono::milliseconds pauseAfter(std::chrono::nanoseconds held, bool brought)
    {
        if (brought || held >= heldAfter) {
            m_idle = 0;
            return {};
        }
        m_idle = std::min(m_idle + 1, mostIdle);
        return m_idle < suspicious ? std::chrono::milliseconds(0) : firstPause * (1 << (m_idle - suspicious));
    }

private:
    static constexpr std::chrono::milliseconds heldAfter{100};
    static constexpr int suspicious = 3; ///< so many in a row
    static constexpr std::chrono::milliseconds firstPause{125};
    static constexpr int mostIdle = suspicious + 4; ///< a pause of two seconds

    int m_idle = 0; ///< answers with nothing, in a row
};

} // namespace Bellboard
