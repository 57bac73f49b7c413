// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

#include <atomic>
#include <chrono>
#include <initializer_list>

namespace Bellboard {

/// The disk under SQLite, which fails when it is told to. The journal's own code runs on it: it is SQLite's default VFS, over the
/// system's. All may be called from any thread.
class FaultyDisk
{
public:
    /// What happens to an operation.
    enum class Fault {
        None,
        Full, ///< ENOSPC: nothing can be written
        ReadOnly, ///< EROFS: nothing can be written, opened for writing, cut short or removed
        InputOutput, ///< EIO: writing and syncing fail
        ShortWrite, ///< one half of it is written, then the disk is full
        Unreadable, ///< EIO: reading fails
    };

    /// The only one; call it before the first database is opened, since layers stand on the VFS that is the default one then.
    static FaultyDisk &install();

    /// From the `first` operation from now on (1: the next one) that `fault` concerns, so many of them fail.
    void fail(Fault fault, int first = 1, int count = forever);
    static constexpr int forever = 1'000'000'000;
    /// All is well again; how many operations there were that the last fault concerned, failed ones included.
    int heal();
    /// Whether an operation failed since the last fail().
    bool hasFailed() const { return m_failed; }

    /// While it lives, all is well.
    class Pause
    {
    public:
        explicit Pause(FaultyDisk &disk) : m_disk(disk), m_fault(disk.m_fault.exchange(Fault::None)) { }
        ~Pause() { m_disk.m_fault = m_fault; }
        Q_DISABLE_COPY_MOVE(Pause)

    private:
        FaultyDisk &m_disk;
        const Fault m_fault;
    };

    /// How long each write and each sync takes from now on, besides what it takes anyway.
    void slowDown(std::chrono::microseconds write, std::chrono::microseconds sync);
    /// Leaves syncing out, as nobody pulls the plug of a test.
    void skipSyncs(bool skip) { m_skipSyncs = skip; }

private:
    struct Methods;
    friend struct Methods;

    /// Counts an operation that `concerned` faults would hit; whether it is to fail.
    bool hits(std::initializer_list<Fault> concerned);

    std::atomic<Fault> m_fault = Fault::None;
    std::atomic<int> m_untilFirst = 0; ///< operations that still succeed
    std::atomic<int> m_left = 0; ///< operations that fail then
    std::atomic<int> m_operations = 0;
    std::atomic<bool> m_failed = false;
    std::atomic<bool> m_skipSyncs = false;
    std::atomic<std::chrono::microseconds> m_writeTime{};
    std::atomic<std::chrono::microseconds> m_syncTime{};
};

} // namespace Bellboard
