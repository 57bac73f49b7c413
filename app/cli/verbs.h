// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/commandline.h"
#include "cli/exitcodes.h"

namespace Bellboard {

/// `bellboard tail`; needs a QCoreApplication.
ExitCode runTail(const CommandLine &line);
/// `bellboard status`; needs a QCoreApplication.
ExitCode runStatus(const CommandLine &line);
/// `bellboard demo-server`; needs a QCoreApplication.
ExitCode runDemoServer(const CommandLine &line);
/// `bellboard token set|remove`; needs a QCoreApplication.
ExitCode runToken(const CommandLine &line);
/// `bellboard profile check|new`.
ExitCode runProfile(const CommandLine &line);

} // namespace Bellboard
