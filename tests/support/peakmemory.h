// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QFile>

#include <optional>

namespace Bellboard {

/// Watches how much memory this process has in use at most. On Linux only: elsewhere nothing is known.
class PeakMemory
{
public:
    /// Begins to watch.
    PeakMemory()
    {
        QFile clear(QStringLiteral("/proc/self/clear_refs"));
        if (clear.open(QIODevice::WriteOnly) && clear.write("5") == 1) { // sets VmHWM back to VmRSS (proc(5))
            clear.close();
            m_before = status("VmRSS:");
        }
    }

    /// Bytes in use at the worst moment since then, less those at the beginning.
    std::optional<qint64> growth() const
    {
        const auto peak = status("VmHWM:");
        if (!m_before || !peak)
            return std::nullopt;
        return *peak - *m_before;
    }

private:
    static std::optional<qint64> status(const QByteArray &field)
    {
        QFile file(QStringLiteral("/proc/self/status"));
        if (!file.open(QIODevice::ReadOnly))
            return std::nullopt;
        for (const auto &line : file.readAll().split('\n')) {
            if (line.startsWith(field))
                return line.mid(field.size()).simplified().split(' ').first().toLongLong() * 1024;
        }
        return std::nullopt;
    }

    std::optional<qint64> m_before;
};

} // namespace Bellboard
