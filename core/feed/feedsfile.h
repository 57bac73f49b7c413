// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/feedsettings.h"
#include "journal/journallimits.h"
#include "util/fileproblem.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace Bellboard {

/// What feeds.toml says. A feed with a problem is left out; the others stand.
struct FeedsFile
{
    QList<FeedSettings> feeds;
    JournalLimits limits;
    QList<FileProblem> problems;
    /// False when the file is not there at all; then there is no problem either.
    bool exists = true;

    /// Reads the file at `path`; one that cannot be read is a problem.
    static FeedsFile read(const QString &path);
    /// Reads TOML text; `file` is what problems name.
    static FeedsFile parse(const QByteArray &text, const QString &file);
};

} // namespace Bellboard
