// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/heap.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace Bellboard {

void releaseFreeMemory()
{
#ifdef __GLIBC__
    // By itself glibc gives back only what lies at the end of an arena, and the end is seldom what is free (malloc_trim(3)).
    ::malloc_trim(0);
#endif
}

} // namespace Bellboard
