// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "desktop/systemtheme.h"

namespace Bellboard {

/// Reads light or dark from the system itself, where Qt (before 6.5) does not.
std::unique_ptr<SystemTheme> makePlatformTheme();

} // namespace Bellboard
