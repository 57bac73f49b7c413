// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "faultydisk.h"

#include "journal/vfslayer.h"

#include <algorithm>
#include <new>
#include <thread>

namespace Bellboard {

struct FaultyDisk::Methods
{
    static int read(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
    {
        if (install().hits({Fault::Unreadable}))
            return SQLITE_IOERR_READ;
        auto *below = LayerFile::of(file).below;
        return below->pMethods->xRead(below, data, size, offset);
    }

    static int write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
    {
        auto &disk = install();
        auto *below = LayerFile::of(file).below;
        rest(disk.m_writeTime);
        if (!disk.hits({Fault::Full, Fault::ReadOnly, Fault::InputOutput, Fault::ShortWrite}))
            return below->pMethods->xWrite(below, data, size, offset);
        switch (disk.m_fault) {
        case Fault::ShortWrite:
            below->pMethods->xWrite(below, data, size / 2, offset);
            return SQLITE_FULL;
        case Fault::Full:
            return SQLITE_FULL;
        default:
            return SQLITE_IOERR_WRITE;
        }
    }

    static int sync(sqlite3_file *file, int flags)
    {
        auto &disk = install();
        rest(disk.m_syncTime);
        if (disk.hits({Fault::InputOutput}))
            return SQLITE_IOERR_FSYNC;
        auto *below = LayerFile::of(file).below;
        return disk.m_skipSyncs ? SQLITE_OK : below->pMethods->xSync(below, flags);
    }

    static int truncate(sqlite3_file *file, sqlite3_int64 size)
    {
        if (install().hits({Fault::ReadOnly, Fault::InputOutput}))
            return SQLITE_IOERR_TRUNCATE;
        auto *below = LayerFile::of(file).below;
        return below->pMethods->xTruncate(below, size);
    }

    static int remove(sqlite3_vfs *vfs, const char *name, int syncFolder)
    {
        if (install().hits({Fault::ReadOnly, Fault::InputOutput}))
            return SQLITE_IOERR_DELETE;
        return vfsBelow(vfs)->xDelete(vfsBelow(vfs), name, syncFolder);
    }

    static int open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flagsOut)
    {
        static const auto methods = [] {
            auto passing = passingMethods();
            passing.xRead = read;
            passing.xWrite = write;
            passing.xSync = sync;
            passing.xTruncate = truncate;
            return passing;
        }();
        auto &self = *new (file) LayerFile;
        const bool writes = (flags & (SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) != 0;
        if (writes && install().hits({Fault::ReadOnly, Fault::InputOutput}))
            return SQLITE_CANTOPEN;
        return openBelow(vfs, name, self, layerFileSize<LayerFile>, flags, flagsOut, &methods);
    }

    static void rest(std::chrono::microseconds time)
    {
        if (time.count() > 0)
            std::this_thread::sleep_for(time);
    }
};

FaultyDisk &FaultyDisk::install()
{
    static FaultyDisk disk;
    static auto vfs = [] {
        auto layer = passingVfs("faulty", sqlite3_vfs_find(nullptr), layerFileSize<LayerFile>);
        layer.xOpen = Methods::open;
        layer.xDelete = Methods::remove;
        return layer;
    }();
    [[maybe_unused]] static const int registered = sqlite3_vfs_register(&vfs, 1);
    return disk;
}

void FaultyDisk::fail(Fault fault, int first, int count)
{
    m_fault = Fault::None;
    m_untilFirst = first - 1;
    m_left = count;
    m_operations = 0;
    m_failed = false;
    m_fault = fault;
}

int FaultyDisk::heal()
{
    m_fault = Fault::None;
    return m_operations;
}

void FaultyDisk::slowDown(std::chrono::microseconds write, std::chrono::microseconds sync)
{
    m_writeTime = write;
    m_syncTime = sync;
}

bool FaultyDisk::hits(std::initializer_list<Fault> concerned)
{
    if (std::find(concerned.begin(), concerned.end(), m_fault.load()) == concerned.end())
        return false;
    ++m_operations;
    if (m_untilFirst > 0) {
        --m_untilFirst;
        return false;
    }
    if (m_left <= 0)
        return false;
    --m_left;
    m_failed = true;
    return true;
}

} // namespace Bellboard
