// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/heap.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace Bellboard {

void prepareHeap()
{
#ifdef __GLIBC__
    // glibc maps pieces from 128 KiB on apart, but the first such piece to be freed raises the bound to its size, and on. Then what
    // tables outgrow, and the texts of segments, 2 MiB each, leave holes in the arenas: 10 MB at 100,000 rows. Fixed, the bound
    // stays below them (mallopt(3)).
    ::mallopt(M_MMAP_THRESHOLD, 512 * 1024);
#endif
}

void releaseFreeMemory()
{
#ifdef __GLIBC__
    // By itself glibc gives back only what lies at the end of an arena, and the end is seldom what is free (malloc_trim(3)).
    ::malloc_trim(0);
#endif
}

} // namespace Bellboard
