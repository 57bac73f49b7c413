// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/storycontext.h"

#include <chrono>
#include <deque>
#include <string>
#include <string_view>

namespace Bellboard::Demo {

/// The alerts of the organisation and what people do with them.
class AlertDesk
{
public:
    /// One alert as it stands; the words are those on the wire.
    struct Alert
    {
        std::uint64_t number = 0;
        std::string severity; ///< critical, high, warning, info
        std::string state = "raised"; ///< raised, acknowledged, resolved
        std::string area;
        std::string title;
        std::string text;
        std::string about;
        std::string owner;
        std::string by;
        Time raised{};
        Time snoozedUntil{}; ///< the epoch when not snoozed
    };
    /// The longest that an alert may be put off.
    static constexpr std::chrono::days longestSnooze{30};

    explicit AlertDesk(StoryContext context) : m_context(context) { }

    /// Writes a new alert; its number and, unless it has one, its time are filled in. Returns its subject.
    std::string raise(Alert alert);
    /// How many are not resolved.
    std::size_t open() const;
    /// Whether an alert with this title is not resolved.
    bool isOpen(std::string_view title) const;
    /// Writes that one alert's cause is gone; false when there is none to resolve. Criticals must have been answered first.
    bool resolveOne();

    Outcome acknowledge(std::string_view subject, std::string_view by);
    Outcome unacknowledge(std::string_view subject, std::string_view by);
    /// Puts a raised alert off; `until` is the epoch to end that.
    Outcome snooze(std::string_view subject, Time until, std::string_view by);
    Outcome assign(std::string_view subject, std::string_view owner, std::string_view by);
    /// Whether there is an alert of this name.
    bool has(std::string_view subject) const;

    /// Takes over an alert that was written in an earlier life.
    void restore(std::string_view subject, const QJsonObject &data);
    /// Sorts what was restored, once all of it is there.
    void finishRestoring();

private:
    Alert *find(std::string_view subject);
    void write(const Alert &alert);
    void forgetOldest();

    StoryContext m_context;
    std::deque<Alert> m_alerts; ///< by number; resolved ones are kept for a while
    std::uint64_t m_lastNumber = 180;
};

} // namespace Bellboard::Demo
