// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/vfslayer.h"

namespace Bellboard {

namespace {

sqlite3_file *below(sqlite3_file *file)
{
    return LayerFile::of(file).below;
}

} // namespace

sqlite3_io_methods passingMethods()
{
    sqlite3_io_methods methods{};
    methods.iVersion = 2; // no memory mapping: what is read that way cannot be looked at
    methods.xClose = [](sqlite3_file *file) { return below(file)->pMethods->xClose(below(file)); };
    methods.xRead = [](sqlite3_file *file, void *data, int size, sqlite3_int64 offset) {
        return below(file)->pMethods->xRead(below(file), data, size, offset);
    };
    methods.xWrite = [](sqlite3_file *file, const void *data, int size, sqlite3_int64 offset) {
        return below(file)->pMethods->xWrite(below(file), data, size, offset);
    };
    methods.xTruncate = [](sqlite3_file *file, sqlite3_int64 size) {
        return below(file)->pMethods->xTruncate(below(file), size);
    };
    methods.xSync = [](sqlite3_file *file, int flags) { return below(file)->pMethods->xSync(below(file), flags); };
    methods.xFileSize = [](sqlite3_file *file, sqlite3_int64 *size) {
        return below(file)->pMethods->xFileSize(below(file), size);
    };
    methods.xLock = [](sqlite3_file *file, int lock) { return below(file)->pMethods->xLock(below(file), lock); };
    methods.xUnlock = [](sqlite3_file *file, int lock) { return below(file)->pMethods->xUnlock(below(file), lock); };
    methods.xCheckReservedLock = [](sqlite3_file *file, int *locked) {
        return below(file)->pMethods->xCheckReservedLock(below(file), locked);
    };
    methods.xFileControl = [](sqlite3_file *file, int operation, void *argument) {
        return below(file)->pMethods->xFileControl(below(file), operation, argument);
    };
    methods.xSectorSize = [](sqlite3_file *file) { return below(file)->pMethods->xSectorSize(below(file)); };
    methods.xDeviceCharacteristics = [](sqlite3_file *file) {
        return below(file)->pMethods->xDeviceCharacteristics(below(file));
    };
    methods.xShmMap = [](sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
        return below(file)->pMethods->xShmMap(below(file), page, size, extend, memory);
    };
    methods.xShmLock = [](sqlite3_file *file, int offset, int count, int flags) {
        return below(file)->pMethods->xShmLock(below(file), offset, count, flags);
    };
    methods.xShmBarrier = [](sqlite3_file *file) { below(file)->pMethods->xShmBarrier(below(file)); };
    methods.xShmUnmap = [](sqlite3_file *file, int remove) {
        return below(file)->pMethods->xShmUnmap(below(file), remove);
    };
    return methods;
}

sqlite3_vfs passingVfs(const char *name, sqlite3_vfs *under, int fileSize)
{
    sqlite3_vfs vfs{};
    vfs.iVersion = 2;
    vfs.szOsFile = fileSize + under->szOsFile;
    vfs.mxPathname = under->mxPathname;
    vfs.zName = name;
    vfs.pAppData = under;
    vfs.xDelete = [](sqlite3_vfs *layer, const char *file, int syncFolder) {
        return vfsBelow(layer)->xDelete(vfsBelow(layer), file, syncFolder);
    };
    vfs.xAccess = [](sqlite3_vfs *layer, const char *file, int flags, int *result) {
        return vfsBelow(layer)->xAccess(vfsBelow(layer), file, flags, result);
    };
    vfs.xFullPathname = [](sqlite3_vfs *layer, const char *file, int size, char *path) {
        return vfsBelow(layer)->xFullPathname(vfsBelow(layer), file, size, path);
    };
    vfs.xDlOpen = [](sqlite3_vfs *layer, const char *file) { return vfsBelow(layer)->xDlOpen(vfsBelow(layer), file); };
    vfs.xDlError = [](sqlite3_vfs *layer, int size, char *text) {
        vfsBelow(layer)->xDlError(vfsBelow(layer), size, text);
    };
    vfs.xDlSym = [](sqlite3_vfs *layer, void *library, const char *symbol) {
        return vfsBelow(layer)->xDlSym(vfsBelow(layer), library, symbol);
    };
    vfs.xDlClose = [](sqlite3_vfs *layer, void *library) { vfsBelow(layer)->xDlClose(vfsBelow(layer), library); };
    vfs.xRandomness = [](sqlite3_vfs *layer, int size, char *bytes) {
        return vfsBelow(layer)->xRandomness(vfsBelow(layer), size, bytes);
    };
    vfs.xSleep = [](sqlite3_vfs *layer, int us) { return vfsBelow(layer)->xSleep(vfsBelow(layer), us); };
    vfs.xCurrentTime = [](sqlite3_vfs *layer, double *time) {
        return vfsBelow(layer)->xCurrentTime(vfsBelow(layer), time);
    };
    vfs.xGetLastError = [](sqlite3_vfs *layer, int size, char *text) {
        return vfsBelow(layer)->xGetLastError(vfsBelow(layer), size, text);
    };
    vfs.xCurrentTimeInt64 = [](sqlite3_vfs *layer, sqlite3_int64 *time) {
        return vfsBelow(layer)->xCurrentTimeInt64(vfsBelow(layer), time);
    };
    return vfs;
}

int openBelow(sqlite3_vfs *layer, const char *name, LayerFile &file, int fileSize, int flags, int *flagsOut,
              const sqlite3_io_methods *methods)
{
    file.below = reinterpret_cast<sqlite3_file *>(reinterpret_cast<char *>(&file) + fileSize);
    file.below->pMethods = nullptr;
    auto *under = vfsBelow(layer);
    const int code = under->xOpen(under, name, file.below, flags, flagsOut);
    // SQLite closes a file that has methods, also one that could not be opened.
    file.head.pMethods = file.below->pMethods ? methods : nullptr;
    return code;
}

} // namespace Bellboard
