// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/feedsettings.h"
#include "journal/journallimits.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace Bellboard {

/// Something wrong in feeds.toml: where, what, and what was expected instead.
struct FeedsFileProblem
{
    QString file;
    int line = 0; ///< first is 1; 0 when it concerns the whole file
    int column = 0; ///< first is 1
    QString message; ///< such as: unknown key "ulr"; did you mean "url"?

    /// "file:line:column: message"
    QString text() const;
};

/// What feeds.toml says. A feed with a problem is left out; the others stand.
struct FeedsFile
{
    QList<FeedSettings> feeds;
    JournalLimits limits;
    QList<FeedsFileProblem> problems;
    /// False when the file is not there at all; then there is no problem either.
    bool exists = true;

    /// Reads the file at `path`; one that cannot be read is a problem.
    static FeedsFile read(const QString &path);
    /// Reads TOML text; `file` is what problems name.
    static FeedsFile parse(const QByteArray &text, const QString &file);
};

} // namespace Bellboard
