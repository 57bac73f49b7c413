// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <QByteArray>

#include <deque>
#include <optional>

namespace Bellboard {

/// How long a peer takes to answer: names pings, and knows each answer by its name, also with several under way.
class RoundTrip
{
public:
    /// The name of a ping that goes out at `now`; no two are alike.
    QByteArray begin(Instant now);
    /// An answer came at `now` to the ping of this name; false when nobody waits for that.
    bool end(const QByteArray &name, Instant now);
    /// Forgets everything: it was another connection.
    void reset();

    /// Of the newest ping that was answered.
    std::optional<std::chrono::microseconds> latest() const { return m_latest; }
    /// Whether nothing was asked for at least `interval`.
    bool isDue(Instant now, std::chrono::milliseconds interval) const;

private:
    struct Ping
    {
        QByteArray name;
        Instant sent;
    };
    std::deque<Ping> m_pings; ///< not answered, oldest first
    std::optional<Instant> m_asked;
    std::optional<std::chrono::microseconds> m_latest;
};

} // namespace Bellboard
