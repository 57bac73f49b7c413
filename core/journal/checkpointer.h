// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>
#include <QThread>

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

private:
    void run() const;

    const QString m_file;
    std::unique_ptr<QThread> m_thread; ///< of the newest one
};

} // namespace Bellboard
