// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/display.h"

namespace Bellboard {

QString displayProblem()
{
    return {};
}

} // namespace Bellboard
