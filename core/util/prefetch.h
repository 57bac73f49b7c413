// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace Bellboard {

/// Asks the memory for the cache line at `address`, where the compiler can.
inline void prefetchLine([[maybe_unused]] const void *address)
{
#if defined(__GNUC__) || defined(__clang__)
    __builtin_prefetch(address);
#endif
}

} // namespace Bellboard
