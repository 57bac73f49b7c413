// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

QT_FORWARD_DECLARE_CLASS(QIODevice)

namespace Bellboard {

/// SQLite's write-ahead log of a database that nobody has open (https://www.sqlite.org/fileformat2.html, 4).
///
/// SQLite believes a log up to the first frame whose checksum is wrong, and drops the rest without a word, as the end of a log
/// looks like that after a power failure. What was committed and damaged later looks the same, but for what follows it.
class WriteAheadLog
{
public:
    /// Reads the log in `file`; nothing where there is none, or none was begun.
    static std::optional<WriteAheadLog> read(const QString &file);

    /// Whether something that was committed stands behind a place that is damaged. The newest transaction cannot be told from
    /// one that was never finished.
    bool isDamaged() const { return m_headerDamaged || m_lostCommits > 1; }
    /// Writes all pages that are whole, those behind a damaged place too, where they belong in `database`.
    bool applyTo(QIODevice &database) const;

private:
    struct Frame
    {
        std::uint32_t page = 0; ///< the first is 1
        std::uint32_t size = 0; ///< of the database in pages, where a transaction ends; else 0
        qsizetype at = 0; ///< of its content
    };

    void readFrames(bool bigEndian);

    QByteArray m_bytes;
    std::uint32_t m_pageSize = 0;
    bool m_headerDamaged = false; ///< so that SQLite takes it for no log at all
    std::vector<Frame> m_frames; ///< those that are whole
    int m_lostCommits = 0;
};

} // namespace Bellboard
