// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace Bellboard {

/// Connects standard output and error to the console that the program was started from, where the system does not.
void attachConsole();

} // namespace Bellboard
