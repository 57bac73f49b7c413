// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/heap.h"

#include <malloc.h>

namespace Bellboard {

void prepareHeap()
{
    // Large pieces are given back by themselves.
}

void releaseFreeMemory()
{
    ::_heapmin();
}

} // namespace Bellboard
