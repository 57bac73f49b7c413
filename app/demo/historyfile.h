// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/history.h"

#include <QFile>
#include <QString>

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace Bellboard::Demo {

/// Keeps a history on disk: a line that names the epoch, then one event a line. What was appended survives the end of the
/// process at any time; a line that was cut off by it is cut away.
class HistoryFile
{
public:
    /// An event by its stream and offset.
    using Place = std::pair<Stream, std::uint64_t>;

    explicit HistoryFile(const QString &path) : m_file(path) { }

    /// Opens the file for one server and reads it back, or starts it with `freshEpoch`. Nothing when it cannot be used; see errorString().
    std::unique_ptr<History> open(std::string_view freshEpoch, std::size_t capBytes);
    /// Where the newest event about each subject is that was read back and is still kept, oldest first.
    const std::vector<Place> &newest() const { return m_newest; }
    /// Writes what the history has not written yet. False on an error, after which nothing may be written.
    bool write(History &history);
    /// Why something went wrong, in words.
    QString errorString() const { return m_error; }

private:
    bool begin(const History &history);
    bool readLines(History &history);
    bool compact(const History &history);
    bool fail(const QString &what);

    QFile m_file;
    QString m_error;
    std::vector<Place> m_newest;
    std::size_t m_capBytes = 0;
};

} // namespace Bellboard::Demo
