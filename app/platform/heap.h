// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace Bellboard {

/// Tells the allocator to take large pieces from the system and to give each back when it is freed. Called before any thread.
void prepareHeap();
/// Gives memory that was freed, but that the allocator keeps for later, back to the system; takes some milliseconds.
void releaseFreeMemory();

} // namespace Bellboard
