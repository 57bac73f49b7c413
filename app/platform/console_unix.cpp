// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/console.h"

namespace Bellboard {

void attachConsole() { }

} // namespace Bellboard
