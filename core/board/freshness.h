// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <chrono>

namespace Bellboard {

/// How old the data behind a board is.
struct Freshness
{
    /// True while the feeds behind it are connected and caught up.
    bool live = false;
    /// When the newest data came; the epoch when none has.
    Timestamp lastData;
    /// Data older than this is old even though the feeds are live; zero expects nothing.
    std::chrono::milliseconds expectedInterval = std::chrono::seconds(60);

    bool isStale(Timestamp now) const
    {
        return !live || (expectedInterval.count() > 0 && now - lastData > expectedInterval);
    }
};

} // namespace Bellboard
