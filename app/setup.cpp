// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "setup.h"

#include "demohost.h"
#include "feed/feedsfile.h"
#include "util/paths.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

Unexpected<CliError> error(ExitCode code, const QString &text)
{
    return Unexpected(CliError{code, text});
}

Result<void, CliError> readFeeds(Setup &setup, bool folderNamed, bool needFeeds)
{
    const auto path = setup.configFolder + u"/feeds.toml"_s;
    const auto file = FeedsFile::read(path);
    if (!file.exists && (folderNamed || needFeeds)) {
        const auto text =
            u"There is no file %1; README.md (\"Connect it to a backend\") shows one, and --demo needs none."_s.arg(
                path);
        if (needFeeds)
            return error(ExitCode::Missing, text);
        setup.problems << text;
    }
    for (const auto &problem : file.problems)
        setup.problems << problem.text();
    setup.feeds = file.feeds;
    setup.limits = file.limits;
    if (setup.feeds.isEmpty() && needFeeds) {
        const bool unreadable = QFileInfo::exists(path) && !QFileInfo(path).isReadable();
        return error(unreadable ? ExitCode::NotAllowed : ExitCode::BadSettings,
                     setup.problems.isEmpty() ? u"%1 has no feeds."_s.arg(path) : setup.problems.join(u'\n'));
    }
    return {};
}

Result<void, CliError> readyDataFolder(Setup &setup, const CommandLine &line)
{
    if (line.demo && line.dataFolder.isEmpty()) {
        setup.temporary = std::make_unique<QTemporaryDir>();
        if (!setup.temporary->isValid())
            return error(ExitCode::Failed,
                         u"No temporary folder could be made: %1."_s.arg(setup.temporary->errorString()));
        setup.dataFolder = setup.temporary->path();
    } else {
        setup.dataFolder = line.dataFolder.isEmpty() ? defaultDataFolder() : QDir(line.dataFolder).absolutePath();
    }
    if (const auto prepared = preparePrivateFolder(setup.dataFolder); !prepared)
        return error(ExitCode::NotAllowed, prepared.error());
    return {};
}

} // namespace

Setup::Setup() = default;
Setup::~Setup() = default;
Setup::Setup(Setup &&) noexcept = default;
Setup &Setup::operator=(Setup &&) noexcept = default;

Result<QString, CliError> findConfigFolder(const CommandLine &line)
{
    const auto folder = line.configFolder.isEmpty() ? defaultConfigFolder() : QDir(line.configFolder).absolutePath();
    const bool exists = QFileInfo::exists(folder);
    if (!exists && !line.configFolder.isEmpty())
        return error(ExitCode::Missing, u"The folder %1 does not exist."_s.arg(folder));
    if (exists) {
        if (const auto readable = checkReadableFolder(folder); !readable)
            return error(ExitCode::NotAllowed, readable.error());
    }
    return folder;
}

Result<Setup, CliError> Setup::prepare(const CommandLine &line, bool needFeeds)
{
    const auto config = findConfigFolder(line);
    if (!config)
        return Unexpected(config.error());
    Setup setup;
    setup.configFolder = *config;
    if (line.demo) {
        setup.demo = std::make_unique<DemoHost>();
        if (const auto started = setup.demo->start(line.seed, line.rate); !started)
            return error(ExitCode::Unavailable, started.error());
        setup.feeds = {setup.demo->feed()};
    } else if (const auto read = readFeeds(setup, !line.configFolder.isEmpty(), needFeeds); !read) {
        return Unexpected(read.error());
    }
    if (const auto ready = readyDataFolder(setup, line); !ready)
        return Unexpected(ready.error());
    return setup;
}

} // namespace Bellboard
