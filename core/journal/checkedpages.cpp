// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/checkedpages.h"

#include "journal/vfslayer.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <vector>

namespace Bellboard {

namespace {

// Places in the header of a database (https://www.sqlite.org/fileformat2.html, 1.3).
constexpr int headerSize = 100;
constexpr int pageSizeAt = 16;
constexpr int reservedAt = 20;

struct CheckedFile : LayerFile
{
    const char *log = nullptr; ///< the write-ahead log's name; of the database's file only
    int pageSize = 0; ///< 0 while it is not known
    bool checked = false;
    std::vector<unsigned char> page; ///< with its checksum, to be written

    static CheckedFile &of(sqlite3_file *file) { return static_cast<CheckedFile &>(LayerFile::of(file)); }

    /// `data` is the beginning of the database.
    void noteHeader(const unsigned char *data)
    {
        if (std::memcmp(data, "SQLite format 3", 16) != 0)
            return;
        const int size = data[pageSizeAt] << 8 | data[pageSizeAt + 1];
        pageSize = size == 1 ? 65536 : size;
        checked = data[reservedAt] == pageChecksumSize;
    }
    bool isPage(int size, sqlite3_int64 offset) const { return size == pageSize && offset % pageSize == 0; }
};

XXH64_hash_t checksum(const unsigned char *page, int size, sqlite3_int64 offset)
{
    return XXH3_64bits_withSeed(page, static_cast<std::size_t>(size - pageChecksumSize),
                                static_cast<XXH64_hash_t>(offset));
}

bool hasItsChecksum(const unsigned char *page, int size, sqlite3_int64 offset)
{
    XXH64_canonical_t own;
    std::memcpy(&own, page + size - pageChecksumSize, sizeof own);
    if (XXH64_hashFromCanonical(&own) == checksum(page, size, offset))
        return true;
    // A page that was skipped when the file grew was never written.
    return std::all_of(page, page + size, [](unsigned char byte) { return byte == 0; });
}

/// Whether the first page is one with a checksum whose header was damaged so that it does not say so.
bool hidesItsChecksum(const unsigned char *page, int size)
{
    std::vector<unsigned char> mended(page, page + size);
    mended[reservedAt] = pageChecksumSize;
    return hasItsChecksum(mended.data(), size, 0);
}

/// Whether the database has a log with something in it. Its first page may then be half written, and whole in there.
bool hasLog(const char *log)
{
    auto *vfs = sqlite3_vfs_find(nullptr);
    int exists = 0; // this one is 0 also for an empty file
    return vfs->xAccess(vfs, log, SQLITE_ACCESS_EXISTS, &exists) == SQLITE_OK && exists != 0;
}

int readPage(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
    auto &self = CheckedFile::of(file);
    const int code = self.below->pMethods->xRead(self.below, data, size, offset);
    if (code != SQLITE_OK)
        return code;
    const auto *bytes = static_cast<const unsigned char *>(data);
    if (offset == 0 && size >= headerSize)
        self.noteHeader(bytes);
    if (!self.isPage(size, offset))
        return SQLITE_OK;
    const bool good =
        self.checked ? hasItsChecksum(bytes, size, offset) : offset != 0 || !hidesItsChecksum(bytes, size);
    return good || (offset == 0 && hasLog(self.log)) ? SQLITE_OK : SQLITE_IOERR_DATA;
}

int writePage(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    auto &self = CheckedFile::of(file);
    const auto *bytes = static_cast<const unsigned char *>(data);
    if (offset == 0 && size >= headerSize)
        self.noteHeader(bytes);
    if (self.checked && self.isPage(size, offset)) {
        self.page.assign(bytes, bytes + size);
        XXH64_canonicalFromHash(reinterpret_cast<XXH64_canonical_t *>(self.page.data() + size - pageChecksumSize),
                                checksum(bytes, size, offset));
        data = self.page.data();
    }
    return self.below->pMethods->xWrite(self.below, data, size, offset);
}

int closeFile(sqlite3_file *file)
{
    auto &self = CheckedFile::of(file);
    const int code = self.below->pMethods->xClose(self.below);
    self.~CheckedFile();
    return code;
}

int controlFile(sqlite3_file *file, int operation, void *argument)
{
    auto &self = CheckedFile::of(file);
    if (operation != pagesAreCheckedControl)
        return self.below->pMethods->xFileControl(self.below, operation, argument);
    *static_cast<int *>(argument) = self.checked ? 1 : 0;
    return SQLITE_OK;
}

int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flagsOut)
{
    static const auto passing = [] {
        auto methods = passingMethods();
        methods.xClose = closeFile;
        return methods;
    }();
    static const auto checking = [] {
        auto methods = passing;
        methods.xRead = readPage;
        methods.xWrite = writePage;
        methods.xFileControl = controlFile;
        return methods;
    }();
    auto &self = *new (file) CheckedFile;
    const bool isDatabase = (flags & SQLITE_OPEN_MAIN_DB) != 0;
    if (isDatabase)
        self.log = sqlite3_filename_wal(name);
    return openBelow(vfs, name, self, layerFileSize<CheckedFile>, flags, flagsOut, isDatabase ? &checking : &passing);
}

} // namespace

bool PageCheck::begin(std::span<const unsigned char> header)
{
    CheckedFile file;
    if (header.size() >= headerSize)
        file.noteHeader(header.data());
    m_pageSize = file.checked ? file.pageSize : 0;
    return m_pageSize > 0;
}

bool PageCheck::isGood(std::span<const unsigned char> page, std::int64_t offset) const
{
    return static_cast<int>(page.size()) == m_pageSize && hasItsChecksum(page.data(), m_pageSize, offset);
}

const char *checkedPagesVfs()
{
    static constexpr auto name = "bellboard";
    static auto vfs = [] {
        auto layer = passingVfs(name, sqlite3_vfs_find(nullptr), layerFileSize<CheckedFile>);
        layer.xOpen = openFile;
        return layer;
    }();
    [[maybe_unused]] static const int registered = sqlite3_vfs_register(&vfs, 0);
    return name;
}

} // namespace Bellboard
