// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/commandline.h"
#include "cli/exitcodes.h"
#include "feed/feedsettings.h"
#include "journal/journallimits.h"

#include <QList>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace Bellboard {

class DemoHost;

/// The folders and feeds that a command line means, checked. The demo backend, if asked for, runs as long as this lives.
struct Setup
{
    QString configFolder; ///< may not exist
    QString dataFolder; ///< 0700
    QList<FeedSettings> feeds;
    JournalLimits limits;
    QStringList problems; ///< in feeds.toml, a sentence each; the feeds that are concerned are left out
    std::unique_ptr<QTemporaryDir> temporary; ///< holds the data folder of a demonstration
    std::unique_ptr<DemoHost> demo;

    Setup();
    ~Setup();
    Setup(Setup &&) noexcept;
    Setup &operator=(Setup &&) noexcept;

    /// With `needFeeds` it is an error when there is no feed at all.
    static Result<Setup, CliError> prepare(const CommandLine &line, bool needFeeds);
};

/// Which folder the settings are in, checked when it was named.
Result<QString, CliError> findConfigFolder(const CommandLine &line);

} // namespace Bellboard
