// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/feedsettings.h"
#include "util/result.h"

#include <memory>

namespace Bellboard {

class DemoThread;

/// The embedded demo backend on a thread of its own, as the feed that `--demo` shows.
class DemoHost
{
public:
    DemoHost();
    ~DemoHost();

    /// Starts it on a free port of the loopback address; the error is a sentence for people.
    Result<void, QString> start(quint64 seed, int eventsPerSecond);
    /// The feed that reaches it.
    FeedSettings feed() const;

private:
    std::unique_ptr<DemoThread> m_thread;
};

} // namespace Bellboard
