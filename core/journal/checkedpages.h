// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <span>

namespace Bellboard {

/// How many bytes at the end of each page hold its checksum.
inline constexpr int pageChecksumSize = 8;

/// The name of the SQLite VFS that writes a checksum (XXH3 of the page and its place) into each page of a database, and answers
/// SQLITE_IOERR_DATA for a page that does not have its own: damage is found wherever it is, before it is believed.
///
/// It stands over the VFS that is the default one at the first call. Databases whose header does not reserve exactly
/// `pageChecksumSize` bytes are left alone. The write-ahead log has checksums of its own.
const char *checkedPagesVfs();

/// Asks, by sqlite3_file_control() with an int, whether the pages of a database have checksums.
inline constexpr int pagesAreCheckedControl = 0x42656c01;

/// Looks at the pages of a database's file without SQLite.
class PageCheck
{
public:
    /// Takes the beginning of the file, at least 100 bytes; false when its pages have no checksums.
    bool begin(std::span<const unsigned char> header);
    int pageSize() const { return m_pageSize; }
    /// Whether `page`, all of it, from the place `offset` in the file, is as it was written.
    bool isGood(std::span<const unsigned char> page, std::int64_t offset) const;

private:
    int m_pageSize = 0;
};

} // namespace Bellboard
