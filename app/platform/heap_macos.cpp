// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/heap.h"

#include <malloc/malloc.h>

namespace Bellboard {

void prepareHeap()
{
    // Large pieces are given back by themselves.
}

void releaseFreeMemory()
{
    // All zones, and as much as there is.
    ::malloc_zone_pressure_relief(nullptr, 0);
}

} // namespace Bellboard
