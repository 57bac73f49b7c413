// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <QObject>

#include <optional>

namespace Bellboard {

/// Notices that somebody looks at the program again after a while, when what it shows should be true.
class FocusWatch : public QObject
{
    Q_OBJECT

public:
    /// Who was away for less has seen nothing else.
    static constexpr std::chrono::milliseconds longEnough{60'000};

    explicit FocusWatch(const Clock &clock, QObject *parent = nullptr) : QObject(parent), m_clock(clock) { }

    /// Whether a window of the program has the focus.
    void setActive(bool active);

Q_SIGNALS:
    void returned();

private:
    struct Moment
    {
        Timestamp wallTime;
        Instant instant;
    };

    const Clock &m_clock;
    std::optional<Moment> m_left; ///< when the focus went
};

} // namespace Bellboard
