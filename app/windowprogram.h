// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/commandline.h"
#include "cli/exitcodes.h"

namespace Bellboard {

/// The window with everything behind it, from start to end; needs a QApplication.
ExitCode runWindow(const CommandLine &line);

} // namespace Bellboard
