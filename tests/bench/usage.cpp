// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "usage.h"

#include <QByteArray>
#include <QFile>

#include <ctime>

#include <sys/types.h>

namespace Bellboard {

namespace {

std::chrono::nanoseconds clockTime(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

std::chrono::nanoseconds processCpuTime()
{
    return clockTime(CLOCK_PROCESS_CPUTIME_ID);
}

std::chrono::nanoseconds processCpuTime(qint64 pid)
{
    // Its clock counts nanoseconds; /proc has but ticks of 10 ms, each as much as an idle window takes in five seconds.
    clockid_t clock{};
    if (clock_getcpuclockid(static_cast<pid_t>(pid), &clock) != 0)
        return {};
    return clockTime(clock);
}

qint64 proportionalSetSize(qint64 pid)
{
    const auto lines = contents(QStringLiteral("/proc/%1/smaps_rollup").arg(pid)).split('\n');
    for (const auto &line : lines) {
        if (line.startsWith("Pss:"))
            return 1024 * line.mid(4).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

std::chrono::nanoseconds monotonicTime()
{
    return clockTime(CLOCK_MONOTONIC);
}

} // namespace Bellboard
