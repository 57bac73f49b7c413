// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace Bellboard {

/// How the program ends; `bellboard --help` lists them (cli/help.cpp).
enum class ExitCode : int {
    Done = 0, ///< everything went well; for `status`: calm
    Warning = 1, ///< `status`: unacknowledged alerts of severity warning or high
    Unmatched = 1, ///< `profile check`: a sample message becomes nothing
    Critical = 2, ///< `status`: unacknowledged critical alerts
    Disconnected = 3, ///< `status`: a feed is not live, so nobody knows
    Usage = 64, ///< an unknown option or verb, or a value that makes no sense
    BadSettings = 65, ///< feeds.toml has errors and no usable feed; a profile has errors
    Missing = 66, ///< a file or folder that was asked for does not exist
    NoSuchFeed = 67, ///< no feed of that name is set up
    Unavailable = 69, ///< a keychain, a port or a display could not be had
    Failed = 70, ///< something went wrong that has no code of its own
    Output = 74, ///< the output could not be written
    Locked = 75, ///< another process uses the data folder
    Silent =
        76, ///< another process uses the data folder, and does not answer in its time or in words that are known here
    NotAllowed = 77, ///< a folder cannot be read or belongs to somebody else
};

/// Why a verb cannot go on.
struct CliError
{
    ExitCode code = ExitCode::Failed;
    QString text; ///< one sentence for people
};

} // namespace Bellboard
