// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>
#include <QThread>

#include <chrono>
#include <memory>

namespace Bellboard {

/// Writes what stands in the write-ahead log of a database into its file, on a thread of its own, so that no commit waits for a slow
/// disk to take some MiB more. Whoever writes the database goes on meanwhile (https://www.sqlite.org/wal.html, 2.1).
class Checkpointer
{
public:
    /// `file` is one that Database::open() opened, and that stays open until this is gone.
    explicit Checkpointer(QString file) : m_file(std::move(file)) { }
    /// Waits for the one under way.
    ~Checkpointer();
    Checkpointer(const Checkpointer &) = delete;
    Checkpointer &operator=(const Checkpointer &) = delete;

    /// Begins one, unless one is under way.
    void begin();
    /// Waits for the one under way.
    void finish();
    bool isRunning() const { return m_thread && !m_thread->isFinished(); }

    /// What one came to.
    struct Pass
    {
        int pages = 0; ///< so many pages of the log, from its beginning, stand in the file
        std::chrono::nanoseconds time{}; ///< that it took
    };
    /// The newest one; only while none is under way.
    Pass newest() const { return m_newest; }
    /// Forgets it, as the log begins anew.
    void forget() { m_newest = {}; }

private:
    void run();

    const QString m_file;
    Pass m_newest;
    std::unique_ptr<QThread> m_thread; ///< of the newest one
};

} // namespace Bellboard
