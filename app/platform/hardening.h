// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace Bellboard {

/// Keeps the memory of this process, which holds tokens, out of crash dumps, and its files from other users (a umask of 077;
/// on Windows the user's profile folder is shut already). Called before anything else.
void hardenProcess();

} // namespace Bellboard
