// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

#include <chrono>

namespace Bellboard {

/// CPU time of all threads of this process so far, user and system.
std::chrono::nanoseconds processCpuTime();
/// CPU time of another process so far; zero when it is gone.
std::chrono::nanoseconds processCpuTime(qint64 pid);
/// The proportional set size of a process, in bytes; zero when it is gone.
qint64 proportionalSetSize(qint64 pid);
/// CLOCK_MONOTONIC, the clock that the demo backend stamps events with.
std::chrono::nanoseconds monotonicTime();

} // namespace Bellboard
