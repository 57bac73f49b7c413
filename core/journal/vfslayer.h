// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <sqlite3.h>

namespace Bellboard {

/// A file of a layer between SQLite and the file system: the file that SQLite sees, in front of the one that it stands for.
/// A layer with more to remember derives from it; `head` stays first (sqlite3_vfs::szOsFile, sqlite3_io_methods).
struct LayerFile
{
    sqlite3_file head{};
    sqlite3_file *below = nullptr; ///< in the memory behind the layer's file

    static LayerFile &of(sqlite3_file *file) { return *reinterpret_cast<LayerFile *>(file); }
};

/// The methods of a file that passes everything on; a layer replaces those that it is about.
sqlite3_io_methods passingMethods();

/// A VFS of the name `name` over `below` that passes everything on; a layer replaces what it is about, its `xOpen` calls
/// openBelow(). `fileSize` is the size of the layer's own file, rounded up to 16 bytes; both arguments must outlive it.
sqlite3_vfs passingVfs(const char *name, sqlite3_vfs *below, int fileSize);

/// The VFS that a layer stands on.
inline sqlite3_vfs *vfsBelow(sqlite3_vfs *layer)
{
    return static_cast<sqlite3_vfs *>(layer->pAppData);
}

/// Opens the file below `file`, whose LayerFile was constructed; on success `methods` become those of `file`.
int openBelow(sqlite3_vfs *layer, const char *name, LayerFile &file, int fileSize, int flags, int *flagsOut,
              const sqlite3_io_methods *methods);

/// The room that a layer's file of this type takes, a multiple of what anything behind it may be aligned to.
template<typename File>
constexpr int layerFileSize = static_cast<int>((sizeof(File) + 15) / 16 * 16);

} // namespace Bellboard
