// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace Bellboard {

/// Why no window can be shown here, a sentence; empty where one may be. Qt aborts without a display, so it is asked before.
QString displayProblem();

} // namespace Bellboard
