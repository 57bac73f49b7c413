// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/exitcodes.h"
#include "feed/engine.h"

#include <QHash>

#include <chrono>
#include <functional>

namespace Bellboard {

/// Why an engine did not start, with its exit code.
CliError toCliError(const EngineError &error);
/// Writes it to standard error, a line for each of its lines, and returns its code.
ExitCode complainAbout(const CliError &error);
/// Another process has the data folder, and does not answer.
CliError silentInstance();
/// How long a process that answers nobody, such as `bellboard status`, may have the data folder.
inline constexpr std::chrono::milliseconds longestPassing{12'000};
/// Starts the engine; where another process has the data folder, tries again until `waits` says no.
Result<void, EngineError> startWhenFree(Engine &engine, const std::function<bool()> &waits);
/// Checks that `name` is one of the feeds, or empty.
Result<void, CliError> checkFeedName(const QList<FeedSettings> &feeds, const QString &name);

/// Tells on standard error, once for each trouble, why a feed does not deliver.
class FeedComplaints
{
public:
    void note(const FeedStatus &status);

private:
    QHash<QString, QString> m_last;
};

} // namespace Bellboard
