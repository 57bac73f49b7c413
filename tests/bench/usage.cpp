// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "usage.h"

#include <QByteArray>
#include <QFile>

#include <ctime>
#include <unistd.h>

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
    // The fields behind the name, which may hold anything but ends at the last parenthesis (proc(5)).
    const auto stat = contents(QStringLiteral("/proc/%1/stat").arg(pid));
    const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 13)
        return {};
    const auto ticks = fields[11].toLongLong() + fields[12].toLongLong();
    return std::chrono::nanoseconds(ticks * (1'000'000'000 / sysconf(_SC_CLK_TCK)));
}

qint64 proportionalSetSize(qint64 pid)
{
    const auto lines = contents(QStringLiteral("/proc/%1/smaps_rollup").arg(pid)).split('\n');
    for (const auto &line : lines) {
        if (line.startsWith("Pss:"))
            return line.mid(4).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

std::chrono::nanoseconds monotonicTime()
{
    return clockTime(CLOCK_MONOTONIC);
}

} // namespace Bellboard
