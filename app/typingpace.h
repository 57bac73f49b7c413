// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <QHash>
#include <QString>

namespace Bellboard {

/// Keeps the word that the user types from being said more often than is of use.
class TypingPace
{
public:
    /// Between two for the same conversation, where the server does not say otherwise.
    static constexpr std::chrono::milliseconds rest{3'000};

    explicit TypingPace(const Clock &clock) : m_clock(clock) { }

    /// The text for this conversation changed: whether others are to be told of it now, at most once in `every`.
    bool isDue(const QString &conversation, std::chrono::milliseconds every = rest);
    /// What was typed was sent: what comes next is something new.
    void finish(const QString &conversation) { m_next.remove(conversation); }

private:
    const Clock &m_clock;
    QHash<QString, Instant> m_next; ///< when they may be told again
};

} // namespace Bellboard
