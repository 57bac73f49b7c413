// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace Bellboard {

/// What follows each answer of a server that is polled for one thing: the next page, or the same again after a pause.
///
/// Whatever the server says, no answer is followed by the next question at once, and pages that lead in a circle are noticed.
class PollPages
{
public:
    /// A request that was not answered for so long is held by a server that answers when there is something.
    static constexpr std::chrono::milliseconds heldAfter{2'000};
    /// Between two questions for the same, whatever the server does.
    static constexpr std::chrono::milliseconds leastPause{250};
    /// A page is followed by the next one after as long as the server took for it: between this and leastPause.
    static constexpr std::chrono::milliseconds leastPagePause{10};
    /// A longer one, in bytes, is none.
    static constexpr std::size_t cursorLimit = 1024;

    /// One answer.
    struct Answer
    {
        bool isEmpty = true; ///< it has no messages
        std::string_view next; ///< what it says of the next page; empty at the end
        std::chrono::milliseconds took{0};
    };
    /// What comes of it.
    struct Step
    {
        /// Why the answer is refused; null when it is not.
        const char *problem = nullptr;
        std::chrono::milliseconds pause{0};
        /// What there was has been read; with a cursor that is kept, two empty pages in a row say so as well.
        bool isEnd = false;
    };

    /// `every`: how often a server is asked that answers at once. `keepsCursor`: the newest cursor says where to go on, also behind the
    /// end; else that is said by something else, and a cursor leads through the pages of one question.
    PollPages(std::chrono::milliseconds every, bool keepsCursor) : m_every(every), m_keepsCursor(keepsCursor) { }

    /// Of the page to ask for; empty for the first.
    const std::string &cursor() const { return m_cursor; }
    /// Whether the first page is asked for next.
    bool isFirst() const { return m_cursor.empty(); }
    /// Begins anew at `cursor`, where it is kept.
    void restart(std::string cursor);
    Step take(const Answer &answer);

private:
    bool isCircle(std::string_view next);
    std::chrono::milliseconds pauseAfter(const Answer &answer, bool hasMore);

    const std::chrono::milliseconds m_every;
    const bool m_keepsCursor;
    std::string m_cursor;
    bool m_holds = false; ///< the server answers when there is something
    int m_emptyPages = 0; ///< in a row
    // Brent's way to find a circle: a cursor is remembered each time that twice as many were seen.
    std::string m_landmark;
    std::size_t m_steps = 0; ///< since the landmark
    std::size_t m_power = 1;
};

} // namespace Bellboard
