// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <unistd.h>

namespace Bellboard {

/// Writes a line to the standard output, at once.
inline void writeLine(QByteArray line)
{
    line += '\n';
    for (qsizetype at = 0; at < line.size();) {
        const auto written = ::write(STDOUT_FILENO, line.constData() + at, static_cast<std::size_t>(line.size() - at));
        if (written < 0)
            return; // nobody reads any more
        at += written;
    }
}

/// Reads lines from the standard input as they come.
class LineReader : public QObject
{
    Q_OBJECT

public:
    LineReader()
    {
        connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
            char bytes[4096];
            const auto size = ::read(STDIN_FILENO, bytes, sizeof bytes);
            if (size <= 0) {
                m_notifier.setEnabled(false);
                Q_EMIT ended();
                return;
            }
            m_rest.append(bytes, size);
            for (auto end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
                const auto line = m_rest.left(end);
                m_rest.remove(0, end + 1);
                Q_EMIT lineRead(line);
            }
        });
    }

Q_SIGNALS:
    void lineRead(const QByteArray &line);
    /// Whoever wrote to us is gone.
    void ended();

private:
    QByteArray m_rest;
    QSocketNotifier m_notifier{STDIN_FILENO, QSocketNotifier::Read};
};

} // namespace Bellboard
