// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/exitcodes.h"
#include "feed/engine.h"

#include <QHash>

namespace Bellboard {

/// Why an engine did not start, with its exit code.
CliError toCliError(const EngineError &error);
/// Writes it to standard error, a line for each of its lines, and returns its code.
ExitCode complainAbout(const CliError &error);
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
