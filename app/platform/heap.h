// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace Bellboard {

/// Gives memory that was freed, but that the allocator keeps for later, back to the system; takes some milliseconds.
void releaseFreeMemory();

} // namespace Bellboard
